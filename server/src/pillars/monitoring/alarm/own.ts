import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import { canActOnAlarm } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;

/** MON-6: whoever takes it, owns it. */
export function takeAlarm(intent: Of<'TakeAlarm'>, context: DecideContext): Decision<Decided> {
  const alarm = context.state.monitoring.alarms[intent.alarmId];
  const can = canActOnAlarm(alarm, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (alarm === undefined) return refuse('alarm_not_open');
  const owner = context.sender.actor.person;
  if (alarm.owner === owner && alarm.seat === intent.seat) return refuse('already_yours');
  const body = { alarmId: alarm.id, owner, seat: intent.seat };
  return decided([event(`alarm/${alarm.id}`, 'AlarmOwnerChanged', alarm, body)]);
}

/** MON-11 */
export function linkAlarm(intent: Of<'LinkAlarm'>, context: DecideContext): Decision<Decided> {
  const { monitoring, command } = context.state;
  const alarm = monitoring.alarms[intent.alarmId];
  const can = canActOnAlarm(alarm, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (alarm === undefined) return refuse('alarm_not_open');
  const { incidentId } = intent;
  if (workableIncident(command, incidentId) === undefined) return refuse('incident_not_open');
  if (alarm.incidentId === incidentId) return refuse('already_linked');
  return decided(
    [event(`alarm/${alarm.id}`, 'AlarmLinked', alarm, { alarmId: alarm.id, incidentId })],
    [`incident/${incidentId}`],
  );
}
