import { toMs, toTimestamp } from './time.ts';

/** First moments of this month and of the one before, by the county's calendar (UTC+8), ms. */
export interface CountyMonths {
  readonly thisMs: number;
  readonly lastMs: number;
}

export function countyMonths(nowMs: number): CountyMonths {
  const first = (ms: number): number => toMs(`${toTimestamp(ms).slice(0, 7)}-01T00:00:00+08:00`);
  const thisMs = first(nowMs);
  return { thisMs, lastMs: first(thisMs - 1) };
}
