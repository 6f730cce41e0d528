import { movingKmh, placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
import type { SceneView } from '../../plumbing/map/scene.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';

/**
 * A number that rises when one of these teams stands elsewhere, heads elsewhere or has its first fix. Most position
 * frames are about others: what is drawn of these teams then stays as it is.
 */
export function createMoveWatch(): (marks: readonly TeamMark[], positions: PositionColumns) => number {
  let seen = new Float64Array(0);
  let of: readonly TeamMark[] | undefined;
  let version = 0;
  const at: number[] = [];
  return (marks, positions) => {
    let moved: 'no' | 'yes' = 'no';
    const note = (index: number, value: number): void => {
      if (seen[index] === value) return;
      seen[index] = value;
      moved = 'yes';
    };
    if (of !== marks) {
      of = marks;
      seen = new Float64Array(marks.length * 4);
      moved = 'yes';
    }
    for (const [i, mark] of marks.entries()) {
      placeTeam(mark, positions, at);
      note(4 * i, at[0] ?? 0);
      note(4 * i + 1, at[1] ?? 0);
      note(4 * i + 2, mark.unit < 0 ? 0 : (positions.courseDeg[mark.unit] ?? 0));
      note(4 * i + 3, mark.unit >= 0 && (positions.atMs[mark.unit] ?? 0) > 0 ? 1 : 0);
    }
    if (moved === 'yes') version += 1;
    return version;
  };
}

/** Whether any team has gone so far on screen, or had its first fix or its first way, since it was noted. */
export function createStrayWatch() {
  let noted = new Float64Array(0);
  const at: number[] = [];
  const read = (mark: TeamMark, { positions, project }: Pick<SceneView, 'positions' | 'project'>) => {
    placeTeam(mark, positions, at);
    const { x, y } = project(at[0] ?? 0, at[1] ?? 0);
    const known = mark.unit >= 0 && (positions.atMs[mark.unit] ?? 0) > 0 ? 1 : 0;
    const rolls = known === 1 && (positions.speedKmh[mark.unit] ?? 0) >= movingKmh ? 1 : 0;
    return { x, y, state: known + 2 * rolls };
  };
  return {
    note(marks: readonly TeamMark[], view: Pick<SceneView, 'positions' | 'project'>): void {
      if (noted.length !== 3 * marks.length) noted = new Float64Array(3 * marks.length);
      for (const [i, mark] of marks.entries()) {
        const { x, y, state } = read(mark, view);
        noted[3 * i] = x;
        noted[3 * i + 1] = y;
        noted[3 * i + 2] = state;
      }
    },
    since(marks: readonly TeamMark[], view: Pick<SceneView, 'positions' | 'project'>, strayPx: number): boolean {
      return (
        noted.length !== 3 * marks.length ||
        marks.some((mark, i) => {
          const { x, y, state } = read(mark, view);
          return (
            noted[3 * i + 2] !== state || Math.hypot((noted[3 * i] ?? 0) - x, (noted[3 * i + 1] ?? 0) - y) >= strayPx
          );
        })
      );
    },
  };
}
