import { hypot } from './det-math.ts';
import { cellAt, type Grid, HEIGHT_M, type Spot, WIDTH_M } from './frame.ts';
import { TRUNKS, type TrunkGuide } from './guides.ts';
import { noise } from './noise.ts';

/** A trunk river on the grid: cells downstream, each touching the next, with falling bed heights. */
export interface Trunk {
  name: string;
  cells: number[];
  bedM: number[];
  inflowKm2: number;
  floorM: number;
}

function catmullRom(points: readonly Spot[], stepM: number): Spot[] {
  const out: Spot[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const p0 = points[Math.max(0, i - 1)]!;
    const p1 = points[i]!;
    const p2 = points[i + 1]!;
    const p3 = points[Math.min(points.length - 1, i + 2)]!;
    const n = Math.max(1, Math.ceil(hypot(p2.x - p1.x, p2.y - p1.y) / stepM));
    for (let k = 0; k < n; k++) {
      const t = k / n;
      const t2 = t * t;
      const t3 = t2 * t;
      const mix = (a: number, b: number, c: number, d: number): number =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t2 + (3 * b - a - 3 * c + d) * t3);
      out.push({ x: mix(p0.x, p1.x, p2.x, p3.x), y: mix(p0.y, p1.y, p2.y, p3.y) });
    }
  }
  out.push(points[points.length - 1]!);
  return out;
}

/** Sideways wander of the guide: large bends, meanders, ripples. */
function wander(line: readonly Spot[], seed: number, freeEnd: boolean): Spot[] {
  return line.map((p, i) => {
    const a = line[Math.max(0, i - 1)]!;
    const b = line[Math.min(line.length - 1, i + 1)]!;
    const length = hypot(b.x - a.x, b.y - a.y) || 1;
    const fade = Math.min(1, i / 20) * (freeEnd ? 1 : Math.min(1, (line.length - 1 - i) / 20));
    const shift =
      fade *
      (900 * noise(p.x / 4200, p.y / 4200, seed) +
        560 * noise(p.x / 1500, p.y / 1500, seed + 1) +
        190 * noise(p.x / 600, p.y / 600, seed + 2));
    return { x: p.x - ((b.y - a.y) / length) * shift, y: p.y + ((b.x - a.x) / length) * shift };
  });
}

/** Every cell the line touches, 8-connected, loops cut out. */
function rasterise(grid: Grid, line: readonly Spot[]): number[] {
  const cells: number[] = [];
  const seen = new Map<number, number>();
  const push = (cell: number): void => {
    const before = seen.get(cell);
    if (before === undefined) {
      seen.set(cell, cells.length);
      cells.push(cell);
      return;
    }
    for (const dropped of cells.splice(before + 1)) seen.delete(dropped);
  };
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i]!;
    const b = line[i + 1]!;
    const n = Math.max(1, Math.ceil((2 * hypot(b.x - a.x, b.y - a.y)) / grid.cellM));
    for (let k = 0; k <= n; k++) {
      const x = a.x + ((b.x - a.x) * k) / n;
      const y = a.y + ((b.y - a.y) * k) / n;
      if (x < 0 || y < 0 || x >= grid.w * grid.cellM || y >= grid.h * grid.cellM) continue;
      push(cellAt(grid, x, y));
    }
  }
  return cells;
}

/** Known heights along the cells: the guide's own points, the parent's bed at a mouth. */
function bedProfile(
  grid: Grid,
  table: Float64Array,
  guide: TrunkGuide,
  cells: readonly number[],
  mouthM: number | undefined,
): number[] {
  const at: { i: number; m: number }[] = [];
  const nearest = (x: number, y: number): number => {
    let best = Number.POSITIVE_INFINITY;
    let index = 0;
    cells.forEach((cell, i) => {
      const dx = ((cell % grid.w) + 0.5) * grid.cellM - x;
      const dy = (Math.floor(cell / grid.w) + 0.5) * grid.cellM - y;
      if (dx * dx + dy * dy < best) {
        best = dx * dx + dy * dy;
        index = i;
      }
    });
    return index;
  };
  guide.points.forEach(([x, y, m], n) => {
    if (m === undefined) return;
    at.push({ i: n === 0 ? 0 : n === guide.points.length - 1 ? cells.length - 1 : nearest(x * 1000, y * 1000), m });
  });
  if (mouthM !== undefined) at.push({ i: cells.length - 1, m: mouthM });
  at.sort((a, b) => a.i - b.i);
  const bed: number[] = new Array<number>(cells.length).fill(0);
  for (let k = 0; k + 1 < at.length; k++) {
    const a = at[k]!;
    const b = at[k + 1]!;
    const n = Math.max(1, b.i - a.i);
    for (let i = a.i; i <= b.i; i++) {
      const t = (i - a.i) / n;
      // Slightly concave between known points, as rivers are.
      const fall = t + 0.18 * t * (1 - t);
      bed[i] = a.m + (b.m - a.m) * fall;
    }
  }
  // A river lies in a valley: never less than 20 m below the tableland.
  for (let i = 0; i < bed.length; i++) bed[i] = Math.min(bed[i]!, table[cells[i]!]! - 20);
  for (let i = 1; i < bed.length; i++) if (bed[i]! > bed[i - 1]! - 0.01) bed[i] = bed[i - 1]! - 0.01;
  return bed;
}

export function layTrunks(grid: Grid, table: Float64Array): Trunk[] {
  const owner = new Map<number, number>();
  return TRUNKS.map((guide, n) => {
    const points = guide.points.map(([x, y]) => ({ x: x * 1000, y: y * 1000 }));
    const last = points[points.length - 1]!;
    const leaves = last.y >= HEIGHT_M || last.x >= WIDTH_M;
    const line = wander(catmullRom(points, 60), 4000 + n * 17, leaves);
    const cells = rasterise(grid, line);
    let mouthM: number | undefined;
    if (!leaves) {
      const join = joinParent(grid, cells, owner);
      mouthM = join;
    }
    const bedM = bedProfile(grid, table, guide, cells, mouthM);
    cells.forEach((cell, i) => {
      owner.set(cell, bedM[i]!);
    });
    return { name: guide.name, cells, bedM, inflowKm2: guide.inflowKm2, floorM: guide.floorM };
  });
}

/** Cuts a tributary where it first meets a trunk laid before; answers the trunk's bed there. */
function joinParent(grid: Grid, cells: number[], owner: ReadonlyMap<number, number>): number {
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    let near: number | undefined;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const bed = owner.get(cell + dy * grid.w + dx);
        if (bed !== undefined && (near === undefined || bed < near)) near = bed;
      }
    if (near !== undefined) {
      cells.length = i + 1;
      return near + 0.02;
    }
  }
  // The wander missed the parent: run straight to its nearest cell.
  const last = cells[cells.length - 1]!;
  const lx = last % grid.w;
  const ly = Math.floor(last / grid.w);
  let best = Number.POSITIVE_INFINITY;
  let target = last;
  for (const cell of owner.keys()) {
    const dx = (cell % grid.w) - lx;
    const dy = Math.floor(cell / grid.w) - ly;
    if (dx * dx + dy * dy < best) {
      best = dx * dx + dy * dy;
      target = cell;
    }
  }
  let x = lx;
  let y = ly;
  const tx = target % grid.w;
  const ty = Math.floor(target / grid.w);
  while (Math.abs(tx - x) > 1 || Math.abs(ty - y) > 1) {
    x += Math.sign(tx - x);
    y += Math.sign(ty - y);
    cells.push(y * grid.w + x);
  }
  return owner.get(target)! + 0.02;
}
