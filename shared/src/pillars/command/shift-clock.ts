import type { Practice } from '../../kernel/practice.ts';
import { HOUR_MS, type Timestamp, toMs, toTimestamp } from '../../kernel/time.ts';

/** Taken over this much before or after the hour, a shift still belongs to it. */
const EARLY_MS = HOUR_MS;

/**
 * When a shift is due to hand over, world time ms: the first hand-over of local practice that comes at least an hour
 * after it began. It stays due until somebody takes over.
 */
export function handOverDueMs(since: Timestamp, { handOverH, shiftH }: Practice['duty']): number {
  const sinceMs = toMs(since);
  const stepMs = shiftH * HOUR_MS;
  // Counted from the hour on the day before: shifts that do not divide the day begin anew with it.
  const dayMs = toMs(`${toTimestamp(sinceMs).slice(0, 10)}T00:00:00+08:00`) + handOverH * HOUR_MS;
  const days = [dayMs - 24 * HOUR_MS, dayMs, dayMs + 24 * HOUR_MS];
  const due = days.flatMap((firstMs) => {
    const all: number[] = [];
    for (let ms = firstMs; ms < firstMs + 24 * HOUR_MS; ms += stepMs) all.push(ms);
    return all;
  });
  const next = due.find((ms) => ms >= sinceMs + EARLY_MS);
  return next ?? dayMs + 48 * HOUR_MS;
}
