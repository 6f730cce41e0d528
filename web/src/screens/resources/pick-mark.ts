import type { MapMouseEvent } from 'maplibre-gl';
import type { MapTool } from '../../plumbing/map/map-tool.ts';

interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** A finger's breadth: what a press this far from a mark still means. Pixels. */
export const withinPx = 24;

/**
 * The mark that a press means: the nearest; of several on one spot the one after the one at hand, so that each is
 * reached by pressing again.
 */
export function markAt(
  spots: readonly Spot[],
  at: { x: number; y: number },
  atHand: string | undefined,
): string | undefined {
  const near = spots
    .map(({ id, x, y }) => ({ id, px: Math.hypot(x - at.x, y - at.y) }))
    .filter(({ px }) => px <= withinPx)
    .sort((a, b) => a.px - b.px || (a.id < b.id ? -1 : 1));
  const [nearest] = near;
  if (nearest === undefined) return undefined;
  const together = near.filter(({ px }) => px - nearest.px < samePx).map(({ id }) => id);
  const here = atHand === undefined ? -1 : together.indexOf(atHand);
  return together[(here + 1) % together.length];
}

/** Marks this much nearer than others are not told apart by hand. Pixels. */
const samePx = 4;

/** Choosing by a press on the map. `marks` and `atHand` are asked when it happens. */
export function pickMarkTool(
  marks: () => readonly { readonly id: string; readonly lon: number; readonly lat: number }[],
  atHand: () => string | undefined,
  onPick: (id: string) => void,
): MapTool {
  return (map) => {
    const click = ({ point }: MapMouseEvent): void => {
      const spots = marks().map(({ id, lon, lat }) => ({ id, ...spotOf(map.project([lon, lat])) }));
      const id = markAt(spots, point, atHand());
      if (id !== undefined) onPick(id);
    };
    map.on('click', click);
    return () => void map.off('click', click);
  };
}

const spotOf = ({ x, y }: { x: number; y: number }) => ({ x, y });
