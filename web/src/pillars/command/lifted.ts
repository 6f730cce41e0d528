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
}

/** For degrees a pixel: projected this far apart. Degrees. */
const nearDeg = 0.001;
const gapPx = 4;

/**
 * An incident whose diamond would lie under a team is drawn beside its place, with a stem to it (`foot`): neither the
 * team nor the incident is hidden. Above when there is room, else to a side. The marks themselves when nothing is covered.
 */
export function liftCovered(marks: readonly IncidentMark[], input: LiftInput): readonly IncidentMark[] {
  const { project, teams, incidentPx, teamPx } = input;
  const touchPx = (incidentPx + teamPx) / 2;
  const clear = (spot: Spot, leastPx: number): boolean =>
    teams.every((team) => Math.hypot(team.x - spot.x, team.y - spot.y) >= leastPx);
  let lifted: 'none' | 'some' = 'none';
  const out = marks.map((mark): IncidentMark => {
    const { lon, lat } = mark.point;
    const at = project(lon, lat);
    // A team at the edge of the diamond leaves it readable.
    if (clear(at, touchPx * 0.6)) return mark;
    lifted = 'some';
    const farPx = touchPx + gapPx;
    const ways: Spot[] = [
      { x: 0, y: -farPx },
      { x: -farPx, y: 0 },
      { x: farPx, y: 0 },
      { x: 0, y: farPx },
    ];
    const way = ways.find(({ x, y }) => clear({ x: at.x + x, y: at.y + y }, touchPx)) ?? { x: 0, y: -farPx };
    return { ...mark, point: moved(mark.point, at, way, project), foot: mark.point };
  });
  return lifted === 'none' ? marks : out;
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
