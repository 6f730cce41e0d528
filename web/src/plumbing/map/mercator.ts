import type { Bounds } from './bounds.ts';

/** Web Mercator in pixels of a zoom level (512 px tiles, as MapLibre counts zoom). */
export interface PixelPoint {
  readonly x: number;
  readonly y: number;
}

const TILE = 512;
const RAD = Math.PI / 180;

/** Position in world pixels at `zoom`. */
export function toPixel(lon: number, lat: number, zoom: number): PixelPoint {
  const size = TILE * 2 ** zoom;
  const sin = Math.sin(lat * RAD);
  return { x: ((lon + 180) / 360) * size, y: (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size };
}

/** The way back: degrees as `[lon, lat]`. */
export function toLonLat(x: number, y: number, zoom: number): [number, number] {
  const size = TILE * 2 ** zoom;
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) / RAD;
  return [(x / size) * 360 - 180, lat];
}

/** A view from above with north up. */
export interface FlatView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly unproject: (x: number, y: number) => [number, number];
}

export interface FlatProjection {
  /** What is in view. */
  readonly bounds: Bounds;
  /** Pixels into a view from above of a place within the bounds, written to `into`. */
  readonly project: (lon: number, lat: number, into: { x: number; y: number }) => void;
}

/**
 * Projection of a view that is neither turned nor tilted, reckoned from two of its corners: for thousands of
 * places at a time, where the map's own makes an object for each.
 */
export function flatProjection(view: FlatView): FlatProjection {
  const [west, north] = view.unproject(0, 0);
  const [east, south] = view.unproject(view.widthPx, view.heightPx);
  const top = toPixel(west, north, 0).y;
  const across = view.widthPx / (east - west);
  const down = view.heightPx / (toPixel(east, south, 0).y - top);
  const project: FlatProjection['project'] = (lon, lat, into) => {
    const sin = Math.sin(lat * RAD);
    into.x = (lon - west) * across;
    into.y = ((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * TILE - top) * down;
  };
  return { bounds: { west, south, east, north }, project };
}

const EQUATOR_M = 40_075_016.686;

/** Ground metres under one pixel at a latitude. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EQUATOR_M * Math.cos(lat * RAD)) / (TILE * 2 ** zoom);
}
