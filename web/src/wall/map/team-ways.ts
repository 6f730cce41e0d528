import { placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import { extendTrail, type TrailPoint } from '../../plumbing/map/trail.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { joinWays } from './use-trail-history.ts';

export interface TeamWays {
  /** Where each team that is out has been. */
  readonly trails: ReadonlyMap<string, readonly TrailPoint[]>;
  /** Rises when any of them has changed. */
  readonly version: () => number;
  /** Takes the newest fixes; `history`: ways from before this screen was watching. */
  follow(
    teams: readonly TeamMark[],
    positions: PositionColumns,
    history: ReadonlyMap<string, readonly TrailPoint[]> | undefined,
  ): void;
}

const isOut = ({ unit, column }: TeamMark): boolean =>
  unit >= 0 && (column === 'out' || column === 'on_scene' || column === 'returning');

/** Remembers the ways of teams that are out, fix by fix. */
export function createTeamWays(): TeamWays {
  const trails = new Map<string, readonly TrailPoint[]>();
  /** The stored way that was last joined to a team's. */
  const joined = new Map<string, readonly TrailPoint[]>();
  const at: number[] = [];
  let version = 0;
  const forget = (team: string): void => {
    joined.delete(team);
    if (trails.delete(team)) version += 1;
  };
  const keep = (team: string, way: readonly TrailPoint[]): void => {
    trails.set(team, way);
    version += 1;
  };
  return {
    trails,
    version: () => version,
    follow(teams, positions, history) {
      for (const mark of teams) {
        if (!isOut(mark)) {
          forget(mark.id);
          continue;
        }
        const past = history?.get(mark.id);
        if (past !== undefined && joined.get(mark.id) !== past) {
          joined.set(mark.id, past);
          keep(mark.id, joinWays(past, trails.get(mark.id) ?? []));
        }
        placeTeam(mark, positions, at);
        const before = trails.get(mark.id) ?? [];
        const fix = { lon: at[0] ?? 0, lat: at[1] ?? 0, atMs: positions.atMs[mark.unit] ?? 0 };
        const after = extendTrail(before, fix);
        if (after !== before) keep(mark.id, after);
      }
    },
  };
}
