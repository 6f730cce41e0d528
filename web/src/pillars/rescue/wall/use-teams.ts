import { useMemo } from 'react';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../../plumbing/live/live-store.ts';
import { usePositions } from '../../../plumbing/positions/position-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import {
  arrivalOf,
  fixAgeMs,
  type Standing,
  standingOf,
  type TeamColumn,
  type TeamMark,
  teamColumns,
  teamMarks,
} from '../team-marks.ts';

export function useTeamMarks(): readonly TeamMark[] {
  const county = useCounty();
  const teams = useWorldState((state) => state.rescue.teams);
  const orders = useWorldState((state) => state.rescue.orders);
  const units = useLive((live) => live.units.list);
  return useMemo(() => teamMarks(county.data.teams, { teams, orders }, units), [county, teams, orders, units]);
}

export interface TeamStanding {
  readonly mark: TeamMark;
  readonly standing: Standing;
  readonly ageMs: number | undefined;
  /** When a team under way will be there, reckoned from its speed. */
  readonly arrivalMs: number | undefined;
}

/** Teams with how much is known of where they are; looked at every ten seconds, not with every frame. */
export function useTeamStandings(): readonly TeamStanding[] {
  const marks = useTeamMarks();
  const now = useNow(10_000);
  const everFixed = usePositions(({ version }) => version > 0);
  return useMemo(() => {
    const { columns } = usePositions.getState();
    return marks.map((mark) => ({
      mark,
      standing: everFixed ? standingOf(mark, columns, now) : 'none',
      ageMs: everFixed ? fixAgeMs(mark, columns, now) : undefined,
      arrivalMs: everFixed ? arrivalOf(mark, columns, now) : undefined,
    }));
  }, [marks, now, everFixed]);
}

/** Those that are not simply waiting where they belong. */
export function tellingTeams(teams: readonly TeamStanding[]): TeamStanding[] {
  return teams.filter(({ mark, standing }) => mark.column !== 'available' || standing === 'lost');
}

export function countByColumn(marks: readonly TeamMark[]): Record<TeamColumn, { teams: number; people: number }> {
  const count = Object.fromEntries(teamColumns.map((column) => [column, { teams: 0, people: 0 }]));
  const out = count as Record<TeamColumn, { teams: number; people: number }>;
  for (const mark of marks) {
    out[mark.column].teams += 1;
    out[mark.column].people += mark.members;
  }
  return out;
}
