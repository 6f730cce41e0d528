import { stackPoints } from '../../plumbing/map/cluster.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { placeTeam, type TeamMark } from './team-marks.ts';

/** Pixels from where a team is to where it is drawn. */
export interface Aside {
  readonly x: number;
  readonly y: number;
}

/** More on one spot than this are counted, not fanned out: a ring of them would lie far from where they are. */
export const mostOnOneSpot = 6;

/** Circles nearer than this part of their width hide each other's glyph. */
export const coveringPart = 0.65;

export interface SpreadInput {
  readonly positions: PositionColumns;
  readonly project: (lon: number, lat: number) => { x: number; y: number };
  readonly teamPx: number;
}

/**
 * Busy teams that would cover each other stand side by side around their spot, in the order of their ids so that they
 * keep their sides while they move together. A team that stands alone is not in the answer.
 */
export function spreadTeams(marks: readonly TeamMark[], input: SpreadInput): ReadonlyMap<string, Aside> {
  const { positions, project, teamPx } = input;
  const sorted = [...marks].sort((a, b) => (a.id < b.id ? -1 : 1));
  const at: number[] = [];
  const spots = sorted.map((mark) => {
    placeTeam(mark, positions, at);
    return project(at[0] ?? 0, at[1] ?? 0);
  });
  const spotOf = (index: number): Aside => spots[index] ?? { x: 0, y: 0 };
  const out = new Map<string, Aside>();
  for (const { members } of stackPoints(sorted.length, spotOf, coveringPart * teamPx)) {
    if (members.length < 2) continue;
    const middle = {
      x: members.reduce((sum, index) => sum + spotOf(index).x, 0) / members.length,
      y: members.reduce((sum, index) => sum + spotOf(index).y, 0) / members.length,
    };
    const radius = (1.06 * teamPx) / (2 * Math.sin(Math.PI / members.length));
    for (const [i, index] of members.entries()) {
      const turn = Math.PI + (2 * Math.PI * i) / members.length;
      const { x, y } = spotOf(index);
      const mark = sorted[index];
      if (mark === undefined) continue;
      out.set(mark.id, { x: middle.x + radius * Math.cos(turn) - x, y: middle.y + radius * Math.sin(turn) - y });
    }
  }
  return out;
}

/** How far from a point the teams reach that stand aside around it, pixels; 0: none does. A ring around the point takes them in whole. */
export function reachAround(
  { lon, lat }: { readonly lon: number; readonly lat: number },
  marks: readonly TeamMark[],
  spread: ReadonlyMap<string, Aside>,
  { positions, project, teamPx }: SpreadInput,
): number {
  const middle = project(lon, lat);
  const at: number[] = [];
  return marks.reduce((reach, mark) => {
    const aside = spread.get(mark.id);
    if (aside === undefined) return reach;
    placeTeam(mark, positions, at);
    const { x, y } = project(at[0] ?? 0, at[1] ?? 0);
    if (Math.hypot(x - middle.x, y - middle.y) > coveringPart * teamPx) return reach;
    return Math.max(reach, Math.hypot(x + aside.x - middle.x, y + aside.y - middle.y) + teamPx / 2);
  }, 0);
}
