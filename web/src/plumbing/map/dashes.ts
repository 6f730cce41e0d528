import { toLonLat, toPixel } from './mercator.ts';

export type LonLatPath = [number, number][];

/**
 * Cuts a line into dashes of `onPx` with gaps of `offPx`, measured in pixels of `zoom`. Drawn as paths of
 * their own, because a dash pattern would need another extension of the map library for the same picture.
 */
export function dashes(
  line: readonly (readonly [number, number])[],
  zoom: number,
  onPx: number,
  offPx: number,
): LonLatPath[] {
  const out: LonLatPath[] = [];
  let dash: LonLatPath | undefined = [];
  let left = onPx;
  let previous: { x: number; y: number } | undefined;
  for (const [lon, lat] of line) {
    const here = toPixel(lon, lat, zoom);
    if (previous === undefined) {
      dash?.push([lon, lat]);
      previous = here;
      continue;
    }
    let from = previous;
    let rest = Math.hypot(here.x - from.x, here.y - from.y);
    while (rest > left) {
      const k = left / rest;
      const cut = { x: from.x + (here.x - from.x) * k, y: from.y + (here.y - from.y) * k };
      const at = toLonLat(cut.x, cut.y, zoom);
      rest -= left;
      from = cut;
      if (dash === undefined) {
        dash = [at];
        left = onPx;
      } else {
        dash.push(at);
        out.push(dash);
        dash = undefined;
        left = offPx;
      }
    }
    left -= rest;
    dash?.push([lon, lat]);
    previous = here;
  }
  if (dash !== undefined && dash.length > 1) out.push(dash);
  return out;
}
