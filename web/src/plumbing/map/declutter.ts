import { type Box, type BoxGrid, createBoxGrid, overlap } from './declutter-grid.ts';
import { gapPx, type LabelSide, labelBox, labelSides } from './declutter-sides.ts';

/**
 * Who yields to whom (ux §7): incident > red alarm > team under way > sensor > town > shelter, store and waiting team >
 * village > count of those who wait at home > time along a way. A town goes before shelters, against the rule of the
 * rest that places come last: where nothing says which town this is, nothing else is understood.
 */
export type MarkRank = 'incident' | 'alarm' | 'team' | 'sensor' | 'town' | 'resource' | 'village' | 'count' | 'trail';

const order: Readonly<Record<MarkRank, number>> = {
  incident: 0,
  alarm: 1,
  team: 2,
  sensor: 3,
  town: 4,
  resource: 5,
  village: 6,
  count: 7,
  trail: 8,
};

/** Those of one turn share: who has few sides left goes first, and the sides of their own marks go before those of crowds. */
const turns: readonly (readonly MarkRank[])[] = [
  ['incident'],
  ['alarm', 'team'],
  ['sensor', 'town'],
  ['resource'],
  ['village'],
  ['count'],
  ['trail'],
];

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
  /** Width of the label in each of its forms, the fullest first. None: no label, the mark's room is kept free. */
  readonly widthsPx: readonly number[];
  readonly heightPx: number;
  /** `crowd`: may stand beside the marks that lie over its own, when these leave it no room. */
  readonly beside: 'mark' | 'crowd';
}

export interface LabelSpot {
  readonly side: LabelSide;
  readonly box: Box;
  /** Which of the wish's widths. */
  readonly form: number;
}

interface Mark extends Box {
  readonly rank: number;
  readonly of: LabelWish;
}

const within = (box: Box, view: Box): boolean =>
  box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;

export function markBox({ x, y, halfPx }: LabelWish): Box {
  return { left: x - halfPx, right: x + halfPx, top: y - halfPx, bottom: y + halfPx };
}

const grown = ({ left, top, right, bottom }: Box, acrossPx: number, downPx: number): Box => ({
  left: left - acrossPx,
  right: right + acrossPx,
  top: top - downPx,
  bottom: bottom + downPx,
});

/** Dots of places and of ways are the ground's: under a graver name they may lie, a glyph never. */
const isDot = ({ of: { rank } }: Mark): boolean => rank === 'town' || rank === 'village' || rank === 'trail';

/** Lines of text that a crowd may be wide or high; a label beside a larger one would belong to nothing. */
const crowdLines = 4.5;
/** Marks that a label may have between it and its own. */
const mostBetween = 5;

/** A mark with those that lie over each other around it, larger and larger; none where it stands alone. */
function crowdsOf(own: Mark, near: readonly Mark[]): readonly Box[] {
  const mostPx = crowdLines * own.of.heightPx;
  // Only what lies within its size can join: of a heap of hundreds a handful.
  const left = new Set(near.filter((mark) => !isDot(mark) && overlap(mark, grown(own, mostPx, mostPx))));
  const crowds: Box[] = [];
  while (crowds.length < mostBetween) {
    const crowd = crowds.at(-1) ?? own;
    let next: { mark: Mark; box: Box; px: number } | undefined;
    for (const mark of left) {
      if (!overlap(crowd, mark)) continue;
      const box = both(crowd, mark);
      const px = Math.hypot(mark.of.x - own.of.x, mark.of.y - own.of.y);
      const fits = box.right - box.left <= mostPx && box.bottom - box.top <= mostPx;
      if (fits && (next === undefined || px < next.px)) next = { mark, box, px };
    }
    if (next === undefined) break;
    left.delete(next.mark);
    crowds.push(next.box);
  }
  return crowds;
}

const both = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/**
 * Places each label, the gravest first, on the first side where it covers neither a label already placed nor anybody's
 * glyph and does not leave the view; without one in its short form, then beside the crowd its mark stands in. A label
 * without room is left out (its mark stays, and the list names it); an incident's is drawn all the same, because an
 * incident is never nameless.
 */
export function declutter(
  wishes: readonly LabelWish[],
  view: Box,
  keptFree: readonly Box[] = [],
): ReadonlyMap<string, LabelSpot> {
  const marks = createBoxGrid<Mark>();
  const placed = createBoxGrid<Box>();
  for (const box of keptFree) placed.add(box);
  const asking = new Map<MarkRank, Mark[]>();
  for (const wish of wishes) {
    const mark = { ...markBox(wish), rank: order[wish.rank], of: wish };
    // What is out of view covers nothing in it and is not named.
    if (!overlap(mark, view)) continue;
    marks.add(mark);
    const { x, y, widthsPx, rank } = wish;
    if (widthsPx.length === 0 || x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
    const others = asking.get(rank);
    if (others === undefined) asking.set(rank, [mark]);
    else others.push(mark);
  }
  const out = new Map<string, LabelSpot>();
  const take = (mark: Mark, spot: LabelSpot | undefined): void => {
    if (spot === undefined) return;
    placed.add(spot.box);
    out.set(mark.of.id, spot);
  };
  for (const ranks of turns) {
    const turn = ranks.flatMap((rank) => asking.get(rank) ?? []);
    const near = new Map(turn.map((mark) => [mark, marks.near(reachOf(mark)).filter((other) => other !== mark)]));
    const around = (own: Mark): Around => {
      const labelsNear = placed.near(reachOf(own));
      return { own, view, marksNear: near.get(own) ?? [], labelsNear, placed };
    };
    const room = new Map(ranks.length === 1 ? [] : turn.map((mark) => [mark, roomBeside(around(mark))]));
    turn.sort((a, b) => (room.get(a) ?? 0) - (room.get(b) ?? 0) || a.rank - b.rank || byWeight(a, b));
    for (const mark of turn) take(mark, besideMark(around(mark)));
    for (const mark of turn) {
      const { id, beside, rank } = mark.of;
      if (out.has(id)) continue;
      if (beside === 'crowd') take(mark, besideCrowd(around(mark)));
      if (rank === 'incident' && !out.has(id)) take(mark, incidentSpot(around(mark)));
    }
  }
  return out;
}

const byWeight = (a: Mark, b: Mark): number => a.of.weight - b.of.weight || (a.of.id < b.of.id ? -1 : 1);

/** What one label is held against: most of a county is out of its reach. */
interface Around {
  readonly own: Mark;
  readonly view: Box;
  readonly marksNear: readonly Mark[];
  readonly labelsNear: readonly Box[];
  readonly placed: BoxGrid<Box>;
}

/** All that a label of this mark can cover, wherever it stands. */
function reachOf(own: Mark): Box {
  const { widthsPx, heightPx, beside } = own.of;
  const beyondPx = gapPx + (beside === 'crowd' ? crowdLines * heightPx : 0);
  return grown(own, beyondPx + Math.max(...widthsPx), beyondPx + heightPx);
}

const coversText = (box: Box, { view, labelsNear }: Around): boolean =>
  !within(box, view) || labelsNear.some((label) => overlap(box, label));

/** A label with at least so many sides to choose from waits for those with fewer. */
const manySides = 3;

/** How many sides of its mark a label's short form could have, up to `manySides`: who has one must not find it taken. */
function roomBeside(here: Around): number {
  const { widthsPx, heightPx } = here.own.of;
  let sides = 0;
  for (const { box } of sidesOf(here.own, 0, { widthPx: widthsPx.at(-1) ?? 0, heightPx })) {
    if (coversText(box, here) || here.marksNear.some((mark) => !isDot(mark) && overlap(box, mark))) continue;
    sides += 1;
    if (sides === manySides) return sides;
  }
  // None at all: the crowd is its only hope, and that has more sides than the last free ones of others.
  return sides === 0 ? manySides : sides;
}

/** What a label there would cover: nothing, dots of lesser places only, or a glyph. */
function coveredBy(box: Box, { own, marksNear }: Around): 'nothing' | 'dots' | 'glyph' {
  let worst: 'nothing' | 'dots' = 'nothing';
  for (const mark of marksNear) {
    if (!overlap(box, mark)) continue;
    if (!isDot(mark) || mark.rank <= own.rank) return 'glyph';
    worst = 'dots';
  }
  return worst;
}

/** The first of these that covers nothing; else the first that covers dots of lesser places only. */
function clearSpot(spots: Iterable<LabelSpot>, here: Around): LabelSpot | undefined {
  let overDots: LabelSpot | undefined;
  for (const spot of spots) {
    if (coversText(spot.box, here)) continue;
    const covers = coveredBy(spot.box, here);
    if (covers === 'nothing') return spot;
    if (covers === 'dots') overDots ??= spot;
  }
  return overDots;
}

function sidesOf(
  beside: Box,
  form: number,
  size: { widthPx: number; heightPx: number },
  corners: 'round' | 'square' = 'round',
): LabelSpot[] {
  return labelSides.map((side) => ({ side, form, box: labelBox(beside, side, size, corners) }));
}

function besideMark(here: Around): LabelSpot | undefined {
  const { widthsPx, heightPx } = here.own.of;
  for (const [form, widthPx] of widthsPx.entries()) {
    const spot = clearSpot(sidesOf(here.own, form, { widthPx, heightPx }), here);
    if (spot !== undefined) return spot;
  }
  return undefined;
}

/** Around the crowd, as near to its own mark as there is room. */
function besideCrowd(here: Around): LabelSpot | undefined {
  const { own, marksNear } = here;
  const { widthsPx, heightPx, x, y } = own.of;
  const crowds = crowdsOf(own, marksNear);
  for (const [form, widthPx] of widthsPx.entries()) {
    const sides = crowds
      .flatMap((crowd) => sidesOf(crowd, form, { widthPx, heightPx }, 'square'))
      .map((spot) => ({ spot, px: distancePx(spot.box, x, y) }))
      .sort((a, b) => a.px - b.px)
      .map(({ spot }) => spot);
    const spot = clearSpot(sides, here);
    if (spot !== undefined) return spot;
  }
  return undefined;
}

const distancePx = ({ left, right, top, bottom }: Box, x: number, y: number): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

/** Covers what is least: lesser marks; else any; else moved along its mark, line by line, until it covers no other text. */
function incidentSpot(here: Around): LabelSpot {
  const { own, view, marksNear, placed } = here;
  const { widthsPx, heightPx } = own.of;
  const size = { widthPx: widthsPx[0] ?? 0, heightPx };
  const free = widthsPx
    .flatMap((widthPx, form) => sidesOf(own, form, { widthPx, heightPx }))
    .filter(({ box }) => !coversText(box, here));
  const lesser = free.find(({ box }) => marksNear.every((mark) => mark.rank > own.rank || !overlap(box, mark)));
  const any = lesser ?? free[0];
  if (any !== undefined) return any;
  for (let line = 1; line <= mostLines; line++) {
    for (const side of ['right', 'left'] as const) {
      for (const way of [1, -1]) {
        const box = lower(labelBox(own, side, size), way * line * (heightPx + 2));
        if (within(box, view) && placed.near(box).length === 0) return { side, box, form: 0 };
      }
    }
  }
  return { side: 'right', box: labelBox(own, 'right', size), form: 0 };
}

/** Further from its mark a name belongs to nothing. */
const mostLines = 12;

const lower = ({ left, top, right, bottom }: Box, byPx: number): Box => ({
  left,
  right,
  top: top + byPx,
  bottom: bottom + byPx,
});
