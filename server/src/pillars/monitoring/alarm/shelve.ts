import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { canShelve, canUnshelve, mayShelveUntil } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { lateBy } from '../../deciding.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;

/** MON-7 */
export function shelveAlarm(intent: Of<'ShelveAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  const can = canShelve(alarm, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (alarm === undefined) return refuse('alarm_not_open');
  const time = mayShelveUntil(toMs(intent.until), context.nowMs, context.practice);
  if (time.allowed === 'no') return refuse(time.code, time.facts, 'until');
  const body = { alarmId: alarm.id, reason: intent.reason, until: intent.until };
  return decided([event(`alarm/${alarm.id}`, 'AlarmShelved', alarm, body)]);
}

export function unshelveAlarm(intent: Of<'UnshelveAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  const can = canUnshelve(alarm, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (alarm === undefined) return refuse('alarm_not_open');
  return decided([event(`alarm/${alarm.id}`, 'AlarmUnshelved', alarm, { alarmId: alarm.id, why: 'person' })]);
}

/** Fired by the clock at the end of the shelving. */
export function unshelveExpired(intent: Of<'UnshelveExpired'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  if (alarm === undefined) return refuse('alarm_not_open');
  if (alarm.shelved === undefined) return refuse('not_shelved');
  const late = lateBy(context, toMs(alarm.shelved.until));
  if (!late.ok) return late;
  return decided([event(`alarm/${alarm.id}`, 'AlarmUnshelved', alarm, { alarmId: alarm.id, why: 'expired' })]);
}
