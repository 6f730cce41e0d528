/** A line of a list, or a heading between two: newest first. */
export interface FootItem {
  readonly id: string;
  readonly heightPx: number;
}

/**
 * Where each line stands, in pixels above an origin that does not move: a line keeps its place when newer ones come
 * above it and when older ones go or come below, so that nothing of it has to be drawn again.
 */
export interface FootPlaces {
  /** Lower edge of each item, in the order of the items: falling. */
  readonly bottomsPx: readonly number[];
  /** Lower edge of the last item, upper edge of the first. */
  readonly footPx: number;
  readonly headPx: number;
  readonly bottomOf: ReadonlyMap<string, number>;
}

/** Browsers lay out no further than 2²⁵ pixels: long before that the origin is taken anew, once for all lines. */
const MOST_PX = 2 ** 22;

/** Places for `items`, newest first; the newest of them that has a place already keeps it. */
export function placeFromFoot(items: readonly FootItem[], before: FootPlaces | undefined): FootPlaces {
  const places = standing(items, footOf(items, before));
  return Math.max(Math.abs(places.footPx), Math.abs(places.headPx)) > MOST_PX ? standing(items, 0) : places;
}

function footOf(items: readonly FootItem[], before: FootPlaces | undefined): number {
  if (before === undefined) return 0;
  const kept = items.findIndex(({ id }) => before.bottomOf.has(id));
  const keptPx = before.bottomOf.get(items[kept]?.id ?? '');
  if (keptPx === undefined) return 0;
  return items.slice(kept + 1).reduce((footPx, { heightPx }) => footPx - heightPx, keptPx);
}

function standing(items: readonly FootItem[], footPx: number): FootPlaces {
  const bottomsPx: number[] = new Array<number>(items.length);
  const bottomOf = new Map<string, number>();
  let headPx = footPx;
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i];
    if (item === undefined) continue;
    bottomsPx[i] = headPx;
    bottomOf.set(item.id, headPx);
    headPx += item.heightPx;
  }
  return { bottomsPx, footPx, headPx, bottomOf };
}

/** The items between two depths below the head, pixels: the first, and the one after the last. */
export function itemsBetween(places: FootPlaces, fromPx: number, toPx: number): { from: number; to: number } {
  const { bottomsPx, headPx } = places;
  // The first whose lower edge lies below `depth`.
  const firstBelow = (depthPx: number): number => {
    let [low, high] = [0, bottomsPx.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (headPx - (bottomsPx[middle] ?? 0) > depthPx) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return { from: firstBelow(fromPx), to: Math.min(bottomsPx.length, firstBelow(toPx) + 1) };
}

/** How far what stood first at `topPx` below the head has been pushed down since, by lines above it that grew. */
export function pushedPx(items: readonly FootItem[], before: FootPlaces, after: FootPlaces, topPx: number): number {
  const first = items[itemsBetween(before, topPx, topPx).from];
  if (first === undefined) return 0;
  const depthIn = ({ headPx, bottomOf }: FootPlaces): number => headPx - (bottomOf.get(first.id) ?? Number.NaN);
  const px = depthIn(after) - depthIn(before);
  return Number.isNaN(px) ? 0 : px;
}

/** Whether a line stands whole between `topPx` below the head and as much further down as is seen. */
export function isWithin(
  { headPx, bottomsPx }: FootPlaces,
  { at, heightPx }: { at: number; heightPx: number },
  topPx: number,
  seenPx: number,
): boolean {
  const bottomPx = headPx - (bottomsPx[at] ?? Number.NaN);
  return bottomPx - heightPx >= topPx && bottomPx <= topPx + seenPx;
}
