import { DEFAULT_PRACTICE, type Practice } from '@sitong/shared/kernel/practice.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@sitong/shared/kernel/time.ts';

/**
 * Rain of the last day as measured stretches of time that never overlap, oldest first, in columns, with
 * running totals so that any window costs two look-ups. Plain data; changed in place by its one owner.
 */
export interface RainMemory {
  startMs: number[];
  endMs: number[];
  mm: number[];
  /** Millimetres and milliseconds measured up to and including each stretch. */
  totalMm: number[];
  totalMs: number[];
  counter: { atMs: number; mm: number } | undefined;
}

export const RAIN_WINDOWS = [
  ['rain_1h_mm', HOUR_MS],
  ['rain_3h_mm', 3 * HOUR_MS],
  ['rain_6h_mm', 6 * HOUR_MS],
  ['rain_12h_mm', 12 * HOUR_MS],
  ['rain_24h_mm', DAY_MS],
] as const;

/** A day of minutes, and room for stations that measure in bursts. The oldest go first. */
const MOST_STRETCHES = 3000;
const CUT_AT = MOST_STRETCHES + 1000;
/** Stretches shorter than this grow together, so that a station sending every second costs no more. */
const FINEST_MS = MINUTE_MS;

export function newRain(): RainMemory {
  return { startMs: [], endMs: [], mm: [], totalMm: [], totalMs: [], counter: undefined };
}

/** MON-30, MON-31: `mm` fell between the two times. What is already measured there is not counted again. */
export function addAmount(rain: RainMemory, fromMs: number, toMs: number, mm: number): void {
  if (!(toMs > fromMs) || mm < 0) return;
  const newest = rain.endMs.at(-1);
  if (newest === undefined || fromMs >= newest) {
    append(rain, fromMs, toMs, mm);
    if (rain.endMs.length > CUT_AT) cut(rain);
    return;
  }
  if (toMs <= newest - DAY_MS) return;
  fillGaps(rain, fromMs, toMs, mm);
}

/** MON-32: more than the heaviest rain on record (P) is a fault of the counter. */
export function addCounter(
  rain: RainMemory,
  atMs: number,
  counterMm: number,
  limits: Practice['sensor'] = DEFAULT_PRACTICE.sensor,
): void {
  const before = rain.counter;
  if (before !== undefined && atMs <= before.atMs) return;
  rain.counter = { atMs, mm: counterMm };
  if (before === undefined) return;
  const step = counterMm >= before.mm ? counterMm - before.mm : counterMm;
  const possible = limits.rainMostAtOnceMm + (limits.rainMostPerHMm * (atMs - before.atMs)) / HOUR_MS;
  if (step <= possible) addAmount(rain, before.atMs, atMs, step);
}

export interface RainSum {
  mm: number;
  /** Share of the window that was measured, by stretches not longer than the window itself. */
  known: number;
}

/** MON-30: the window ends at the newest measurement. Writes into `out`: this runs for every reading. */
export function rainSum(rain: RainMemory, windowMs: number, out: RainSum): void {
  const last = rain.endMs.length - 1;
  const end = rain.endMs[last];
  if (end === undefined) {
    out.mm = 0;
    out.known = 0;
    return;
  }
  const from = end - windowMs;
  const first = firstEndingAfter(rain.endMs, from);
  const start = at(rain.startMs, first);
  const length = at(rain.endMs, first) - start;
  const outside = Math.max(0, from - start);
  const measured = at(rain.mm, first);
  const mm = at(rain.totalMm, last) - at(rain.totalMm, first) + measured * (1 - outside / length);
  // A daily total says nothing about one of its hours.
  const firstKnown = length > windowMs ? 0 : length - outside;
  // Sums of tenths are not exact in binary; a threshold of 30 must not be missed by 1e-14.
  out.mm = Math.round(mm * 1e6) / 1e6;
  out.known = (at(rain.totalMs, last) - at(rain.totalMs, first) + firstKnown) / windowMs;
}

function at(column: readonly number[], i: number): number {
  return column[i] ?? 0;
}

/** Index of the first stretch that ends after a time; the columns are sorted and do not overlap. */
function firstEndingAfter(endMs: readonly number[], timeMs: number): number {
  let low = 0;
  let high = endMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(endMs, middle) > timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function append(rain: RainMemory, fromMs: number, toMs: number, mm: number): void {
  const last = rain.endMs.length - 1;
  const lastEnd = rain.endMs[last];
  const lastStart = at(rain.startMs, last);
  if (lastEnd === fromMs && toMs - lastStart <= FINEST_MS) {
    rain.endMs[last] = toMs;
    rain.mm[last] = at(rain.mm, last) + mm;
    rain.totalMm[last] = at(rain.totalMm, last) + mm;
    rain.totalMs[last] = at(rain.totalMs, last) + toMs - fromMs;
    return;
  }
  rain.startMs.push(fromMs);
  rain.endMs.push(toMs);
  rain.mm.push(mm);
  rain.totalMm.push(at(rain.totalMm, last) + mm);
  rain.totalMs.push(at(rain.totalMs, last) + toMs - fromMs);
}

/** Forgets what is older than a day, and the oldest beyond the bound; totals start anew. */
function cut(rain: RainMemory): void {
  const newest = at(rain.endMs, rain.endMs.length - 1);
  const first = Math.max(firstEndingAfter(rain.endMs, newest - DAY_MS), rain.endMs.length - MOST_STRETCHES);
  for (const column of [rain.startMs, rain.endMs, rain.mm, rain.totalMm, rain.totalMs]) column.splice(0, first);
  addUpFrom(rain, 0);
}

function addUpFrom(rain: RainMemory, first: number): void {
  for (let i = first; i < rain.endMs.length; i += 1) {
    rain.totalMm[i] = at(rain.totalMm, i - 1) + at(rain.mm, i);
    rain.totalMs[i] = at(rain.totalMs, i - 1) + at(rain.endMs, i) - at(rain.startMs, i);
  }
}

/** A late or overlapping amount: what the known stretches do not explain goes into the gaps between them. */
function fillGaps(rain: RainMemory, fromMs: number, toMs: number, mm: number): void {
  const first = firstEndingAfter(rain.endMs, fromMs);
  const gaps: [number, number][] = [];
  let known = 0;
  let cursor = fromMs;
  let i = first;
  for (; i < rain.endMs.length && at(rain.startMs, i) < toMs; i += 1) {
    const start = at(rain.startMs, i);
    const end = at(rain.endMs, i);
    if (start > cursor) gaps.push([cursor, start]);
    const overlap = Math.min(end, toMs) - Math.max(start, fromMs);
    known += (at(rain.mm, i) * overlap) / (end - start);
    cursor = Math.max(cursor, end);
  }
  if (cursor < toMs) gaps.push([cursor, toMs]);
  const empty = gaps.reduce((sum, [start, end]) => sum + end - start, 0);
  if (empty === 0) return;
  const rest = Math.max(0, mm - known);
  const stretches = gaps.map(([start, end]) => ({ start, end, mm: (rest * (end - start)) / empty }));
  for (let k = first; k < i; k += 1)
    stretches.push({ start: at(rain.startMs, k), end: at(rain.endMs, k), mm: at(rain.mm, k) });
  stretches.sort((a, b) => a.start - b.start);
  const replaced = i - first;
  rain.startMs.splice(first, replaced, ...stretches.map((one) => one.start));
  rain.endMs.splice(first, replaced, ...stretches.map((one) => one.end));
  rain.mm.splice(first, replaced, ...stretches.map((one) => one.mm));
  addUpFrom(rain, first);
  if (rain.endMs.length > CUT_AT) cut(rain);
}
