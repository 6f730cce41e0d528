import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Chance } from '../chance.ts';
import {
  ARRIVES_AFTER_S,
  ELSEWHERE_MOST_MM,
  EVERY_MINUTE,
  LEVEL_COURSES,
  RAIN_3H_MM,
  RAIN_COURSE,
  SLOPE_COURSES,
  STORM_CENTRE,
  STORM_RADIUS_M,
  USUALLY_ARRIVES_AFTER_S,
} from './courses.ts';
import { type Curve, valueAt } from './curve.ts';
import type { Day } from './day.ts';

/** One row of `POST /api/ingest/readings`. */
export interface ReadingRow {
  sensor: string;
  quantity: 'rain' | 'level' | 'displacement' | 'gas';
  period?: { kind: 'amount'; durationS: number };
  value: number;
  observedAt: string;
}

export interface ReadingsBatch {
  /** World time of arrival. */
  atMs: number;
  rows: ReadingRow[];
}

const STEP_MS = 5 * MINUTE_MS;
/** Before the drill begins the gauges have spoken for six hours, as in any county. */
const PAST_MS = 6 * HOUR_MS;
const LENGTH_MS = 3 * HOUR_MS;

/** Everything the county's sensors say from six hours before the start to the end, by arrival. */
export function readingsOf(sensors: readonly SensorRow[], day: Day, chance: Chance): ReadingsBatch[] {
  const past: ReadingRow[] = [];
  const byArrival = new Map<number, ReadingRow[]>();
  for (const sensor of sensors) {
    const measure = instrument(sensor, day, chance);
    for (const atMs of timesOf(sensor, day)) {
      const row = measure(atMs);
      if (atMs < day.startMs) {
        past.push(row);
        continue;
      }
      const arrivesMs = atMs + (ARRIVES_AFTER_S[sensor.id] ?? USUALLY_ARRIVES_AFTER_S) * SECOND_MS;
      const batch = byArrival.get(arrivesMs);
      if (batch === undefined) byArrival.set(arrivesMs, [row]);
      else batch.push(row);
    }
  }
  const first = past.length === 0 ? [] : [{ atMs: day.startMs, rows: past }];
  return [...first, ...[...byArrival].sort(([a], [b]) => a - b).map(([atMs, rows]) => ({ atMs, rows }))];
}

function timesOf(sensor: SensorRow, day: Day): number[] {
  const times: number[] = [];
  const minuteFrom = EVERY_MINUTE[sensor.id];
  const dense = minuteFrom === undefined ? Number.POSITIVE_INFINITY : day.at(minuteFrom);
  for (let atMs = day.startMs - PAST_MS; atMs <= day.startMs + LENGTH_MS; ) {
    times.push(atMs);
    // One that is expected every minute is silent after five; before the start five minutes are enough.
    const every = atMs >= dense || (sensor.cadenceS < 300 && atMs >= day.startMs) ? MINUTE_MS : STEP_MS;
    atMs += every;
  }
  return times;
}

function instrument(sensor: SensorRow, day: Day, chance: Chance): (atMs: number) => ReadingRow {
  const row = (quantity: ReadingRow['quantity'], atMs: number, value: number): ReadingRow => ({
    sensor: sensor.id,
    quantity,
    value,
    observedAt: toTimestamp(atMs),
  });
  const noise = (atMs: number): number => chance(sensor.id, Math.round((atMs - day.startMs) / SECOND_MS)) - 0.5;
  switch (sensor.kind) {
    case 'rain': {
      const fallen = fallenMm(sensor, day);
      const amount = (atMs: number): number => round(fallen(atMs) - fallen(atMs - STEP_MS), 1);
      return (atMs) => ({
        ...row('rain', atMs, amount(atMs)),
        period: { kind: 'amount', durationS: STEP_MS / SECOND_MS },
      });
    }
    case 'river_level':
    case 'reservoir_level': {
      const course = LEVEL_COURSES[sensor.id];
      if (course !== undefined) return (atMs) => row('level', atMs, round(on(course, day, atMs), 2));
      const lowest = Math.min(
        ...sensor.thresholds.filter((one) => one.quantity === 'level_m').map((one) => one.raiseAt),
      );
      const calm = lowest - 0.4 - 0.3 * chance(sensor.id, 'calm');
      const rise = 0.12 * chance(sensor.id, 'rise');
      const swell = (atMs: number): number => rise * (fallenShare(day, atMs) ?? 0);
      return (atMs) => row('level', atMs, round(calm + swell(atMs) + 0.02 * noise(atMs), 2));
    }
    case 'displacement': {
      const course = SLOPE_COURSES[sensor.id];
      const still = 4 + 8 * chance(sensor.id, 'set');
      const mm = (atMs: number): number => (course === undefined ? still : on(course, day, atMs));
      return (atMs) => row('displacement', atMs, round(mm(atMs) + 0.04 * noise(atMs), 2));
    }
    case 'gas':
      return (atMs) => row('gas', atMs, round(3 + 1.5 * noise(atMs), 1));
    default:
      return assertNever(sensor.kind);
  }
}

/** Rain since long before, in tenths kept whole: the sums that the rules make come out as the story says. */
function fallenMm(sensor: SensorRow, day: Day): (atMs: number) => number {
  const total = RAIN_3H_MM[sensor.id] ?? elsewhereMm(sensor);
  return (atMs) => round(total * (fallenShare(day, atMs) ?? 0), 1);
}

function elsewhereMm({ point }: SensorRow): number {
  const away = distanceM(point, STORM_CENTRE) / STORM_RADIUS_M;
  return ELSEWHERE_MOST_MM * Math.exp(-(away ** 2));
}

/** Share of the rain of the three hours before 20:45 that has fallen by then; beyond 1 afterwards. */
function fallenShare(day: Day, atMs: number): number | undefined {
  const whole = area(day, day.at('20:45'));
  return whole === 0 ? undefined : area(day, atMs) / whole;
}

function area(day: Day, untilMs: number): number {
  const course = RAIN_COURSE.map(([clock, value]) => [day.at(clock), value] as const);
  let sum = 0;
  for (let i = 1; i < course.length; i++) {
    const [fromMs] = course[i - 1] ?? [0, 0];
    const [toMs] = course[i] ?? [0, 0];
    const end = Math.min(toMs, untilMs);
    if (end <= fromMs) break;
    sum += ((valueAt(course, fromMs) + valueAt(course, end)) / 2) * (end - fromMs);
  }
  return sum;
}

function on(course: Curve, day: Day, atMs: number): number {
  return valueAt(
    course.map(([clock, value]) => [day.at(clock), value] as const),
    atMs,
  );
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
