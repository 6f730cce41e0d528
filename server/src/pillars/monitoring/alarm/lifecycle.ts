import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canAcknowledge } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { Alarm, MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import { subjectOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;
type Clearing = 'returned' | 'acknowledged' | 'settled' | 'superseded';

function cleared(alarm: Alarm, reason: Clearing, observedAt?: string) {
  return event(`alarm/${alarm.id}`, 'AlarmCleared', alarm, { alarmId: alarm.id, reason }, observedAt);
}

/** MON-1 */
export function acknowledgeAlarm(intent: Of<'AcknowledgeAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  const can = canAcknowledge(alarm, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (alarm === undefined) return refuse('alarm_not_open');
  const body = { alarmId: alarm.id, ...(intent.note === undefined ? {} : { note: intent.note }) };
  const acknowledged = event(`alarm/${alarm.id}`, 'AlarmAcknowledged', alarm, body);
  if (alarm.status !== 'returned') return decided([acknowledged]);
  // What the person said of it is not lost with the alarm.
  return decided(
    intent.note === undefined ? [cleared(alarm, 'acknowledged')] : [acknowledged, cleared(alarm, 'acknowledged')],
  );
}

/** MON-2. The rules may name an alarm by its matter when it has been raised again. */
export function returnAlarm(intent: Of<'ReturnAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = alarmMeant(intent, context.state.monitoring);
  if (alarm === undefined) return refuse('alarm_not_open');
  if (alarm.status === 'returned') return refuse('already_returned');
  if (alarm.status === 'acked') return decided([cleared(alarm, 'returned', intent.observedAt)]);
  const body = { alarmId: alarm.id, ...(intent.value === undefined ? {} : { value: intent.value }) };
  return decided([event(`alarm/${alarm.id}`, 'AlarmReturned', alarm, body, intent.observedAt)]);
}

/** Of all alarms about one matter at most one is not yet returned (MON-4). */
function alarmMeant({ alarmId, subject }: Of<'ReturnAlarm'>, state: MonitoringState): Alarm | undefined {
  const exact = state.alarms[alarmId];
  if (subject === undefined || (exact !== undefined && exact.status !== 'returned')) return exact;
  const standing = Object.values(state.alarms).find(
    (alarm) => alarm.status !== 'returned' && subjectOf(alarm.cause) === subject,
  );
  return standing ?? exact;
}

/** MON-9 */
export function settleAlarm(intent: Of<'SettleAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  return alarm === undefined ? refuse('alarm_not_open') : decided([cleared(alarm, 'settled')]);
}
