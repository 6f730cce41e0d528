import type { Bounds } from './bounds.ts';
import type { Dots } from './sprite.ts';

/** Degrees in whole 1e-7, as they come over the wire. */
export const wholeDeg = (deg: number): number => Math.round(deg * 1e7);

export interface DotMesh {
  /** Pairs of whole degrees; the first `count` of them count. */
  at: Int32Array<ArrayBuffer>;
  colours: Uint8Array<ArrayBuffer>;
  count: number;
}

/**
 * Those of the dots that lie within the bounds: of a county's thousands a close view shows a few, and each that is
 * drawn costs software graphics a hundredth of a millisecond wherever it lies.
 */
export function writeDots({ lonLat, colours, count }: Dots, { west, east, south, north }: Bounds, into: DotMesh): void {
  into.count = 0;
  for (let i = 0; i < count; i++) {
    const lon = lonLat[2 * i] ?? 0;
    const lat = lonLat[2 * i + 1] ?? 0;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north) || colours[4 * i + 3] === 0) continue;
    if (2 * into.count >= into.at.length) grow(into);
    const at = into.count;
    into.at[2 * at] = wholeDeg(lon);
    into.at[2 * at + 1] = wholeDeg(lat);
    for (let c = 0; c < 4; c++) into.colours[4 * at + c] = colours[4 * i + c] ?? 0;
    into.count += 1;
  }
}

function grow(mesh: DotMesh): void {
  const room = Math.max(64, mesh.at.length);
  const at = new Int32Array(2 * room);
  const colours = new Uint8Array(4 * room);
  at.set(mesh.at);
  colours.set(mesh.colours);
  mesh.at = at;
  mesh.colours = colours;
}

export function emptyDots(): DotMesh {
  return { at: new Int32Array(0), colours: new Uint8Array(0), count: 0 };
}
