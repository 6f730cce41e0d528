import { hypot } from './det-math.ts';
import { cellAt, cellX, cellY, sample } from './frame.ts';
import { MinHeap } from './heap.ts';
import type { RoadNet } from './road-graph.ts';
import type { RoadClass } from './road-layout.ts';
import type { World } from './world.ts';

const LIMIT: Record<RoadClass, number> = { expressway: 0.045, county: 0.066, village: 0.078 };
/** Half width of the levelled strip and how steep its banks stand. */
const STRIP_M = 36;
const BANK = 0.85;
const REACH_M = 150;

export interface RoadProfile {
  /** Road height at each point of each edge. */
  heights: Float64Array[];
  deepestM: number;
  over10: number;
}

interface Mesh {
  x: number[];
  y: number[];
  h: number[];
  free: boolean[];
  near: { to: number; rise: number }[][];
  idOf: number[][];
}

function mesh(net: RoadNet, world: World): Mesh {
  const { grid, z } = world.terrain;
  const m: Mesh = { x: [], y: [], h: [], free: [], near: [], idOf: [] };
  const add = (x: number, y: number, free: boolean): number => {
    m.x.push(x);
    m.y.push(y);
    m.h.push(sample(grid, z, x, y));
    m.free.push(free);
    m.near.push([]);
    return m.x.length - 1;
  };
  const nodeIds = net.nodes.map((node) => add(node.x, node.y, false));
  for (const edge of net.edges) {
    const last = edge.points.length - 1;
    const ids = edge.points.map((p, i) =>
      i === 0
        ? nodeIds[edge.from]!
        : i === last
          ? nodeIds[edge.to]!
          : add(p.x, p.y, edge.bridge[i]! && edge.bridge[i - 1]!),
    );
    for (let i = 0; i < last; i++) {
      const a = ids[i]!;
      const b = ids[i + 1]!;
      const rise = LIMIT[edge.cls] * Math.max(1, hypot(m.x[a]! - m.x[b]!, m.y[a]! - m.y[b]!));
      m.near[a]!.push({ to: b, rise });
      m.near[b]!.push({ to: a, rise });
    }
    m.idOf.push(ids);
  }
  return m;
}

/** Smallest surface that stays above `sign·h` everywhere and never climbs faster than the limit. */
function envelope(m: Mesh, sign: 1 | -1): Float64Array {
  const n = m.x.length;
  const best = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const heap = new MinHeap(1 << 15);
  for (let i = 0; i < n; i++)
    if (!m.free[i]) {
      best[i] = -sign * m.h[i]!;
      heap.push(best[i]!, i);
    }
  while (heap.size > 0) {
    const key = heap.topKey;
    const i = heap.pop();
    if (key > best[i]!) continue;
    for (const { to, rise } of m.near[i]!) {
      const reached = key + rise;
      if (reached < best[to]! - 1e-9) {
        best[to] = reached;
        heap.push(reached, to);
      }
    }
  }
  return best.map((value) => -sign * value);
}

/**
 * Gives every road a profile within its grade limit: the mean of the lowest surface above and the highest below
 * the ground that keep the limit (both do, so the mean does), shared at junctions.
 */
export function gradeRoads(net: RoadNet, world: World): RoadProfile {
  const m = mesh(net, world);
  const up = envelope(m, 1);
  const low = envelope(m, -1);
  let deepestM = 0;
  let over10 = 0;
  const height = up.map((value, i) => {
    const r = (value + low[i]!) / 2;
    if (!m.free[i]) {
      const off = Math.abs(r - m.h[i]!);
      if (off > deepestM) deepestM = off;
      if (off > 10) over10++;
    }
    return r;
  });
  const heights = net.edges.map((_, e) => Float64Array.from(m.idOf[e]!, (id) => height[id]!));
  markBridges(net, world, heights);
  return { heights, deepestM, over10 };
}

/** Over rivers, pools and deep hollows the road becomes a bridge. */
function markBridges(net: RoadNet, world: World, heights: readonly Float64Array[]): void {
  const { grid, z } = world.terrain;
  net.edges.forEach((edge, e) => {
    const over = edge.points.map((p, i) => {
      return nearRiver(world, p.x, p.y) || heights[e]![i]! - sample(grid, z, p.x, p.y) > 14;
    });
    edge.bridge = edge.bridge.map((planned, i) => planned || over[i]! || over[i + 1]!);
  });
}

/** True when a height taken here would lean on a river or pool cell. */
function nearRiver(world: World, x: number, y: number): boolean {
  const { grid } = world.terrain;
  const r = grid.cellM / 2;
  for (const dx of [-r, r])
    for (const dy of [-r, r]) if (world.rivers.linkOf[cellAt(grid, x + dx, y + dy)]! >= 0) return true;
  return false;
}

/** Cut and fill: levels a strip under each road and lays banks to the natural ground. Rivers and pools stay as they are. */
export function levelGround(net: RoadNet, profile: RoadProfile, world: World): number {
  const { grid, z } = world.terrain;
  const nearM = new Float32Array(z.length).fill(REACH_M);
  const roadM = new Float32Array(z.length);
  const r = Math.ceil(REACH_M / grid.cellM);
  net.edges.forEach((edge, e) => {
    for (let i = 0; i + 1 < edge.points.length; i++) {
      if (edge.bridge[i]) continue;
      for (const t of [0.25, 0.75]) {
        const x = edge.points[i]!.x + t * (edge.points[i + 1]!.x - edge.points[i]!.x);
        const y = edge.points[i]!.y + t * (edge.points[i + 1]!.y - edge.points[i]!.y);
        const level = heights(profile, e, i, t);
        const col = Math.floor(x / grid.cellM);
        const row = Math.floor(y / grid.cellM);
        for (let dy = -r; dy <= r; dy++)
          for (let dx = -r; dx <= r; dx++) {
            if (col + dx < 0 || row + dy < 0 || col + dx >= grid.w || row + dy >= grid.h) continue;
            const cell = (row + dy) * grid.w + col + dx;
            const d = hypot(cellX(grid, cell) - x, cellY(grid, cell) - y);
            if (d >= nearM[cell]!) continue;
            nearM[cell] = d;
            roadM[cell] = level;
          }
      }
    }
  });
  const keep = new Uint8Array(z.length);
  for (const one of world.reservoirs) for (const cell of one.cells) keep[cell] = 1;
  let moved = 0;
  for (let cell = 0; cell < z.length; cell++) {
    if (nearM[cell]! >= REACH_M || keep[cell] === 1 || world.rivers.linkOf[cell]! >= 0) continue;
    const slack = Math.max(0, nearM[cell]! - STRIP_M) * BANK;
    const natural = z[cell]!;
    z[cell] = Math.max(roadM[cell]! - slack, Math.min(roadM[cell]! + slack, natural));
    if (z[cell] !== natural) moved++;
  }
  return moved;
}

function heights(profile: RoadProfile, e: number, i: number, t: number): number {
  const h = profile.heights[e]!;
  return h[i]! + t * (h[i + 1]! - h[i]!);
}
