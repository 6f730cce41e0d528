import type { Bounds } from './bounds.ts';
import type { Dots } from './sprite.ts';

/** Degrees in whole 1e-7, as they come over the wire. */
export const wholeDeg = (deg: number): number => Math.round(deg * 1e7);

/** A dot for the device: place in whole degrees (2 × i32) and colour (4 × u8), so that one write takes all to it. */
export const bytesADot = 12;
const wordsADot = bytesADot / 4;

export interface DotMesh {
  /** The first `count` dots of them count. */
  words: Int32Array<ArrayBuffer>;
  count: number;
}

/**
 * Those of the dots that lie within the bounds: of a county's thousands a close view shows a few, and each that is
 * drawn costs software graphics a hundredth of a millisecond wherever it lies.
 */
export function writeDots({ lonLat, colours, count }: Dots, { west, east, south, north }: Bounds, into: DotMesh): void {
  const whole = new Int32Array(colours.buffer, colours.byteOffset, count);
  into.count = 0;
  for (let i = 0; i < count; i++) {
    const lon = lonLat[2 * i] ?? 0;
    const lat = lonLat[2 * i + 1] ?? 0;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north) || colours[4 * i + 3] === 0) continue;
    const at = into.count * wordsADot;
    if (at >= into.words.length) grow(into);
    into.words[at] = wholeDeg(lon);
    into.words[at + 1] = wholeDeg(lat);
    into.words[at + 2] = whole[i] ?? 0;
    into.count += 1;
  }
}

function grow(mesh: DotMesh): void {
  const words = new Int32Array(Math.max(64 * wordsADot, 2 * mesh.words.length));
  words.set(mesh.words);
  mesh.words = words;
}

export function emptyDots(): DotMesh {
  return { words: new Int32Array(0), count: 0 };
}
