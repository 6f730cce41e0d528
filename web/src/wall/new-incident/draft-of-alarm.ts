import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { hazardOf, isDanger } from '../../pillars/monitoring/selectors/suggestions.ts';
import type { NewIncidentDraft } from '../console-store.ts';

/** What an alarm says of the incident it would open: what and where, to be confirmed. */
export function draftOfAlarm(alarm: Alarm, county: CountyIndex): NewIncidentDraft {
  const sensor = sensorOf(alarm.cause);
  return {
    from: { kind: 'alarm', alarmId: alarm.id },
    hazard: hazardOf(alarm.cause, sensor === undefined ? undefined : county.sensors.get(sensor)?.kind),
    division: alarm.division,
  };
}

/** Whether a new incident begun in front of this alarm is about it: a danger that no incident has yet. */
export function opensIncident(alarm: Alarm): boolean {
  return isDanger(alarm.cause) && alarm.incidentId === undefined;
}
