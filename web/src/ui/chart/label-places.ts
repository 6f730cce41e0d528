/**
 * Where labels of `heightPx` stand that want to be at `wantedPx` (middles, downwards, the lowest on screen first): none
 * over another, none above `topPx`. A label in the way of a lower one moves up; at the top the lower ones move down.
 */
export function labelPlaces(wantedPx: readonly number[], heightPx: number, topPx: number): number[] {
  let floor = Number.POSITIVE_INFINITY;
  const raised = wantedPx.map((wanted) => {
    floor = Math.min(wanted, floor - heightPx);
    return floor;
  });
  let ceiling = topPx - heightPx / 2;
  return raised
    .toReversed()
    .map((place) => {
      ceiling = Math.max(place, ceiling + heightPx);
      return ceiling;
    })
    .reverse();
}
