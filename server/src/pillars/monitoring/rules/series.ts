import { HOUR_MS, MINUTE_MS } from '@sitong/shared/kernel/time.ts';

/** Recent values of a level or a displacement, oldest first, in columns. */
export interface SeriesMemory {
  atMs: number[];
  value: number[];
}

const SPAN_MS = HOUR_MS;
/** Closer together than this, a change is the ripple of the water and not its rise. */
const NEAREST_MS = 10 * MINUTE_MS;
/** Points nearer than this are not kept apart: 60 min hold at most 120. */
const SPACING_MS = 30_000;
const MOST_POINTS = 400;

export function newSeries(): SeriesMemory {
  return { atMs: [], value: [] };
}

/** Keeps a point; a late one finds its place. Points at the same time count once. */
export function addPoint(series: SeriesMemory, atMs: number, value: number): void {
  const newest = series.atMs.at(-1);
  if (newest === undefined || atMs - newest >= SPACING_MS) {
    series.atMs.push(atMs);
    series.value.push(value);
    if (series.atMs.length > MOST_POINTS) dropOld(series, atMs);
    return;
  }
  if (atMs >= newest || atMs < newest - SPAN_MS) return;
  const place = series.atMs.findIndex((time) => time >= atMs);
  if (series.atMs[place] === atMs) return;
  series.atMs.splice(place, 0, atMs);
  series.value.splice(place, 0, value);
  if (series.atMs.length > MOST_POINTS) dropOld(series, newest);
}

function dropOld(series: SeriesMemory, newestMs: number): void {
  const kept = series.atMs.findIndex((time) => time >= newestMs - SPAN_MS);
  const first = Math.max(kept, series.atMs.length - MOST_POINTS / 2, 1);
  series.atMs.splice(0, first);
  series.value.splice(0, first);
}

/** MON-36: change per hour up to the given value, against the oldest kept value of the last hour. */
export function risePerHour(series: SeriesMemory, atMs: number, value: number): number | undefined {
  const times = series.atMs;
  let i = times.length - 1;
  while (i > 0 && (times[i - 1] ?? 0) >= atMs - SPAN_MS) i -= 1;
  const from = times[i];
  const before = series.value[i];
  if (from === undefined || before === undefined || from < atMs - SPAN_MS || atMs - from < NEAREST_MS) return undefined;
  return Math.round(((value - before) * HOUR_MS * 1e6) / (atMs - from)) / 1e6;
}
