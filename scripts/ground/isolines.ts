import type { Spot } from './frame.ts';

/**
 * Marching squares: lines on which a field equals `level`, higher ground on the right (outer rings run clockwise on a map with y southward).
 * The field is taken at cell centres, `cellM` apart; with `closed` the outside counts as low, so that all lines close.
 */
export function isolines(
  field: Float32Array,
  w: number,
  h: number,
  cellM: number,
  level: number,
  closed: boolean,
): Spot[][] {
  const low = level - 1e4;
  const at = (col: number, row: number): number =>
    col < 0 || row < 0 || col >= w || row >= h ? low : field[row * w + col]!;
  const from = closed ? -1 : 0;
  const toCol = closed ? w : w - 1;
  const toRow = closed ? h : h - 1;
  // Each crossed lattice edge has a number: 2·vertex for the one east of it, +1 for the one south.
  const vw = w + 3;
  const id = (col: number, row: number, south: number): number => ((row + 1) * vw + col + 1) * 2 + south;
  const next = new Map<number, number>();
  const links: [number, number][][] = [
    [],
    [[3, 2]],
    [[2, 1]],
    [[3, 1]],
    [[1, 0]],
    [
      [3, 2],
      [1, 0],
    ],
    [[2, 0]],
    [[3, 0]],
    [[0, 3]],
    [[0, 2]],
    [
      [0, 3],
      [2, 1],
    ],
    [[0, 1]],
    [[1, 3]],
    [[1, 2]],
    [[2, 3]],
    [],
  ];
  for (let row = from; row < toRow; row++)
    for (let col = from; col < toCol; col++) {
      const a = at(col, row) >= level ? 8 : 0;
      const b = at(col + 1, row) >= level ? 4 : 0;
      const c = at(col + 1, row + 1) >= level ? 2 : 0;
      const d = at(col, row + 1) >= level ? 1 : 0;
      const kind = a + b + c + d;
      if (kind === 0 || kind === 15) continue;
      const edge = [id(col, row, 0), id(col + 1, row, 1), id(col, row + 1, 0), id(col, row, 1)];
      for (const [s, e] of links[kind]!) next.set(edge[s]!, edge[e]!);
    }
  const spot = (edge: number): Spot => {
    const south = edge & 1;
    const vertex = edge >> 1;
    const col = (vertex % vw) - 1;
    const row = Math.floor(vertex / vw) - 1;
    const p = at(col, row);
    const q = south === 1 ? at(col, row + 1) : at(col + 1, row);
    // Against the outside the line runs half a cell off.
    const t = p === low || q === low ? 0.5 : (level - p) / (q - p);
    return { x: (col + 0.5 + (south === 1 ? 0 : t)) * cellM, y: (row + 0.5 + (south === 1 ? t : 0)) * cellM };
  };
  const heads = new Set(next.keys());
  for (const end of next.values()) heads.delete(end);
  const lines: Spot[][] = [];
  const walk = (start: number): void => {
    const line: Spot[] = [spot(start)];
    let edge = start;
    for (;;) {
      const to = next.get(edge);
      if (to === undefined) break;
      next.delete(edge);
      line.push(spot(to));
      edge = to;
      if (to === start) break;
    }
    if (line.length > 2) lines.push(line);
  };
  for (const start of heads) walk(start);
  for (const start of [...next.keys()]) if (next.has(start)) walk(start);
  return lines;
}

/** Box blur, `radius` cells, twice: masks become smooth fields. */
export function blur(field: Float32Array, w: number, h: number, radius: number, rounds = 2): Float32Array {
  let a = field;
  for (let round = 0; round < rounds; round++) {
    const b = new Float32Array(a.length);
    for (let row = 0; row < h; row++) {
      let sum = 0;
      for (let col = -radius; col <= radius; col++) sum += a[row * w + Math.max(0, Math.min(w - 1, col))]!;
      for (let col = 0; col < w; col++) {
        b[row * w + col] = sum / (2 * radius + 1);
        sum += a[row * w + Math.min(w - 1, col + radius + 1)]! - a[row * w + Math.max(0, col - radius)]!;
      }
    }
    const c = new Float32Array(a.length);
    for (let col = 0; col < w; col++) {
      let sum = 0;
      for (let row = -radius; row <= radius; row++) sum += b[Math.max(0, Math.min(h - 1, row)) * w + col]!;
      for (let row = 0; row < h; row++) {
        c[row * w + col] = sum / (2 * radius + 1);
        sum += b[Math.min(h - 1, row + radius + 1) * w + col]! - b[Math.max(0, row - radius) * w + col]!;
      }
    }
    a = c;
  }
  return a;
}
