import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { CountyOffice } from './county-office.ts';

export interface SmallMatter {
  /** Clock times of Shanghai. */
  reported: string;
  ended: string;
  hazard: string;
  title: string;
  place: { point: { lon: number; lat: number }; division: string; name: string };
  text: string;
  summary: string;
  orders?: readonly { at: string; done: string; team: string; task: string; result: string; acceptS: number }[];
}

/** From the call to the file: looked at, done with, reported upward, closed. */
export async function smallMatter(office: CountyOffice, matter: SmallMatter): Promise<string> {
  const { place, hazard, title, text, orders = [] } = matter;
  const incidentId = newId();
  office.at(matter.reported);
  await office.by('duty', {
    type: 'ReportIncident',
    incidentId,
    hazard,
    title,
    grade: 4,
    place: { ...place, by: 'name' },
    source: { kind: 'duty' },
    text,
    photos: [],
    notDuplicateOf: [],
    figures: [],
  });
  office.later(95);
  await office.by('leader', { type: 'VerifyIncident', incidentId, text: '镇值班室电话核实' });
  await sendFirstReport(office, incidentId);
  const given = [];
  for (const order of orders) given.push({ ...order, orderId: await give(office, incidentId, place, order) });
  for (const { done, orderId, result } of given.sort((a, b) => a.done.localeCompare(b.done))) {
    office.at(done);
    await office.by('duty', { type: 'CompleteOrder', orderId, result });
  }
  office.at(matter.ended);
  for (const { team } of given)
    await office.by('duty', { type: 'ReportTeamStatus', team, to: 'available', cause: 'voice' });
  await office.by('leader', { type: 'ControlIncident', incidentId, text: '现场处置完毕' });
  await office.by('leader', { type: 'EndIncident', incidentId, text: '险情排除' });
  await office.by('commander', { type: 'CloseIncident', incidentId, summary: matter.summary });
  return incidentId;
}

async function sendFirstReport(office: CountyOffice, incidentId: string): Promise<void> {
  const drafts = (): string[] =>
    Object.values(office.state.release.reports)
      .filter((one) => one.incidentId === incidentId)
      .map(({ id }) => id);
  await office.until('the draft of the first report', () => drafts().length > 0);
  for (const reportId of drafts()) {
    office.later(120);
    await office.by('duty', { type: 'LogPhoneReport', reportId, to: '市应急局', answeredBy: '马文涛' });
    await office.by('commander', { type: 'CheckReport', reportId });
    await office.by('commander', { type: 'SignReport', reportId, signing: { mode: 'signed', post: 'commander' } });
    await office.by('duty', { type: 'SendReport', reportId, to: '市应急局' });
    await office.by('duty', { type: 'RecordReceipt', reportId, receipt: '市应急局 马文涛 电话确认' });
  }
}

async function give(
  office: CountyOffice,
  incidentId: string,
  destination: SmallMatter['place'],
  { at, team, task, acceptS }: NonNullable<SmallMatter['orders']>[number],
): Promise<string> {
  const orderId = newId();
  office.at(at);
  await office.by('duty', {
    type: 'DispatchTeam',
    orderId,
    incidentId,
    team,
    exclusive: true,
    voice: false,
    content: {
      task,
      skills: [],
      destination,
      arriveBy: toTimestamp(office.now() + 60 * 60_000),
      hazards: '来往车辆',
      protection: '反光背心',
      feedbackMin: 60,
    },
  });
  await office.until('the order on its way', ({ rescue }) => rescue.orders[orderId]?.steps.sent !== undefined);
  office.later(2);
  await office.lead(team, { type: 'ConfirmDelivery', orderId, device: '领队手机' });
  office.later(acceptS - 9);
  await office.lead(team, { type: 'ReadOrder', orderId });
  office.later(7);
  await office.lead(team, { type: 'AcceptOrder', orderId, voice: false });
  office.later(200);
  await office.lead(team, { type: 'ReportTeamStatus', team, to: 'en_route', orderId, cause: 'person' });
  office.later(900);
  await office.lead(team, { type: 'ReportTeamStatus', team, to: 'on_scene', orderId, cause: 'person' });
  return orderId;
}

/** An orange one for three villages, answered by all, taken back in the evening. */
export async function pastWarning(office: CountyOffice, villages: readonly string[]): Promise<void> {
  const warningId = newId();
  office.at('2026-07-05 17:20:00');
  await office.by('duty', {
    type: 'DraftWarning',
    warningId,
    content: {
      hazard: 'lightning',
      level: 2,
      headline: '澄城县应急管理局发布雷电橙色预警[Ⅱ级/重大]',
      text: '预计未来 6 小时有雷电活动，局地伴有短时大风。',
      instruction: '停止高空、田间作业，远离大树和铁塔。',
      scope: { divisions: [...villages], rings: [], areaText: '王庄镇 3 村' },
      expiresAt: toTimestamp(office.now() + 6 * 3_600_000),
    },
  });
  office.later(60);
  await office.by('leader', { type: 'CheckWarning', warningId, note: '' });
  await office.by('commander', { type: 'SignWarning', warningId, signing: { mode: 'signed', post: 'commander' } });
  office.later(11);
  await office.until('the warning in force', ({ release }) => release.warnings[warningId]?.status === 'issued');
  const calls = () => Object.values(office.state.release.calls).filter((call) => call.warningId === warningId);
  await office.until('the calls', () => calls().length > 0);
  for (const { id: callId } of calls()) {
    office.later(9);
    await office.by('duty', { type: 'RecordCallFact', callId, fact: 'answered', via: 'desk', text: '已知悉' });
  }
  office.at('2026-07-05 22:10:00');
  await office.by('commander', { type: 'CancelWarning', warningId, reason: '雷电活动结束' });
}
