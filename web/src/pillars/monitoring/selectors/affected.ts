import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { HazardPointRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';

/** Hazard points this near to an alarm are taken as threatened by it (P). */
export const NEAR_M = 3000;

export interface Affected {
  readonly points: readonly HazardPointRow[];
  readonly households: number;
  readonly people: number;
}

/** Who an alarm is about: hazard points its sensor watches first, then those near it, each with its people. */
export function affectedBy(alarm: Alarm, county: CountyIndex): Affected {
  const sensor = sensorOf(alarm.cause);
  const row = sensor === undefined ? undefined : county.sensors.get(sensor);
  const at: Point | undefined = row?.point ?? alarm.point;
  const found = county.data.hazards
    .map((point) => ({
      point,
      watched: sensor !== undefined && point.sensors.includes(sensor) ? 0 : 1,
      m: at === undefined ? Number.POSITIVE_INFINITY : distanceM(at, point.point),
    }))
    .filter(({ watched, m }) => watched === 0 || m <= NEAR_M)
    .sort((a, b) => a.watched - b.watched || a.m - b.m)
    .map(({ point }) => point);
  return {
    points: found,
    households: found.reduce((sum, { householdsAtRisk }) => sum + householdsAtRisk, 0),
    people: found.reduce((sum, { peopleAtRisk }) => sum + peopleAtRisk, 0),
  };
}
