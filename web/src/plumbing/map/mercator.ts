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

const EQUATOR_M = 40_075_016.686;

/** Ground metres under one pixel at a latitude. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EQUATOR_M * Math.cos(lat * RAD)) / (TILE * 2 ** zoom);
}
