import { DEFAULT_PRACTICE, type Practice } from '@sitong/shared/kernel/practice.ts';
import { HOUR_MS, SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { StoredReading } from '../../plumbing/signals/reading-history.ts';

export interface RainBucket {
  fromMs: number;
  mm: number;
}

/**
 * Rain of one sensor summed by bucket, from readings in order of measurement. An amount that began in an
 * earlier bucket is shared by time; what overlaps the amount before it is counted once (MON-30, MON-31);
 * a step of a counter that no rain makes is left out (MON-32). To 0.001 mm,
 * and the buckets add up to what fell.
 */
export function rainBuckets(
  readings: readonly StoredReading[],
  bucketMs: number,
  limits: Practice['sensor'] = DEFAULT_PRACTICE.sensor,
): RainBucket[] {
  const mostPerMs = limits.rainMostPerHMm / HOUR_MS;
  const sums = new Map<number, number>();
  let coveredMs = Number.NEGATIVE_INFINITY;
  let counter: { atMs: number; mm: number } | undefined;
  const add = (fromMs: number, toMs: number, mm: number): void => {
    const start = Math.max(fromMs, coveredMs);
    if (!(toMs > start)) return;
    const fresh = (mm * (toMs - start)) / (toMs - fromMs);
    for (let bucket = Math.floor(start / bucketMs); bucket * bucketMs < toMs; bucket++) {
      const part = Math.min(toMs, (bucket + 1) * bucketMs) - Math.max(start, bucket * bucketMs);
      sums.set(bucket, (sums.get(bucket) ?? 0) + (fresh * part) / (toMs - start));
    }
    coveredMs = toMs;
  };
  for (const { quantity, observedAtMs, value, quality, durationS } of readings) {
    if (quantity !== 'rain' || value === null || quality !== 'good') continue;
    if (durationS !== null) {
      add(observedAtMs - durationS * SECOND_MS, observedAtMs, value);
      continue;
    }
    if (counter !== undefined && observedAtMs > counter.atMs) {
      const step = value >= counter.mm ? value - counter.mm : value;
      if (step <= limits.rainMostAtOnceMm + mostPerMs * (observedAtMs - counter.atMs))
        add(counter.atMs, observedAtMs, step);
    }
    counter = { atMs: observedAtMs, mm: value };
  }
  // Each bucket is the difference of two rounded running totals, so that the buckets add up to what fell.
  let total = 0;
  let shownThousandths = 0;
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([bucket, mm]) => {
      total += mm;
      const before = shownThousandths;
      shownThousandths = Math.round(total * 1e3);
      return { fromMs: bucket * bucketMs, mm: (shownThousandths - before) / 1e3 };
    });
}
