import { hash3 } from './random.ts';

/** Sixteen unit directions, written out so that no trigonometry is asked of the machine. */
const GX = [
  1,
  0.923879532511,
  Math.SQRT1_2,
  0.382683432365,
  0,
  -0.382683432365,
  -Math.SQRT1_2,
  -0.923879532511,
  -1,
  -0.923879532511,
  -Math.SQRT1_2,
  -0.382683432365,
  0,
  0.382683432365,
  Math.SQRT1_2,
  0.923879532511,
];
const GY = [
  0,
  0.382683432365,
  Math.SQRT1_2,
  0.923879532511,
  1,
  0.923879532511,
  Math.SQRT1_2,
  0.382683432365,
  0,
  -0.382683432365,
  -Math.SQRT1_2,
  -0.923879532511,
  -1,
  -0.923879532511,
  -Math.SQRT1_2,
  -0.382683432365,
];

function corner(ix: number, iy: number, dx: number, dy: number, seed: number): number {
  const g = hash3(ix, iy, seed) & 15;
  return GX[g]! * dx + GY[g]! * dy;
}

/** Gradient noise, about -1 … 1, wavelength 1. */
export function noise(x: number, y: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
  const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
  const a = corner(ix, iy, fx, fy, seed);
  const b = corner(ix + 1, iy, fx - 1, fy, seed);
  const c = corner(ix, iy + 1, fx, fy - 1, seed);
  const d = corner(ix + 1, iy + 1, fx - 1, fy - 1, seed);
  return 1.5 * (a + u * (b - a) + v * (c - a + u * (a - b - c + d)));
}

/** Sum of octaves, each twice as fine and half as strong; about -1 … 1. */
export function fbm(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let strength = 1;
  let total = 0;
  let scale = 1;
  for (let n = 0; n < octaves; n++) {
    sum += strength * noise(x * scale, y * scale, seed + n * 101);
    total += strength;
    strength *= 0.5;
    scale *= 2.03;
  }
  return sum / total;
}

/** Ridged octaves 0 … 1: crests where the noise crosses zero. */
export function ridged(x: number, y: number, octaves: number, seed: number): number {
  let sum = 0;
  let strength = 1;
  let total = 0;
  let scale = 1;
  for (let n = 0; n < octaves; n++) {
    const value = noise(x * scale, y * scale, seed + n * 211);
    sum += strength * (1 - (value < 0 ? -value : value));
    total += strength;
    strength *= 0.5;
    scale *= 2.07;
  }
  const t = (sum / total - 0.45) / 0.55;
  return t < 0 ? 0 : Math.min(t, 1);
}
