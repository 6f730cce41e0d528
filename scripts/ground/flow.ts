import type { Grid } from './frame.ts';
import { MinHeap } from './heap.ts';
import { hash3 } from './random.ts';

/** Eight neighbours: east, then clockwise. */
export const DX = [1, 1, 0, -1, -1, -1, 0, 1];
export const DY = [0, 1, 1, 1, 0, -1, -1, -1];
export const STEP = [1, Math.SQRT2, 1, Math.SQRT2, 1, Math.SQRT2, 1, Math.SQRT2];

const RISE_M = 1e-4;

/** Priority-flood (Barnes 2014): raises every pit until water runs to the edge, leaving a tiny fall. In place. */
export function fillPits(grid: Grid, z: Float64Array): void {
  const { w, h } = grid;
  const done = new Uint8Array(w * h);
  const heap = new MinHeap(1 << 16);
  const pit = new Int32Array(w * h);
  let pitHead = 0;
  let pitTail = 0;
  const open = (cell: number): void => {
    done[cell] = 1;
    heap.push(z[cell]!, cell);
  };
  for (let col = 0; col < w; col++) {
    open(col);
    open((h - 1) * w + col);
  }
  for (let row = 1; row < h - 1; row++) {
    open(row * w);
    open(row * w + w - 1);
  }
  for (;;) {
    let cell: number;
    if (pitHead < pitTail) cell = pit[pitHead++]!;
    else if (heap.size > 0) cell = heap.pop();
    else break;
    if (pitHead === pitTail) {
      pitHead = 0;
      pitTail = 0;
    }
    const col = cell % w;
    const row = (cell - col) / w;
    const level = z[cell]! + RISE_M;
    for (let k = 0; k < 8; k++) {
      const nc = col + DX[k]!;
      const nr = row + DY[k]!;
      if (nc < 0 || nr < 0 || nc >= w || nr >= h) continue;
      const next = nr * w + nc;
      if (done[next] === 1) continue;
      done[next] = 1;
      if (z[next]! <= level) {
        z[next] = level;
        pit[pitTail++] = next;
      } else heap.push(z[next]!, next);
    }
  }
}

/**
 * Steepest neighbour downhill of each cell, -1 where water leaves the domain. Slopes are weighted by a hash
 * (`wander` 0 … 1) so that streams do not run along the eight compass lines.
 */
export function receivers(grid: Grid, z: Float64Array, wander: number, seed: number): Int32Array {
  const { w, h } = grid;
  const out = new Int32Array(w * h).fill(-1);
  for (let row = 0; row < h; row++) {
    for (let col = 0; col < w; col++) {
      const cell = row * w + col;
      const here = z[cell]!;
      let best = 0;
      for (let k = 0; k < 8; k++) {
        const nc = col + DX[k]!;
        const nr = row + DY[k]!;
        if (nc < 0 || nr < 0 || nc >= w || nr >= h) continue;
        const next = nr * w + nc;
        const drop = here - z[next]!;
        if (drop <= 0) continue;
        const weight = wander === 0 ? 1 : 1 - wander / 2 + (wander * hash3(cell, k, seed)) / 4294967296;
        const slope = (drop / STEP[k]!) * weight;
        if (slope > best) {
          best = slope;
          out[cell] = next;
        }
      }
    }
  }
  return out;
}

/** Cells in an order in which every cell comes before its receiver. */
export function downstreamOrder(receiver: Int32Array): Int32Array {
  const n = receiver.length;
  const donors = new Uint8Array(n);
  for (let cell = 0; cell < n; cell++) if (receiver[cell]! >= 0) donors[receiver[cell]!]!++;
  const order = new Int32Array(n);
  let tail = 0;
  for (let cell = 0; cell < n; cell++) if (donors[cell] === 0) order[tail++] = cell;
  for (let head = 0; head < tail; head++) {
    const next = receiver[order[head]!]!;
    if (next < 0) continue;
    const left = donors[next]! - 1;
    donors[next] = left;
    if (left === 0) order[tail++] = next;
  }
  if (tail !== n) throw new Error(`flow has a cycle: ${n - tail} cells never drained`);
  return order;
}

/** Drained area in km²; `inflow` brings water in from outside at given cells. */
export function drainedArea(
  grid: Grid,
  receiver: Int32Array,
  order: Int32Array,
  inflow: ReadonlyMap<number, number>,
): Float64Array {
  const cellKm2 = (grid.cellM * grid.cellM) / 1e6;
  const area = new Float64Array(order.length).fill(cellKm2);
  for (const [cell, km2] of inflow) area[cell]! += km2;
  for (let n = 0; n < order.length; n++) {
    const cell = order[n]!;
    const next = receiver[cell]!;
    if (next >= 0) area[next]! += area[cell]!;
  }
  return area;
}
