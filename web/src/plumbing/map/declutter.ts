/** Who yields to whom (ux §7): incident > team > warning > place name > resource. */
export type MarkRank = 'incident' | 'team' | 'warning' | 'place' | 'resource';

const order: Readonly<Record<MarkRank, number>> = { incident: 0, team: 1, warning: 2, place: 3, resource: 4 };

export type LabelSide =
  | 'right'
  | 'left'
  | 'above'
  | 'below'
  | 'right-above'
  | 'right-below'
  | 'left-above'
  | 'left-below';

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

const gapPx = 6;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (box: Box, view: Box): boolean =>
  box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;

export function labelBox(wish: LabelWish, side: LabelSide): Box {
  const { x, y, halfPx, widthPx: w, heightPx: h } = wish;
  switch (side) {
    case 'right':
      return { left: x + halfPx + gapPx, right: x + halfPx + gapPx + w, top: y - h / 2, bottom: y + h / 2 };
    case 'left':
      return { left: x - halfPx - gapPx - w, right: x - halfPx - gapPx, top: y - h / 2, bottom: y + h / 2 };
    case 'right-above':
    case 'right-below':
    case 'left-above':
    case 'left-below': {
      const near = halfPx * 0.7 + gapPx;
      const left = side.startsWith('right') ? x + near : x - near - w;
      const top = side.endsWith('above') ? y - near - h * 0.7 : y + near - h * 0.3;
      return { left, right: left + w, top, bottom: top + h };
    }
    case 'above':
      return { left: x - w / 2, right: x + w / 2, top: y - halfPx - gapPx - h, bottom: y - halfPx - gapPx };
    case 'below':
      return { left: x - w / 2, right: x + w / 2, top: y + halfPx + gapPx, bottom: y + halfPx + gapPx + h };
    default:
      return side satisfies never;
  }
}

const sides: readonly LabelSide[] = [
  'right',
  'left',
  'below',
  'above',
  'right-above',
  'right-below',
  'left-above',
  'left-below',
];

/** All that a label of this wish can cover, on whatever side. */
function reachOf({ x, y, halfPx, widthPx, heightPx }: LabelWish): Box {
  const across = halfPx + gapPx + widthPx;
  const down = halfPx + gapPx + heightPx;
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

/** What a label covers there: nothing, only marks of a lower rank than its own, or a mark it must not cover. */
function covered(box: Box, rank: number, marks: readonly RankedMark[]): 'nothing' | 'lesser' | 'equals' {
  let worst: 'nothing' | 'lesser' = 'nothing';
  for (const mark of marks) {
    if (!overlap(box, mark)) continue;
    if (mark.rank <= rank) return 'equals';
    worst = 'lesser';
  }
  return worst;
}

interface RankedMark extends Box {
  readonly rank: number;
}

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
  const marks = wishes.map(
    ({ x, y, halfPx, rank }): RankedMark => ({
      left: x - halfPx,
      right: x + halfPx,
      top: y - halfPx,
      bottom: y + halfPx,
      rank: order[rank],
    }),
  );
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
    const spot = spotOf(wish, marks[index], { view, placed, marks });
    if (spot === undefined) continue;
    placed.push(spot.box);
    out.set(wish.id, spot.side);
  }
  return out;
}

/** Best beside every mark; a lesser mark is covered before a label is left out. */
function spotOf(
  wish: LabelWish,
  own: RankedMark | undefined,
  { view, placed, marks }: { view: Box; placed: readonly Box[]; marks: readonly RankedMark[] },
): { side: LabelSide; box: Box } | undefined {
  const reach = reachOf(wish);
  // Most of a county is out of reach: eight sides are held against what is near only.
  const labelsNear = placed.filter((box) => overlap(box, reach));
  const marksNear = marks.filter((mark) => mark !== own && overlap(mark, reach));
  let second: { side: LabelSide; box: Box } | undefined;
  for (const side of sides) {
    const box = labelBox(wish, side);
    if (!within(box, view) || labelsNear.some((other) => overlap(box, other))) continue;
    const covers = covered(box, order[wish.rank], marksNear);
    if (covers === 'nothing') return { side, box };
    if (covers === 'lesser') second ??= { side, box };
  }
  return second ?? (wish.rank === 'incident' ? { side: 'right', box: labelBox(wish, 'right') } : undefined);
}
