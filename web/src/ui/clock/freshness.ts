/**
 * How far a number may be trusted (ux.md §1.5). Measurement time, never poll time.
 * `ahead`: stamped in our future, so a clock is wrong and the number's age is unknown.
 */
export type Freshness = 'fresh' | 'stale' | 'lost' | 'ahead';

/** A clock may run this far ahead of ours before we say so. */
const toleratedAheadMs = 5_000;

/** Fresh up to 2 × the expected cadence, stale up to 5 ×, then lost. */
export function freshness(ageMs: number, cadenceMs: number): Freshness {
  if (ageMs < -toleratedAheadMs) return 'ahead';
  if (!(ageMs > 2 * cadenceMs)) return Number.isNaN(ageMs) ? 'lost' : 'fresh';
  return ageMs > 5 * cadenceMs ? 'lost' : 'stale';
}

/** Positions: the cadence counts as 60 s at least, so stale after 2 min and lost after 5 min. */
export function positionFreshness(ageMs: number, cadenceMs: number): Freshness {
  return freshness(ageMs, Math.max(60_000, cadenceMs));
}
