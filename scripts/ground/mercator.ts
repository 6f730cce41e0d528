import { atan, exp, ln } from './det-math.ts';

const PI = Math.PI;

/** Web-mercator tile column (fraction) of a longitude. */
export function tileX(lon: number, z: number): number {
  return ((lon + 180) / 360) * 2 ** z;
}

/** Web-mercator tile row (fraction) of a latitude. */
export function tileY(lat: number, z: number): number {
  const phi = (lat * PI) / 180;
  // tan(π/4 + φ/2) by sine and cosine series is not fixed across machines; use the half-angle of our own series.
  const s = sine(phi);
  return (0.5 - ln((1 + s) / (1 - s)) / (4 * PI)) * 2 ** z;
}

export function lonOf(x: number, z: number): number {
  return (x / 2 ** z) * 360 - 180;
}

/** Latitude of a row: the Gudermannian of π(1 - 2y). */
export function latOf(y: number, z: number): number {
  return ((2 * atan(exp(PI * (1 - (2 * y) / 2 ** z))) - PI / 2) * 180) / PI;
}

function sine(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 14; n++) {
    term = (-term * x * x) / (2 * n * (2 * n + 1));
    sum += term;
  }
  return sum;
}

export interface TileSpan {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** Tiles that cover a box of degrees. */
export function columnsAcross(z: number, west: number, south: number, east: number, north: number): TileSpan {
  return {
    x0: Math.floor(tileX(west, z)),
    x1: Math.floor(tileX(east, z)),
    y0: Math.floor(tileY(north, z)),
    y1: Math.floor(tileY(south, z)),
  };
}
