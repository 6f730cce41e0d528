import { toPixel } from './mercator.ts';

/** What a picture was drawn for: a view from above with north up. CSS pixels. */
export interface DrawnView {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where a picture lies over another view: its left upper corner in CSS pixels, and times its size. */
export interface Carriage {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * A picture of one view laid over the map as it is seen now. In Mercator from above with north up one view is the
 * other moved and scaled, so every point of the picture falls on its place.
 */
export function carriage(drawn: DrawnView, now: DrawnView): Carriage {
  const scale = 2 ** (now.zoom - drawn.zoom);
  const middle = toPixel(drawn.lon, drawn.lat, now.zoom);
  const centre = toPixel(now.lon, now.lat, now.zoom);
  const x = (now.widthPx - drawn.widthPx * scale) / 2 + middle.x - centre.x;
  const y = (now.heightPx - drawn.heightPx * scale) / 2 + middle.y - centre.y;
  return { x, y, scale };
}

/** As a style: empty where the picture belongs as it is. `ratio`: device pixels of a CSS pixel. */
export function transformOf({ x, y, scale }: Carriage, ratio: number): string {
  if (scale !== 1) return `translate(${x}px, ${y}px) scale(${scale})`;
  // On whole pixels what is only moved stays sharp.
  const whole = (px: number): number => Math.round(px * ratio) / ratio;
  return whole(x) === 0 && whole(y) === 0 ? '' : `translate(${whole(x)}px, ${whole(y)}px)`;
}

/** Whether a carried picture still fills so much of the view (0–1) and is not drawn out or pressed together by more than half. */
export function covers({ x, y, scale }: Carriage, drawn: DrawnView, now: DrawnView, share: number): boolean {
  const along = (from: number, length: number, room: number): number =>
    Math.max(0, Math.min(room, from + length * scale) - Math.max(0, from)) / room;
  const filled = along(x, drawn.widthPx, now.widthPx) * along(y, drawn.heightPx, now.heightPx);
  return filled >= share && scale <= 1.5 && scale >= 1 / 1.5;
}
