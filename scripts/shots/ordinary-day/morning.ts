import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { CountyOffice } from './county-office.ts';

const COUNTY = '610525000000';
/** Silent since the night, its alarm set aside until the spare part comes. */
export const OUT_OF_ORDER = 's-slope-collapse-009';
export const LAST_HEARD = '2026-07-18T01:55:00+08:00';

/** Six alarms of the last day, each acknowledged within the minute and over since. */
export async function nightAlarms(office: CountyOffice): Promise<void> {
  const silent = [
    ['2026-07-17 09:41:10', 's-lvl-xubao', 31],
    ['2026-07-17 13:05:44', 's-lvl-zhenji', 22],
    ['2026-07-17 16:52:03', 's-lvl-duanzhuang', 45],
    ['2026-07-17 21:17:30', 's-lvl-sanhe', 38],
    ['2026-07-18 02:31:12', 's-lvl-shanhua', 41],
    ['2026-07-18 05:08:55', 's-lvl-luochengqiao', 27],
  ] as const;
  for (const [at, sensor, ackS] of silent) {
    const alarmId = newId();
    office.at(at);
    const lastSeenAt = toTimestamp(office.now() - 15 * 60_000);
    const cause = { kind: 'sensor_silent', sensor, lastSeenAt };
    await office.system({ type: 'RaiseAlarm', alarmId, priority: 4, cause, division: COUNTY, audience: [] });
    office.later(ackS);
    await office.by('duty', { type: 'AcknowledgeAlarm', alarmId });
    office.later(600);
    await office.system({ type: 'ReturnAlarm', alarmId });
  }
}

/** The shift is taken, one vehicle is in the workshop, and the day has its matters. */
export async function morning(office: CountyOffice): Promise<void> {
  office.at('2026-07-18 07:58:20');
  const officers = ['p-duty', 'p-duty-2'];
  await office.by('leader', { type: 'StartShift', shiftId: newId(), officers, leader: 'p-leader' });
  office.at('2026-07-18 08:04:30');
  const team = 'team-yaotou-1';
  const repair = { to: 'off_duty', cause: 'voice', reason: '车辆检修' };
  await office.by('duty', { type: 'ReportTeamStatus', team, ...repair });
  const alarmId = newId();
  const cause = { kind: 'sensor_silent', sensor: OUT_OF_ORDER, lastSeenAt: LAST_HEARD };
  await office.system({ type: 'RaiseAlarm', alarmId, priority: 4, cause, division: COUNTY, audience: [] });
  office.later(24);
  await office.by('duty', { type: 'AcknowledgeAlarm', alarmId });
  const until = '2026-07-18T16:00:00+08:00';
  await office.by('duty', { type: 'ShelveAlarm', alarmId, reason: '太阳能板更换，下午到货', until });
  office.at('2026-07-18 08:12:00');
  for (const [due, title, ownerPost] of [
    ['11:00', '视频点名 10 镇街', 'duty-officer'],
    ['14:00', '隐患复查 尧头 3 处', 'land-chief'],
    ['17:00', '值班日报', 'office-head'],
  ] as const) {
    await office.by('duty', {
      type: 'CreateTask',
      taskId: newId(),
      title,
      group: '当日事项',
      ownerPost,
      dueAt: `2026-07-18T${due}:00+08:00`,
      proof: 'none',
    });
  }
  await office.by('duty', { type: 'EnterDutyLog', text: '早交接完毕，设备巡检正常，短信网关模拟。' });
}
