import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { StoredReading } from '../../plumbing/signals/reading-history.ts';

export interface RainBucket {
  fromMs: number;
  mm: number;
}

/** A step no rain makes is a fault of the counter (MON-32). */
const MOST_MM_AT_ONCE = 10;
const MOST_MM_PER_MS = 400 / 3_600_000;

/**
 * Rain of one sensor summed by bucket, from readings in order of measurement. An amount that began in an
 * earlier bucket is shared by time; what overlaps the amount before it is counted once (MON-30, MON-31). To 0.001 mm,
 * and the buckets add up to what fell.
 */
export function rainBuckets(readings: readonly StoredReading[], bucketMs: number): RainBucket[] {
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
      if (step <= MOST_MM_AT_ONCE + MOST_MM_PER_MS * (observedAtMs - counter.atMs))
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
