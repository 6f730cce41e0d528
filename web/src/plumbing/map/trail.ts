import { distanceM } from '@sitong/shared/kernel/geo.ts';

export interface TrailPoint {
  readonly lon: number;
  readonly lat: number;
  readonly atMs: number;
}

/** Bounds of what one screen remembers of one unit's way. */
export const trailLimits = { points: 240, ageMs: 90 * 60_000, stepM: 40 } as const;

/**
 * The way with one more fix, or the same array when the fix adds nothing: too near, older than the last
 * (a buffered fix is history, not movement), or without a time.
 */
export function extendTrail(trail: readonly TrailPoint[], fix: TrailPoint): readonly TrailPoint[] {
  const last = trail.at(-1);
  if (fix.atMs <= 0 || (last !== undefined && (fix.atMs <= last.atMs || distanceM(last, fix) < trailLimits.stepM)))
    return trail;
  const from = trail.findIndex((point) => point.atMs >= fix.atMs - trailLimits.ageMs);
  return [...(from < 0 ? [] : trail.slice(from)), fix].slice(-trailLimits.points);
}
