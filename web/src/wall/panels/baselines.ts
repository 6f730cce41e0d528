import { countyMonths } from '@sitong/shared/kernel/county-months.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Baselines } from '@sitong/shared/protocol/baselines.ts';

/**
 * How much of a span the log holds. `part`: it began within it, so its count is one since then and no whole; `none`:
 * it began after it, and a 0 would be a guess.
 */
export type Known =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly sinceMs: number }
  | { readonly kind: 'none' };

function knownOf(sinceMs: number | undefined, fromMs: number, toEndMs: number): Known {
  if (sinceMs === undefined || sinceMs >= toEndMs) return { kind: 'none' };
  return sinceMs <= fromMs ? { kind: 'whole' } : { kind: 'part', sinceMs };
}

export interface KnownSpans {
  readonly month: Known;
  readonly lastMonth: Known;
  readonly alarms: Known;
}

/** What of this month, the last one and the alarms' hours the log holds. */
export function knownSpans({ at, since, alarms }: Pick<Baselines, 'at' | 'since' | 'alarms'>): KnownSpans {
  const atMs = toMs(at);
  const sinceMs = since === null ? undefined : toMs(since);
  const { thisMs, lastMs } = countyMonths(atMs);
  return {
    month: knownOf(sinceMs, thisMs, atMs + 1),
    lastMonth: knownOf(sinceMs, lastMs, thisMs),
    alarms: knownOf(sinceMs, atMs - alarms.hours * 3_600_000, atMs + 1),
  };
}

/** Seconds for people: to the second below two minutes; undefined: for a span in words. */
export function shortSeconds(seconds: number): number | undefined {
  return seconds < 120 ? Math.round(seconds) : undefined;
}
