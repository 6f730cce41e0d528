import type { Grid, Spot } from './frame.ts';
import { simplify } from './lines.ts';

/** A border between two labels, shared by both; ends at junctions (or closed). */
export interface Arc {
  points: Spot[];
  left: number;
  right: number;
  from: number;
  to: number;
}

/** Borders of a label raster as shared arcs, each smoothed and thinned once, so that no gap or overlap can appear. */
export function traceArcs(grid: Grid, labels: Int16Array, toleranceM: number): Arc[] {
  const { w, h, cellM } = grid;
  const vw = w + 1;
  const at = (col: number, row: number): number =>
    col < 0 || row < 0 || col >= w || row >= h ? -1 : labels[row * w + col]!;
  // Edge k of a corner: 0 east, 1 south, 2 west, 3 north; true where the cells on both sides differ.
  const sides = (vertex: number, k: number): [number, number] => {
    const col = vertex % vw;
    const row = (vertex - col) / vw;
    if (k === 0) return [at(col, row - 1), at(col, row)];
    if (k === 1) return [at(col, row), at(col - 1, row)];
    if (k === 2) return [at(col - 1, row), at(col - 1, row - 1)];
    return [at(col - 1, row - 1), at(col, row - 1)];
  };
  const move = [1, vw, -1, -vw];
  const border = (vertex: number, k: number): boolean => {
    const [left, right] = sides(vertex, k);
    return left !== right;
  };
  const degree = (vertex: number): number =>
    (border(vertex, 0) ? 1 : 0) +
    (border(vertex, 1) ? 1 : 0) +
    (border(vertex, 2) ? 1 : 0) +
    (border(vertex, 3) ? 1 : 0);
  const used = new Uint8Array(vw * (h + 1));
  const arcs: Arc[] = [];
  const trace = (start: number, firstK: number): void => {
    const corners = [start];
    const [left, right] = sides(start, firstK);
    let vertex = start;
    let k = firstK;
    for (;;) {
      used[vertex]! |= 1 << k;
      vertex += move[k]!;
      used[vertex]! |= 1 << ((k + 2) & 3);
      corners.push(vertex);
      if (vertex === start || degree(vertex) > 2) break;
      const back = (k + 2) & 3;
      k = [0, 1, 2, 3].find((one) => one !== back && border(vertex, one))!;
    }
    const raw = corners.map((one) => ({ x: (one % vw) * cellM, y: Math.floor(one / vw) * cellM }));
    arcs.push({ points: simplify(smooth(raw, 7), toleranceM), left, right, from: start, to: vertex });
  };
  for (let vertex = 0; vertex < used.length; vertex++) {
    if (degree(vertex) < 3) continue;
    for (let k = 0; k < 4; k++) if (border(vertex, k) && (used[vertex]! & (1 << k)) === 0) trace(vertex, k);
  }
  for (let vertex = 0; vertex < used.length; vertex++) {
    for (let k = 0; k < 4; k++) if (border(vertex, k) && (used[vertex]! & (1 << k)) === 0) trace(vertex, k);
  }
  return arcs;
}

function smooth(line: Spot[], rounds: number): Spot[] {
  let points = line;
  for (let round = 0; round < rounds; round++) {
    const before = points;
    points = before.map((p, i) => {
      const a = before[i - 1];
      const b = before[i + 1];
      return a === undefined || b === undefined
        ? p
        : { x: p.x * 0.4 + (a.x + b.x) * 0.3, y: p.y * 0.4 + (a.y + b.y) * 0.3 };
    });
  }
  return points;
}

/** Closed rings around a group of labels, outer and inner alike, the group on the left. */
export function ringsOf(arcs: readonly Arc[], inGroup: (label: number) => boolean): Spot[][] {
  const byStart = new Map<number, { points: Spot[]; to: number; used: boolean }[]>();
  for (const arc of arcs) {
    const left = inGroup(arc.left);
    if (left === inGroup(arc.right)) continue;
    const points = left ? arc.points : [...arc.points].reverse();
    const from = left ? arc.from : arc.to;
    const to = left ? arc.to : arc.from;
    const list = byStart.get(from) ?? [];
    list.push({ points, to, used: false });
    byStart.set(from, list);
  }
  const rings: Spot[][] = [];
  for (const [start, list] of byStart)
    for (const first of list) {
      if (first.used) continue;
      const ring: Spot[] = [];
      let piece = first;
      for (;;) {
        piece.used = true;
        ring.push(...piece.points.slice(0, -1));
        if (piece.to === start) break;
        const next = byStart.get(piece.to)?.find((one) => !one.used);
        if (next === undefined) throw new Error(`border arc ends at junction ${piece.to} with nothing to follow`);
        piece = next;
      }
      ring.push(ring[0]!);
      rings.push(ring);
    }
  return rings;
}
