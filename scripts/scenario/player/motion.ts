import { buildRoads, fieldTo, type Roads } from '@sitong/server/pillars/rescue/travel/roads.ts';
import { routeIn } from '@sitong/server/pillars/rescue/travel/route.ts';
import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';

/** A drive along the roads: where one is follows from the time alone. */
export interface Drive {
  points: readonly Point[];
  /** Metres from the start at each point. */
  along: readonly number[];
  fromMs: number;
  speedKmh: number;
}

export interface Place extends Point {
  speedKmh: number;
  courseDeg: number;
  arrived: 'yes' | 'no';
}

const MS_PER_KMH = 3600;

/** The shortest way by road; straight where no road joins the two. */
export type FindWay = (from: Point, to: Point) => Point[];

export function waysOf(graph: RoadGraph): FindWay {
  const roads: Roads = buildRoads(graph);
  return (from, to) => {
    const route = routeIn(roads, fieldTo(roads, to), from, to);
    return route === undefined ? [from, to] : route.lonLat.map(([lon, lat]) => ({ lon, lat }));
  };
}

export function driveAlong(points: readonly Point[], fromMs: number, speedKmh: number): Drive {
  const along: number[] = [];
  let metres = 0;
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before !== undefined) metres += distanceM(before, point);
    along.push(metres);
  });
  return { points, along, fromMs, speedKmh };
}

export function lengthM(points: readonly Point[]): number {
  return driveAlong(points, 0, 1).along.at(-1) ?? 0;
}

export function placeOn(drive: Drive, atMs: number): Place {
  const { points, along, fromMs, speedKmh } = drive;
  const metres = Math.max(0, ((atMs - fromMs) * speedKmh) / MS_PER_KMH);
  const next = along.findIndex((m) => m > metres);
  const last = points.at(-1) ?? { lon: 0, lat: 0 };
  const beforeLast = points.at(-2) ?? last;
  if (next < 0) return { ...last, speedKmh: 0, courseDeg: bearing(beforeLast, last), arrived: 'yes' };
  const a = points[next - 1] ?? last;
  const b = points[next] ?? last;
  const from = along[next - 1] ?? 0;
  const share = (metres - from) / ((along[next] ?? 1) - from);
  return {
    lon: a.lon + (b.lon - a.lon) * share,
    lat: a.lat + (b.lat - a.lat) * share,
    speedKmh,
    courseDeg: bearing(a, b),
    arrived: 'no',
  };
}

/** Degrees from north, on the flat: roads are short. */
function bearing(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return ((Math.atan2(east, b.lat - a.lat) * 180) / Math.PI + 360) % 360;
}
