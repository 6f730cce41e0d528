import type { Bounds } from '../../plumbing/map/bounds.ts';

/** A view this many times as wide as it need be is worth a move. */
const tooWide = 1.5;
/** Degrees added around a view that has to move, so that the next kilometre does not move it again. */
const spareDeg = 0.03;

const covers = (outer: Bounds, inner: Bounds): boolean =>
  outer.west <= inner.west && outer.east >= inner.east && outer.south <= inner.south && outer.north >= inner.north;

const widthOf = ({ west, east }: Bounds): number => east - west;
const heightOf = ({ south, north }: Bounds): number => north - south;

/**
 * The box the map keeps in view: the one it has, as long as everything is in it and it is not much too wide. A
 * map that follows every team by a kilometre is never still, redraws its whole ground each time, and cannot be
 * read. `before` undefined: the map has not been anywhere yet.
 */
export function heldBounds(before: Bounds | undefined, wanted: Bounds): Bounds {
  if (before === undefined) return wanted;
  // By the larger of its sides: that is the one which decides the zoom.
  const excess = Math.max(widthOf(before), heightOf(before)) / Math.max(widthOf(wanted), heightOf(wanted));
  if (covers(before, wanted)) return excess <= tooWide ? before : wanted;
  return {
    west: wanted.west - spareDeg,
    south: wanted.south - spareDeg,
    east: wanted.east + spareDeg,
    north: wanted.north + spareDeg,
  };
}
