import { mostSingly, stackPoints } from '../../plumbing/map/cluster.ts';
import type { MapLook } from '../../plumbing/map/map-look.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { placeTeam, standingOf, type TeamMark } from './team-marks.ts';
import { coveringPart, mostOnOneSpot } from './team-spread.ts';

/** Several teams that stand on one spot of the screen are drawn and named as one. */
export interface TeamStack {
  /** Stands for all. */
  readonly mark: TeamMark;
  readonly members: readonly TeamMark[];
  readonly count: number;
  /** `base`: nobody has ever had a fix of them; they wait where the register says, and are only counted. */
  readonly place: 'fix' | 'base';
}

export interface TeamStacksInput {
  readonly positions: PositionColumns;
  /** World time in coarse steps. */
  readonly nowMs: number;
  readonly look: MapLook;
  readonly project: (lon: number, lat: number) => { x: number; y: number };
}

export const isBusy = ({ column }: Pick<TeamMark, 'column'>): boolean =>
  column !== 'available' && column !== 'off_duty';

/**
 * Busy teams stand singly, unless very many are on one spot. Those that wait with a fix are stacked when their circles would touch. Those that wait
 * without one are counted by neighbourhood: where a phone in a drawer is, nobody wants to read thirty times. A team
 * off duty without a fix is not on the map at all: it is nowhere to be sent from, and the list names it.
 */
export function stackTeams(teams: readonly TeamMark[], input: TeamStacksInput): TeamStack[] {
  const { positions, nowMs, look } = input;
  const busy = teams.filter(isBusy);
  const waiting = teams.filter((mark) => !isBusy(mark));
  const unplaced = (mark: TeamMark): boolean => standingOf(mark, positions, nowMs) === 'none';
  const wide = teams.length > mostSingly ? 64 * look.unitPx : look.teamPx * 1.1;
  return [
    ...together(
      waiting.filter((mark) => mark.column === 'available' && unplaced(mark)),
      { ...input, withinPx: Math.max(wide, 48 * look.unitPx), place: 'base' },
    ),
    ...together(
      waiting.filter((mark) => !unplaced(mark)),
      { ...input, withinPx: wide, place: 'fix' },
    ),
    ...onTheJob(busy, input),
  ];
}

/** Busy teams one by one (`spreadTeams` keeps a few on one spot apart); a whole column on one spot is counted. */
function onTheJob(busy: readonly TeamMark[], input: TeamStacksInput): TeamStack[] {
  const stacks = together(busy, { ...input, withinPx: coveringPart * input.look.teamPx, place: 'fix' });
  const counted = stacks.filter(({ count }) => count > mostOnOneSpot);
  const inside = new Set(counted.flatMap(({ members }) => members));
  return [...counted, ...busy.filter((mark) => !inside.has(mark)).map(alone)];
}

const alone = (mark: TeamMark): TeamStack => ({ mark, members: [mark], count: 1, place: 'fix' });

function together(
  marks: readonly TeamMark[],
  {
    positions,
    project,
    withinPx,
    place,
  }: Pick<TeamStacksInput, 'positions' | 'project'> & { withinPx: number; place: TeamStack['place'] },
): TeamStack[] {
  const at: number[] = [];
  const stacks = stackPoints(
    marks.length,
    (i) => {
      const mark = marks[i];
      if (mark === undefined) return { x: 0, y: 0 };
      placeTeam(mark, positions, at);
      return project(at[0] ?? 0, at[1] ?? 0);
    },
    withinPx,
  );
  return stacks.flatMap(({ members }): TeamStack[] => {
    const teams = members.flatMap((index) => marks[index] ?? []);
    const [mark] = teams;
    return mark === undefined ? [] : [{ mark, members: teams, count: teams.length, place }];
  });
}
