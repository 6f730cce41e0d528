import { DX, DY, STEP } from './flow.ts';
import { cellAt } from './frame.ts';
import { MinHeap } from './heap.ts';
import { majority, onePieceEach } from './labels.ts';
import type { Terrain } from './terrain.ts';
import type { Village } from './villages.ts';

/** Village of each cell, -1 outside the county: nearest by cost over the ground, inside its own town. */
export function growVillages(t: Terrain, townOf: Int16Array, villages: readonly Village[]): Int16Array {
  const { grid, z, areaKm2 } = t;
  const best = new Float64Array(z.length).fill(Number.POSITIVE_INFINITY);
  const label = new Int16Array(z.length).fill(-1);
  const heap = new MinHeap(1 << 18);
  villages.forEach((village, n) => {
    const cell = cellAt(grid, village.x, village.y);
    // An urban community starts late, so that it stays small.
    const head = village.urban ? 500 : 0;
    best[cell] = head;
    label[cell] = n;
    heap.push(head, cell);
  });
  while (heap.size > 0) {
    const cost = heap.topKey;
    const cell = heap.pop();
    if (cost > best[cell]!) continue;
    const col = cell % grid.w;
    const row = (cell - col) / grid.w;
    for (let k = 0; k < 8; k++) {
      const nc = col + DX[k]!;
      const nr = row + DY[k]!;
      if (nc < 0 || nr < 0 || nc >= grid.w || nr >= grid.h) continue;
      const next = nr * grid.w + nc;
      if (townOf[next] !== townOf[cell]) continue;
      const run = STEP[k]! * grid.cellM;
      const slope = Math.abs(z[next]! - z[cell]!) / run;
      const river = areaKm2[next]! > 2 ? 600 : areaKm2[next]! > 0.3 ? 150 : 0;
      const reached = cost + run * (1 + 5 * slope) + river;
      if (reached >= best[next]!) continue;
      best[next] = reached;
      label[next] = label[cell]!;
      heap.push(reached, next);
    }
  }
  majority(grid, label, 2);
  onePieceEach(grid, label);
  return label;
}
