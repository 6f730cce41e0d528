import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { CommandState, Incident } from '@sitong/shared/pillars/command/state.ts';
import type { MonitoringState } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { type AlarmGroup, alarmGroups } from '../pillars/monitoring/selectors/alarm-list.ts';
import { type IncidentAt, type Surroundings, surroundingsOf } from '../pillars/monitoring/selectors/alarm-standing.ts';

type Incidents = CommandState['incidents'];

function placed({ id, number, grade, status, mergedInto, place, occurredAt, reportedAt }: Incident): IncidentAt {
  return {
    id,
    number,
    grade,
    status: status === 'ended' || status === 'merged' ? 'over' : 'open',
    mergedInto: status === 'merged' ? mergedInto : undefined,
    point: place.point,
    division: place.division,
    reportedMs: toMs(occurredAt ?? reportedAt),
  };
}

/** Alarms among the incidents of this world: an alarm of a sensor is where the sensor is. */
export function alarmSurroundings(incidents: Incidents, county: CountyIndex): Surroundings {
  return surroundingsOf(Object.values(incidents).map(placed), ({ cause, point }) => {
    const sensor = sensorOf(cause);
    return (sensor === undefined ? undefined : county.sensors.get(sensor)?.point) ?? point;
  });
}

/** Open alarms as the duty desk lists them and F3 walks them. */
export function alarmGroupsNow(
  alarms: MonitoringState['alarms'],
  incidents: Incidents,
  county: CountyIndex,
): readonly AlarmGroup[] {
  return alarmGroups(Object.values(alarms), alarmSurroundings(incidents, county));
}
