import type { IncidentMark } from '../../pillars/command/marks.ts';
import type { TeamStack } from '../../pillars/rescue/team-stacks.ts';

/** The earlier list when the later one has the same members: a list that stays the same is not uploaded again. */
export function keptList<T>(
  before: readonly T[] | undefined,
  after: readonly T[],
  equal: (one: T, two: T | undefined) => boolean = Object.is,
): readonly T[] {
  return before !== undefined && before.length === after.length && before.every((one, i) => equal(one, after[i]))
    ? before
    : after;
}

export const sameStack = (one: TeamStack, two: TeamStack | undefined): boolean =>
  one.mark === two?.mark && one.count === two.count;

export const sameMark = (one: IncidentMark, two: IncidentMark | undefined): boolean =>
  one === two ||
  (one.id === two?.id &&
    one.level === two.level &&
    one.text === two.text &&
    one.foot === two.foot &&
    one.point.lon === two.point.lon &&
    one.point.lat === two.point.lat);
