import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { IncidentMark } from './marks.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface LiftInput {
  readonly project: (lon: number, lat: number) => Spot;
  /** Where teams are drawn, pixels. */
  readonly teams: readonly Spot[];
  readonly incidentPx: number;
  readonly teamPx: number;
  /** Around what is chosen, when that is no incident: a hazard 150 m from one must not be read as it. */
  readonly ring?: (Spot & { readonly radiusPx: number }) | undefined;
}

/** For degrees a pixel: projected this far apart. Degrees. */
const nearDeg = 0.001;
const gapPx = 4;

/**
 * An incident whose diamond would lie under a team is drawn beside its place, with a stem to it (`foot`): neither the
 * team nor the incident is hidden. Above when there is room, else to a side. So is one that the ring around something
 * else would cross or take in. The marks themselves when nothing is covered.
 */
export function liftCovered(marks: readonly IncidentMark[], input: LiftInput): readonly IncidentMark[] {
  const { project, teams, incidentPx, teamPx, ring } = input;
  const touchPx = (incidentPx + teamPx) / 2;
  const clear = (spot: Spot, leastPx: number): boolean =>
    teams.every((team) => Math.hypot(team.x - spot.x, team.y - spot.y) >= leastPx);
  let lifted: 'none' | 'some' = 'none';
  const out = marks.map((mark): IncidentMark => {
    const { lon, lat } = mark.point;
    const at = project(lon, lat);
    // A team at the edge of the diamond leaves it readable.
    const besideRing = ring === undefined ? undefined : { ...ring, radiusPx: ring.radiusPx + incidentPx / 2 + gapPx };
    if (clear(at, touchPx * 0.6) && outOf(besideRing, at, up) === 0) return mark;
    lifted = 'some';
    const ways = [up, left, right, down].map(({ x, y }): Spot => {
      const farPx = Math.max(touchPx + gapPx, outOf(besideRing, at, { x, y }));
      return { x: x * farPx, y: y * farPx };
    });
    const way = ways.find(({ x, y }) => clear({ x: at.x + x, y: at.y + y }, touchPx)) ?? ways[0] ?? up;
    return { ...mark, point: moved(mark.point, at, way, project), foot: mark.point };
  });
  return lifted === 'none' ? marks : out;
}

const up = { x: 0, y: -1 } as const;
const left = { x: -1, y: 0 } as const;
const right = { x: 1, y: 0 } as const;
const down = { x: 0, y: 1 } as const;

/** How far to go this way until the circle is left behind; 0: one is outside. */
function outOf(circle: LiftInput['ring'], from: Spot, way: Spot): number {
  if (circle === undefined) return 0;
  const x = from.x - circle.x;
  const y = from.y - circle.y;
  const inside = circle.radiusPx ** 2 - x * x - y * y;
  if (inside <= 0) return 0;
  const along = x * way.x + y * way.y;
  return Math.sqrt(along * along + inside) - along;
}

/** Where the incident of this place is drawn, when its teams have pushed it aside. */
export function liftedFrom(place: Point | undefined, marks: readonly IncidentMark[]): Point | undefined {
  return marks.find(({ foot }) => foot !== undefined && foot.lon === place?.lon && foot.lat === place.lat)?.point;
}

/** The place that is drawn so many pixels away. */
function moved({ lon, lat }: Point, at: Spot, by: Spot, project: LiftInput['project']): Point {
  const east = project(lon + nearDeg, lat).x - at.x;
  const north = project(lon, lat + nearDeg).y - at.y;
  if (east === 0 || north === 0) return { lon, lat };
  return { lon: lon + (by.x / east) * nearDeg, lat: lat + (by.y / north) * nearDeg };
}
