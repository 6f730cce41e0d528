import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';

/** A unit's last fix as far as an arrival can be reckoned from it. */
export interface MovingFix extends Point {
  readonly speedKmh: number;
  readonly atMs: number;
}

/** County roads on the loess are about this much longer than the straight line. */
const windingFactor = 1.4;
/** Slower than this a vehicle stands; faster than that it will not go all the way. */
const speedRangeKmh = { standing: 5, most: 60 } as const;
/** Nearer than this it is there, whatever its speed says. */
const thereM = 150;

/**
 * World time at which a moving unit reaches a place, reckoned from its last fix: straight distance times how roads
 * wind here, at its present speed. Undefined when it stands (nobody can say then) or is there. An estimate: it is
 * always shown with 约.
 */
export function estimatedArrivalMs(fix: MovingFix, destination: Point): number | undefined {
  const leftM = distanceM(fix, destination);
  if (leftM <= thereM || fix.speedKmh < speedRangeKmh.standing) return undefined;
  const speedMPerMs = Math.min(fix.speedKmh, speedRangeKmh.most) / 3600;
  return fix.atMs + (leftM * windingFactor) / speedMPerMs;
}
