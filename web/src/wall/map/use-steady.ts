import { useEffect, useRef } from 'react';

/**
 * The list before, as long as it says the same: what is drawn from it is then neither reckoned nor uploaded again.
 * `same` compares two members; members that are the same object need no look.
 */
export function useSteady<T>(list: readonly T[], same: (one: T, two: T) => boolean = () => false): readonly T[] {
  const before = useRef(list);
  const steady = sameMembers(before.current, list, same) ? before.current : list;
  useEffect(() => {
    before.current = steady;
  }, [steady]);
  return steady;
}

export function sameMembers<T>(
  before: readonly T[],
  after: readonly T[],
  same: (one: T, two: T) => boolean = () => false,
): boolean {
  if (before === after) return true;
  if (before.length !== after.length) return false;
  return before.every((one, i) => {
    const two = after[i];
    return two !== undefined && (Object.is(one, two) || same(one, two));
  });
}
