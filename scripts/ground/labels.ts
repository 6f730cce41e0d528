import type { Grid } from './frame.ts';

const SIDES = [1, 0, -1, 0] as const;

function neighbours(grid: Grid, cell: number, visit: (next: number) => void): void {
  const col = cell % grid.w;
  const row = (cell - col) / grid.w;
  for (let k = 0; k < 4; k++) {
    const nc = col + SIDES[k]!;
    const nr = row + SIDES[(k + 3) & 3]!;
    if (nc >= 0 && nr >= 0 && nc < grid.w && nr < grid.h) visit(nr * grid.w + nc);
  }
}

/** Replaces each label by the commonest in its 5 × 5 window: takes off slivers one or two cells wide. */
export function majority(grid: Grid, labels: Int16Array, rounds: number): void {
  const counts = new Map<number, number>();
  for (let n = 0; n < rounds; n++) {
    const before = labels.slice();
    for (let row = 2; row < grid.h - 2; row++)
      for (let col = 2; col < grid.w - 2; col++) {
        const cell = row * grid.w + col;
        const own = before[cell]!;
        if (
          before[cell - 2] === own &&
          before[cell + 2] === own &&
          before[cell - 2 * grid.w] === own &&
          before[cell + 2 * grid.w] === own
        )
          continue;
        counts.clear();
        for (let dy = -2; dy <= 2; dy++)
          for (let dx = -2; dx <= 2; dx++) {
            const label = before[cell + dy * grid.w + dx]!;
            counts.set(label, (counts.get(label) ?? 0) + 1);
          }
        let best = own;
        for (const [label, count] of counts) if (count > (counts.get(best) ?? 0)) best = label;
        labels[cell] = best;
      }
  }
}

/** Keeps the largest 4-connected piece of each label; the rest goes to the label it touches most. */
export function onePieceEach(grid: Grid, labels: Int16Array): void {
  const n = labels.length;
  const piece = new Int32Array(n).fill(-1);
  const sizes: number[] = [];
  const label: number[] = [];
  const queue = new Int32Array(n);
  for (let start = 0; start < n; start++) {
    if (piece[start]! >= 0) continue;
    const id = sizes.length;
    let tail = 0;
    queue[tail++] = start;
    piece[start] = id;
    for (let head = 0; head < tail; head++)
      neighbours(grid, queue[head]!, (next) => {
        if (piece[next] === -1 && labels[next] === labels[start]) {
          piece[next] = id;
          queue[tail++] = next;
        }
      });
    sizes.push(tail);
    label.push(labels[start]!);
  }
  const keep = new Map<number, number>();
  sizes.forEach((size, id) => {
    const best = keep.get(label[id]!);
    if (best === undefined || size > sizes[best]!) keep.set(label[id]!, id);
  });
  // Flow the kept labels over the stray pieces.
  let tail = 0;
  const settled = new Uint8Array(n);
  for (let cell = 0; cell < n; cell++) if (keep.get(labels[cell]!) === piece[cell]) settled[cell] = 1;
  for (let cell = 0; cell < n; cell++) if (settled[cell] === 1) queue[tail++] = cell;
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    neighbours(grid, cell, (next) => {
      if (settled[next] === 1) return;
      settled[next] = 1;
      labels[next] = labels[cell]!;
      queue[tail++] = next;
    });
  }
}

/**
 * Takes tongues narrower than twice the radius off every labelled area: ground that its own area's core
 * does not reach goes to the neighbour.
 */
export function trimTongues(grid: Grid, labels: Int16Array, radiusM: number): void {
  const r = radiusM / grid.cellM;
  const edge = new Uint8Array(labels.length);
  for (let cell = 0; cell < labels.length; cell++)
    neighbours(grid, cell, (next) => {
      if (labels[next] !== labels[cell]) edge[cell] = 1;
    });
  const inside = distanceTo(grid, (cell) => edge[cell] === 1);
  const steps = new Float32Array(labels.length).fill(1e9);
  const queue = new Int32Array(labels.length);
  let tail = 0;
  for (let cell = 0; cell < labels.length; cell++)
    if (inside[cell]! >= r || labels[cell]! < 0) {
      steps[cell] = 0;
      queue[tail++] = cell;
    }
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    if (steps[cell]! + 1 > r * 1.5) continue;
    neighbours(grid, cell, (next) => {
      if (labels[next] !== labels[cell] || steps[next]! < 1e9) return;
      steps[next] = steps[cell]! + 1;
      queue[tail++] = next;
    });
  }
  tail = 0;
  for (let cell = 0; cell < labels.length; cell++) if (steps[cell]! < 1e9 && labels[cell]! >= 0) queue[tail++] = cell;
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    neighbours(grid, cell, (next) => {
      if (steps[next]! < 1e9) return;
      steps[next] = 0;
      labels[next] = labels[cell]!;
      queue[tail++] = next;
    });
  }
}

/** Chamfer distance in cells to the nearest cell for which `zero` holds. */
export function distanceTo(grid: Grid, zero: (cell: number) => boolean): Float32Array {
  const { w, h } = grid;
  const d = new Float32Array(w * h).fill(1e9);
  for (let cell = 0; cell < d.length; cell++) if (zero(cell)) d[cell] = 0;
  const relax = (cell: number, col: number, sign: number): void => {
    const straight = [cell - sign, cell - sign * w];
    let best = d[cell]!;
    if (col - sign >= 0 && col - sign < w)
      best = Math.min(best, (d[straight[0]!] ?? 1e9) + 1, (d[straight[1]! - sign] ?? 1e9) + Math.SQRT2);
    best = Math.min(best, (d[straight[1]!] ?? 1e9) + 1);
    if (col + sign >= 0 && col + sign < w) best = Math.min(best, (d[straight[1]! + sign] ?? 1e9) + Math.SQRT2);
    d[cell] = best;
  };
  for (let cell = 0; cell < d.length; cell++) relax(cell, cell % w, 1);
  for (let cell = d.length - 1; cell >= 0; cell--) relax(cell, cell % w, -1);
  return d;
}

/** Takes thin fingers off a labelled area (opening) and fills thin bays (closing); bays take the nearest label. */
export function trimFingers(grid: Grid, labels: Int16Array, radiusM: number): void {
  const r = radiusM / grid.cellM;
  const toOutside = distanceTo(grid, (cell) => labels[cell]! < 0);
  const core = distanceTo(grid, (cell) => toOutside[cell]! > r);
  for (let cell = 0; cell < labels.length; cell++) if (core[cell]! > r) labels[cell] = -1;
  const toInside = distanceTo(grid, (cell) => labels[cell]! >= 0);
  const open = distanceTo(grid, (cell) => toInside[cell]! > r);
  const queue: number[] = [];
  for (let cell = 0; cell < labels.length; cell++) if (labels[cell]! >= 0) queue.push(cell);
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head]!;
    neighbours(grid, cell, (next) => {
      if (labels[next]! >= 0 || open[next]! <= r) return;
      labels[next] = labels[cell]!;
      queue.push(next);
    });
  }
}
