import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';

/** What the server worked out on the county's roads. */
export interface Way {
  /** World time of the working out, ms. */
  atMs: number;
  km: number;
  minutes: number;
  /** `base`: no position of the team was fresh enough, so it is the way from its base. */
  from: 'position' | 'base';
  /** The way itself, where the server gave it. */
  lonLat?: [number, number][] | undefined;
}

/** Nearer than this to the way, the phone is on it. */
const ON_THE_WAY_M = 500;

/** What is still before the phone: the way from its nearest point on, or the whole of it far from the way. */
export function aheadOf(lonLat: readonly (readonly [number, number])[], here: Point | undefined): Point[] {
  const points = lonLat.map(([lon, lat]): Point => ({ lon, lat }));
  if (here === undefined) return points;
  let nearest = 0;
  let leastM = Number.POSITIVE_INFINITY;
  points.forEach((point, i) => {
    const m = distanceM(point, here);
    if (m >= leastM) return;
    leastM = m;
    nearest = i;
  });
  return leastM > ON_THE_WAY_M ? points : [here, ...points.slice(nearest)];
}
