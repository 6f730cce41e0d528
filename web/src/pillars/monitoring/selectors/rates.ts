import type { SparkPoint } from '../../../ui/chart/spark-path.ts';

const HOUR_MS = 3_600_000;
/** Closer together than this, a change is ripple and not movement (MON-36). */
const NEAREST_MS = 600_000;

/**
 * Change per hour of a measured series, oldest first, by the rule the alarms go by (MON-36): each value against the
 * oldest one of the hour before it. Where that hour holds too little there is no rate, and no point.
 */
export function ratesPerHour(points: readonly { readonly atMs: number; readonly value: number }[]): SparkPoint[] {
  const rates: SparkPoint[] = [];
  let first = 0;
  for (const { atMs, value } of points) {
    while ((points[first]?.atMs ?? atMs) < atMs - HOUR_MS) first += 1;
    const from = points[first];
    if (from === undefined || atMs - from.atMs < NEAREST_MS) continue;
    rates.push({ atMs, value: ((value - from.value) * HOUR_MS) / (atMs - from.atMs) });
  }
  return rates;
}
