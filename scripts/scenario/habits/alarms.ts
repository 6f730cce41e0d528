import { SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm, MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import { between, type Chance } from '../chance.ts';
import type { Day } from '../story/day.ts';
import type { Act } from './act.ts';

/** Seconds a practised officer takes, by priority: red at once. */
const ACK_S: Record<Alarm['priority'], readonly [number, number]> = {
  1: [8, 22],
  2: [20, 60],
  3: [40, 90],
  4: [60, 150],
};
/** The busiest minutes of the night: the desk is on three phones, alarms wait. */
const BUSY = ['20:45:00', '20:47:45'] as const;
/** From here on everything is tidied up. */
const TIDY_FROM = '22:24';

/** The duty officer acknowledges what is due. */
export function acknowledge(state: MonitoringState, day: Day, chance: Chance, nowMs: number): Act[] {
  const [busyFrom, busyTo] = BUSY.map(day.at);
  return Object.values(state.alarms).flatMap((alarm) => {
    if (alarm.status === 'acked' || alarm.shelved !== undefined) return [];
    const sinceMs = toMs(alarm.changedAt);
    const [least, most] = ACK_S[alarm.priority];
    const delayMs = between(chance('ack', alarm.number, alarm.toggles), least, most) * SECOND_MS;
    let dueMs = nowMs >= day.at(TIDY_FROM) ? sinceMs : sinceMs + delayMs;
    if (busyFrom !== undefined && busyTo !== undefined && sinceMs >= busyFrom && sinceMs < busyTo)
      dueMs = Math.max(dueMs, busyTo);
    if (nowMs < dueMs) return [];
    // Acknowledged, returned, raised again: each time is a deed of its own.
    const key = `ack/${alarm.id}/${alarm.changedAt}`;
    return [{ key, as: 'duty', intent: { type: 'AcknowledgeAlarm', alarmId: alarm.id } }];
  });
}
