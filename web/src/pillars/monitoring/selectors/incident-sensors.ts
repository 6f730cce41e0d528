import { type DivisionCode, divisionRank } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { HazardPointRow, SensorKind, SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { mainQuantity, type Quantity } from '../wall/key-gauges.ts';

/** Of an incident, what the choice of its sensors looks at. */
export interface IncidentPlace {
  readonly id: string;
  readonly hazard: Hazard;
  readonly point: Point;
  readonly division: DivisionCode;
}

/** Why this station and no other: said beside its line. */
export type Why =
  | { readonly kind: 'alarm' }
  | { readonly kind: 'hazard_point'; readonly name: string }
  | { readonly kind: 'near' };

export interface IncidentSensor {
  readonly sensor: SensorRow;
  readonly quantity: Quantity;
  readonly why: Why;
  readonly distanceM: number;
}

const WATER = ['river_level', 'reservoir_level', 'rain'] as const;
const SLOPE = ['displacement', 'rain'] as const;

/** What tells how an incident goes on, the most telling kind first; none: no sensor of ours says anything of it. */
export const TELLING_KINDS: Readonly<Record<Hazard, readonly SensorKind[]>> = {
  flood: WATER,
  flash_flood: WATER,
  waterlogging: ['rain', 'river_level'],
  reservoir_danger: ['reservoir_level', 'river_level', 'rain'],
  dike_danger: WATER,
  drought: ['reservoir_level', 'river_level'],
  rainstorm: ['rain', 'river_level', 'reservoir_level'],
  gale: [],
  hail: ['rain'],
  snow: [],
  heat: [],
  lightning: ['rain'],
  fog: [],
  cold: [],
  icing: [],
  earthquake: ['displacement', 'reservoir_level'],
  landslide: SLOPE,
  debris_flow: ['rain', 'displacement', 'river_level'],
  collapse: SLOPE,
  subsidence: SLOPE,
  forest_fire: ['rain'],
  grass_fire: ['rain'],
  coal_mine: ['gas', 'rain'],
  mine: SLOPE,
  construction: ['rain'],
  chemical: ['gas'],
  fireworks: [],
  fire: ['gas'],
  traffic: ['rain'],
  infrastructure: ['river_level', 'rain', 'displacement'],
  pollution: ['river_level', 'gas'],
  stampede: [],
  epidemic: [],
  food_drug: [],
  poisoning: ['gas'],
  animal_epidemic: [],
  gathering: [],
};

/** How far from the place a sensor of this kind still speaks of it, metres (P). */
const REACH_M: Readonly<Record<SensorKind, number>> = {
  river_level: 10_000,
  reservoir_level: 10_000,
  rain: 8000,
  displacement: 1500,
  gas: 1000,
};

/** A hazard point this near to the place, or in its village, is taken as the one it happened at (P). */
const SAME_PLACE_M = 1500;
/** The most telling kind leads even without any link, when it stands within this of the place (P). */
const LEADS_M = 5000;

const TIER = { alarm: 0, hazard_point: 1, near: 2 } as const;

/**
 * Sensors that say how an incident goes on, the most decisive first: of the telling kind before any other, then those
 * whose alarm is linked to it, those that watch its hazard point, and the nearest. `heard`: whether a sensor ever
 * spoke; among equals one that never did stands behind.
 */
export function sensorsOfIncident(
  incident: IncidentPlace,
  county: CountyIndex,
  alarms: readonly Alarm[],
  heard: (sensor: string) => boolean,
  most: number,
): IncidentSensor[] {
  const kinds = TELLING_KINDS[incident.hazard];
  const linked = new Map<string, Quantity | undefined>();
  for (const { cause, incidentId } of alarms) {
    const id = incidentId === incident.id ? sensorOf(cause) : undefined;
    if (id !== undefined && linked.get(id) === undefined)
      linked.set(id, cause.kind === 'threshold' ? cause.quantity : undefined);
  }
  const watching = new Map<string, string>();
  for (const point of hazardPointsAt(incident, county.data.hazards))
    for (const id of point.sensors) if (!watching.has(id)) watching.set(id, point.name);
  const rank = (kind: SensorKind): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  const leads = ({ sensor, why, distanceM: m }: IncidentSensor): boolean =>
    rank(sensor.kind) === 0 && (why.kind !== 'near' || m <= LEADS_M);
  return county.data.sensors
    .flatMap((sensor): IncidentSensor[] => {
      const m = distanceM(sensor.point, incident.point);
      const point = watching.get(sensor.id);
      const telling = kinds.includes(sensor.kind);
      const why: Why | undefined = linked.has(sensor.id)
        ? { kind: 'alarm' }
        : telling && point !== undefined
          ? { kind: 'hazard_point', name: point }
          : telling && m <= REACH_M[sensor.kind]
            ? { kind: 'near' }
            : undefined;
      if (why === undefined) return [];
      return [{ sensor, quantity: drawnQuantity(sensor, linked.get(sensor.id)), why, distanceM: m }];
    })
    .sort(
      (a, b) =>
        Number(leads(b)) - Number(leads(a)) ||
        TIER[a.why.kind] - TIER[b.why.kind] ||
        rank(a.sensor.kind) - rank(b.sensor.kind) ||
        Number(heard(b.sensor.id)) - Number(heard(a.sensor.id)) ||
        a.distanceM - b.distanceM ||
        (a.sensor.id < b.sensor.id ? -1 : 1),
    )
    .slice(0, most);
}

/** A rise is read off the level's line. */
function drawnQuantity(sensor: SensorRow, alarmed: Quantity | undefined): Quantity {
  return alarmed === undefined || alarmed === 'level_rise_m_per_h' ? mainQuantity[sensor.kind] : alarmed;
}

function hazardPointsAt({ point, division }: IncidentPlace, all: readonly HazardPointRow[]): HazardPointRow[] {
  const village = divisionRank(division) === 'village';
  return all
    .map((row) => ({ row, m: distanceM(row.point, point) }))
    .filter(({ row, m }) => m <= SAME_PLACE_M || (village && row.division === division))
    .sort((a, b) => a.m - b.m)
    .map(({ row }) => row);
}

/** Before it was reported there is something to see, and after it as far back as a line can be read. */
const BEFORE_MS = 2 * 3_600_000;
const LEAST_MS = 6 * 3_600_000;
const MOST_MS = 72 * 3_600_000;

/** Since when an incident's line is drawn, ms; `cut`: it was reported before that. */
export function trendWindow(reportedMs: number, nowMs: number): { fromMs: number; cut: 'whole' | 'cut' } {
  const wanted = Math.min(reportedMs - BEFORE_MS, nowMs - LEAST_MS);
  const furthest = nowMs - MOST_MS;
  return wanted >= furthest ? { fromMs: wanted, cut: 'whole' } : { fromMs: furthest, cut: 'cut' };
}
