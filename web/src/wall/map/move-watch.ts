import { placeTeam, type TeamMark } from '../../pillars/rescue/team-marks.ts';
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
