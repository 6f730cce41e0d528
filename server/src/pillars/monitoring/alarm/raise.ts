import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { officerOnDuty } from '@sitong/shared/pillars/command/public.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf, subjectOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided } from '../../new-event.ts';
import { event } from '../event.ts';

type RaiseAlarm = Extract<MonitoringIntent, { type: 'RaiseAlarm' }>;

/** The seat alarms go to until somebody takes them. */
export const DUTY_SEAT = 'duty';

function measuredValue(intent: RaiseAlarm): number | undefined {
  return intent.cause.kind === 'threshold' ? intent.cause.value : undefined;
}

/** MON-3 to MON-6, MON-10 */
export function raiseAlarm(intent: RaiseAlarm, context: DecideContext): Decision<Decided> {
  const { monitoring, command } = context.state;
  const { alarmId, priority, cause, point, incidentId, observedAt } = intent;
  const sensor = sensorOf(cause);
  if (sensor !== undefined && monitoring.sensorsOut[sensor] !== undefined)
    return refuse('sensor_out_of_service', { sensor });

  const subject = subjectOf(cause);
  const about = Object.values(monitoring.alarms).filter(
    (alarm) => alarm.id === alarmId || subjectOf(alarm.cause) === subject,
  );
  const standing = about.find(
    (alarm) => alarm.status !== 'returned' && (alarm.priority <= priority || alarm.id === alarmId),
  );
  if (standing !== undefined) return refuse('already_open', { alarmId: standing.id, number: standing.number });

  const reads = sensor === undefined ? [] : [`sensor/${sensor}`];
  const milder = about.filter((alarm) => alarm.priority > priority).map(supersede);
  const again = about.find((alarm) => alarm.status === 'returned' && alarm.priority === priority);
  if (again !== undefined) {
    const value = measuredValue(intent);
    const body = { alarmId: again.id, ...(value === undefined ? {} : { value }) };
    return decided([...milder, event(`alarm/${again.id}`, 'AlarmReraised', again, body, observedAt)], reads);
  }

  const n = (monitoring.numbers['alarm']?.last ?? 0) + 1;
  const county = { division: context.county.county, audience: [] };
  const body = {
    alarmId,
    number: n,
    priority,
    cause,
    ...(point ? { point } : {}),
    ...(incidentId ? { incidentId } : {}),
    owner: officerOnDuty(command, context.county),
    seat: DUTY_SEAT,
  };
  const visible = { division: intent.division, audience: intent.audience };
  return decided(
    [
      ...milder,
      event('numbers/alarm', 'AlarmNumberTaken', county, { n }),
      event(`alarm/${alarmId}`, 'AlarmRaised', visible, body, observedAt),
    ],
    reads,
  );
}

function supersede(alarm: Alarm) {
  return event(`alarm/${alarm.id}`, 'AlarmCleared', alarm, { alarmId: alarm.id, reason: 'superseded' });
}
