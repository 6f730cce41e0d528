import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { nextEscalation } from '@sitong/shared/pillars/monitoring/escalation.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { overlayOf } from '@sitong/shared/pillars/monitoring/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { lateBy } from '../../deciding.ts';
import { decided } from '../../new-event.ts';
import { event } from '../event.ts';

/** MON-8: fired by the clock; what was acknowledged, returned or put out of service meanwhile is left alone. */
export function escalateAlarm(
  intent: Extract<MonitoringIntent, { type: 'EscalateAlarm' }>,
  context: DecideContext,
): Decision<Decided> {
  const { monitoring } = context.state;
  const alarm = monitoring.alarms[intent.alarmId];
  if (alarm === undefined) return refuse('alarm_not_open');
  const next = nextEscalation(alarm, context.practiceAt);
  if (next === undefined || next.step !== intent.step) return refuse('no_longer_due');
  const late = lateBy(context, next.dueMs);
  if (!late.ok) return late;
  if (overlayOf(monitoring, alarm) === 'out_of_service') return refuse('sensor_out_of_service');
  const body = { alarmId: alarm.id, step: intent.step, dueAt: intent.dueAt };
  return decided([event(`alarm/${alarm.id}`, 'AlarmEscalated', alarm, body)], []);
}
