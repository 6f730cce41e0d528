import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { nextEscalation } from '@sitong/shared/pillars/monitoring/escalation.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { Alarm, IncomingWarning, MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import type { Deadline } from '../context.ts';

type Due = Deadline<MonitoringIntent>;

/** MON-7, MON-8. A key carries the moment it counts from, so that an alarm raised again has clocks of its own. */
export function deadlinesOfAlarm(alarm: Alarm, practiceAt: PracticeAt): Due[] {
  const due: Due[] = [];
  const next = nextEscalation(alarm, practiceAt);
  if (next !== undefined) {
    due.push({
      key: `alarm/${alarm.id}/${next.step}/${toMs(alarm.changedAt)}`,
      dueMs: next.dueMs,
      intent: { type: 'EscalateAlarm', alarmId: alarm.id, step: next.step, dueAt: toTimestamp(next.dueMs) },
    });
  }
  if (alarm.shelved !== undefined) {
    const dueMs = toMs(alarm.shelved.until);
    due.push({
      key: `alarm/${alarm.id}/unshelve/${dueMs}`,
      dueMs,
      intent: { type: 'UnshelveExpired', alarmId: alarm.id },
    });
  }
  return due;
}

/** MON-20 */
export function deadlinesOfIncoming(incoming: IncomingWarning): Due[] {
  const dueMs = toMs(incoming.expiresAt);
  const { incomingId } = incoming;
  return [
    {
      key: `incoming/${incomingId}/expire/${dueMs}`,
      dueMs,
      intent: { type: 'EndIncomingWarning', incomingId, how: 'expired' },
    },
  ];
}

/** Present deadlines of the entity of one stream; none for streams that have none, or of other pillars. */
export function monitoringDeadlines(stream: string, state: MonitoringState, practiceAt: PracticeAt): Due[] {
  const [kind, id = ''] = stream.split('/');
  const alarm = kind === 'alarm' ? state.alarms[id] : undefined;
  if (alarm !== undefined) return deadlinesOfAlarm(alarm, practiceAt);
  const incoming = kind === 'incoming' ? state.incoming[id] : undefined;
  return incoming === undefined ? [] : deadlinesOfIncoming(incoming);
}

/** Every open stream that may have a deadline, for the start of the clock. */
export function* monitoringStreams(state: MonitoringState): Iterable<string> {
  for (const id of Object.keys(state.alarms)) yield `alarm/${id}`;
  for (const id of Object.keys(state.incoming)) yield `incoming/${id}`;
}
