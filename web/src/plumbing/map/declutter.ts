/** Who yields to whom (ux §7): incident > team > warning > resource. */
export type MarkRank = 'incident' | 'team' | 'warning' | 'resource';

const order: Readonly<Record<MarkRank, number>> = { incident: 0, team: 1, warning: 2, resource: 3 };

export type LabelSide = 'right' | 'left' | 'above' | 'below';

/** A mark on screen with a label that wants room beside it. Pixels of the map's own box. */
export interface LabelWish {
  readonly id: string;
  readonly rank: MarkRank;
  /** Within a rank the smaller goes first. */
  readonly weight: number;
  readonly x: number;
  readonly y: number;
  /** Half the width of the mark itself, which no label may cover. */
  readonly halfPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const gapPx = 4;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export function labelBox(wish: LabelWish, side: LabelSide): Box {
  const { x, y, halfPx, widthPx: w, heightPx: h } = wish;
  switch (side) {
    case 'right':
      return { left: x + halfPx + gapPx, right: x + halfPx + gapPx + w, top: y - h / 2, bottom: y + h / 2 };
    case 'left':
      return { left: x - halfPx - gapPx - w, right: x - halfPx - gapPx, top: y - h / 2, bottom: y + h / 2 };
    case 'above':
      return { left: x - w / 2, right: x + w / 2, top: y - halfPx - gapPx - h, bottom: y - halfPx - gapPx };
    case 'below':
      return { left: x - w / 2, right: x + w / 2, top: y + halfPx + gapPx, bottom: y + halfPx + gapPx + h };
    default:
      return side satisfies never;
  }
}

const sides: readonly LabelSide[] = ['right', 'left', 'below', 'above'];

/**
 * Places each label on the first side where it covers neither a label already placed nor anybody's mark and
 * does not leave the view. A label without room is left out (its mark stays, and the list names it); an
 * incident's is drawn all the same, because an incident is never nameless.
 */
export function declutter(
  wishes: readonly LabelWish[],
  view: Box,
  keptFree: readonly Box[] = [],
): ReadonlyMap<string, LabelSide> {
  const marks = wishes.map(({ x, y, halfPx }) => ({
    left: x - halfPx,
    right: x + halfPx,
    top: y - halfPx,
    bottom: y + halfPx,
  }));
  const turns = wishes
    .map((wish, index) => ({ wish, index }))
    .filter(({ wish }) => wish.widthPx > 0)
    .sort(
      (a, b) =>
        order[a.wish.rank] - order[b.wish.rank] || a.wish.weight - b.wish.weight || (a.wish.id < b.wish.id ? -1 : 1),
    );
  const placed: Box[] = [...keptFree];
  const out = new Map<string, LabelSide>();
  for (const { wish, index } of turns) {
    if (wish.x < view.left || wish.x > view.right || wish.y < view.top || wish.y > view.bottom) continue;
    const free = sides.find((side) => {
      const box = labelBox(wish, side);
      if (box.left < view.left || box.right > view.right || box.top < view.top || box.bottom > view.bottom)
        return false;
      return (
        placed.every((other) => !overlap(box, other)) &&
        marks.every(
          (mark, i) => i === index || order[wishes[i]?.rank ?? 'resource'] > order[wish.rank] || !overlap(box, mark),
        )
      );
    });
    const side = free ?? (wish.rank === 'incident' ? 'right' : undefined);
    if (side === undefined) continue;
    placed.push(labelBox(wish, side));
    out.set(wish.id, side);
  }
  return out;
}
