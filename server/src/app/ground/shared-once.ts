import type { Ring } from '@sitong/shared/kernel/geo.ts';

/** 1e-6° is a decimetre: neighbours' files round a common corner differently. */
const GRID = 1e6;

/**
 * Takes rings one after the other and gives back the stretches that no ring before it had, in either direction:
 * a border between two villages is one line, and its dashes stay dashes.
 */
export function sharedOnce(): (ring: Ring) => [number, number][][] {
  const corners = new Map<string, number>();
  const seen = new Set<number>();
  const cornerOf = ([lon, lat]: readonly [number, number]): number => {
    const key = `${Math.round(lon * GRID)},${Math.round(lat * GRID)}`;
    const known = corners.get(key);
    if (known !== undefined) return known;
    corners.set(key, corners.size);
    return corners.size - 1;
  };
  return (ring) => {
    const lines: [number, number][][] = [];
    let line: [number, number][] = [];
    for (const [i, to] of ring.entries()) {
      const from = ring[i - 1];
      if (from === undefined) continue;
      const [a, b] = [cornerOf(from), cornerOf(to)];
      // Two corners as one number: both stay far below 2^26.
      const side = Math.min(a, b) * 2 ** 26 + Math.max(a, b);
      if (seen.has(side) || a === b) {
        if (line.length > 1) lines.push(line);
        line = [];
        continue;
      }
      seen.add(side);
      if (line.length === 0) line.push([from[0], from[1]]);
      line.push([to[0], to[1]]);
    }
    if (line.length > 1) lines.push(line);
    return lines;
  };
}
