import type { WallRows } from './wall-layout.ts';

/** Where panels stand that may need more room than rows are reckoned with: `orders` in width, the others in height. */
export type WallPlace = 'left' | 'right' | 'left2' | 'right2' | 'orders';

/** Room that longer words have taken from each place, in pixels of a root of 26. */
export type WallTaken = Readonly<Partial<Record<WallPlace, number>>>;

export const noneTaken: WallTaken = {};

const stepPx = 8;
const mostPx = 4000;

/**
 * A text longer than the picture's takes a second line, and the column is higher than reckoned by `overPx`: so much is
 * taken from its room, and on until there is a row less. Unchanged where no row is left to give.
 */
export function tighter(
  rowsWith: (taken: WallTaken) => WallRows,
  taken: WallTaken,
  place: WallPlace,
  overPx: number,
): WallTaken {
  const now = JSON.stringify(rowsWith(taken));
  const before = taken[place] ?? 0;
  for (let more = overPx; before + more <= mostPx; more += stepPx) {
    const next = { ...taken, [place]: before + more };
    if (JSON.stringify(rowsWith(next)) !== now) return next;
  }
  return taken;
}
