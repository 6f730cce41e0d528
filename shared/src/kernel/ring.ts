import type { Point, Ring } from './geo.ts';

type Corner = Ring[number];

const EARTH_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Area a ring encloses, in square metres, on the sphere (Chamberlain and Duquette, JPL 07-03); 0 for a line. */
export function ringAreaM2(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const a = ring[i];
    const b = ring[i + 1];
    if (a === undefined || b === undefined) continue;
    sum += (b[0] - a[0]) * RAD * (2 + Math.sin(a[1] * RAD) + Math.sin(b[1] * RAD));
  }
  return Math.abs((sum * EARTH_RADIUS_M * EARTH_RADIUS_M) / 2);
}

/** Left of the line from `a` to `b`: positive; right: negative; on it: 0. */
function side(a: Corner, b: Corner, c: Corner): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

/** `c` lies on the line through `a` and `b`: between them as well? */
function between(a: Corner, b: Corner, c: Corner): boolean {
  return (
    Math.min(a[0], b[0]) <= c[0] &&
    c[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= c[1] &&
    c[1] <= Math.max(a[1], b[1])
  );
}

/** Two lines have a point in common; touching counts. */
function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

interface Edge {
  a: Corner;
  b: Corner;
  /** Position along the ring. */
  at: number;
  west: number;
  east: number;
}

/** Edges from west to east; a corner said twice in a row makes none. */
function edgesOf(ring: Ring): Edge[] {
  const corners = ring.filter((corner, i) => corner[0] !== ring[i - 1]?.[0] || corner[1] !== ring[i - 1]?.[1]);
  const edges = corners.slice(1).map((b, at): Edge => {
    const a = corners[at] ?? b;
    return { a, b, at, west: Math.min(a[0], b[0]), east: Math.max(a[0], b[0]) };
  });
  return edges.sort((one, two) => one.west - two.west);
}

/** Calls `found` with pairs whose spans overlap west to east, until it says that one was enough. */
function anyPair(edges: readonly Edge[], found: (one: Edge, two: Edge) => boolean): boolean {
  let active: Edge[] = [];
  for (const edge of edges) {
    active = active.filter(({ east }) => east >= edge.west);
    if (active.some((one) => found(one, edge))) return true;
    active.push(edge);
  }
  return false;
}

/**
 * True when the outline crosses or touches itself: CAP receivers disagree about what lies inside of such a ring.
 * Two edges side by side share their corner and may only fold back onto each other. A line that is still open, as
 * while somebody draws, is judged without its closing edge.
 */
export function crossesItself(ring: Ring): boolean {
  const edges = edgesOf(ring);
  const [first, last] = [ring[0], ring.at(-1)];
  const closed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  const around = closed ? edges.length - 1 : Number.NaN;
  return anyPair(edges, (one, two) => {
    const apart = Math.abs(one.at - two.at);
    if (apart !== 1 && apart !== around) return meet(one.a, one.b, two.a, two.b);
    const follows = apart === 1 ? one.at < two.at : one.at > two.at;
    const [before, after] = follows ? [one, two] : [two, one];
    if (side(before.a, before.b, after.b) !== 0) return false;
    return between(before.a, before.b, after.b) || between(after.a, after.b, before.a);
  });
}

/** True when two outlines have a point in common, also where no corner of one lies in the other. */
export function outlinesMeet(a: Ring, b: Ring): boolean {
  const all = [...edgesOf(a).map((edge) => ({ ...edge, of: a })), ...edgesOf(b).map((edge) => ({ ...edge, of: b }))];
  const owner = new Map<Edge, Ring>(all.map((edge) => [edge, edge.of]));
  return anyPair(
    all.sort((one, two) => one.west - two.west),
    (one, two) => owner.get(one) !== owner.get(two) && meet(one.a, one.b, two.a, two.b),
  );
}

export type RingFault = 'crosses_itself' | 'without_area';

/** Smaller than this nobody drew on purpose: a double click. */
const LEAST_AREA_M2 = 100;

/** Why a drawn ring cannot stand for an area; undefined when it can. A bow's halves cancel out: its frame is asked. */
export function ringFault(ring: Ring): RingFault | undefined {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const frame: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  if (ringAreaM2(frame) < LEAST_AREA_M2) return 'without_area';
  if (crossesItself(ring)) return 'crosses_itself';
  return ringAreaM2(ring) < LEAST_AREA_M2 ? 'without_area' : undefined;
}

/** Corners in order as a closed ring; undefined for fewer than three. */
export function ringOf(corners: readonly Point[]): Ring | undefined {
  const [first] = corners;
  if (first === undefined || corners.length < 3) return undefined;
  const ring = corners.map(({ lon, lat }): Corner => [lon, lat]);
  const last = corners.at(-1);
  return last?.lon === first.lon && last.lat === first.lat
    ? ring.length < 4
      ? undefined
      : ring
    : [...ring, [first.lon, first.lat]];
}
