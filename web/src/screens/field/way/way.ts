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

/** A way is worked out anew once the phone has gone this far, and at most so often. */
const ANEW_M = 1000;
const LEAST_MS = 60_000;

/** One time the server was asked. */
export interface Asked {
  /** Order, destination and state of the team it was asked for. */
  what: string;
  atMs: number;
  here: Point | undefined;
  outcome: 'open' | 'failed';
}

/** A fix comes every second; the server is asked for another matter, after a kilometre, or once more after a failure. */
export function isToAsk(before: Asked | undefined, what: string, nowMs: number, here: Point | undefined): boolean {
  if (before === undefined || before.what !== what) return true;
  if (nowMs - before.atMs < LEAST_MS) return false;
  if (before.outcome === 'failed') return true;
  return here !== undefined && (before.here === undefined || distanceM(before.here, here) >= ANEW_M);
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
