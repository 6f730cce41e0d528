import { hypot } from './det-math.ts';
import { MinHeap } from './heap.ts';
import { hash3 } from './random.ts';
import type { RoadGrid } from './road-grid.ts';

/** Thirty-two directions, so that a road can follow a slope nearly level. */
const MOVES: readonly { dx: number; dy: number; length: number }[] = (() => {
  const out: { dx: number; dy: number; length: number }[] = [];
  const base: [number, number][] = [
    [1, 0],
    [1, 1],
    [2, 1],
    [1, 2],
    [3, 1],
    [1, 3],
    [3, 2],
    [2, 3],
  ];
  const seen = new Set<string>();
  for (const [a, b] of base)
    for (const [sx, sy] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ] as const)
      for (const [dx, dy] of [
        [a * sx, b * sy],
        [b * sx, a * sy],
      ] as const) {
        const key = `${dx},${dy}`;
        if (seen.has(key)) continue;
        seen.add(key);
        out.push({ dx, dy, length: hypot(dx, dy) });
      }
  return out;
})();

export interface RoadTaste {
  /** Grade at which the cost of a metre doubles. */
  easyGrade: number;
  /** Above this grade the cost soars; twice of it is closed. */
  maxGrade: number;
  /** Price of a river crossing, metres of level road. */
  riverM: number;
  /** Longest bridge in cells, and the price of each of its metres. */
  bridgeCells: number;
  bridgePrice: number;
  /** Price of building one at all. */
  bridgeM: number;
  /** Existing road costs this share. */
  reuse: number;
}

export interface RoadStep {
  node: number;
  /** The step that leads here is a bridge. */
  bridge: boolean;
}

/** Buffers shared by all searches on one grid; `stamp` saves clearing them. */
export class RoadSearch {
  private readonly cost: Float64Array;
  private readonly from: Int32Array;
  private readonly byBridge: Uint8Array;
  private readonly stamp: Int32Array;
  private turn = 0;
  private readonly heap = new MinHeap(1 << 16);
  private readonly g: RoadGrid;

  constructor(g: RoadGrid) {
    this.g = g;
    const n = g.w * g.h;
    this.cost = new Float64Array(n);
    this.from = new Int32Array(n);
    this.byBridge = new Uint8Array(n);
    this.stamp = new Int32Array(n);
  }

  /** Cheapest road from `start` to the first node for which `isGoal` holds; `toward` (a node) guides it. */
  find(
    start: number,
    isGoal: (node: number) => boolean,
    taste: RoadTaste,
    toward = -1,
    limit = Number.POSITIVE_INFINITY,
  ): RoadStep[] | undefined {
    const g = this.g;
    this.turn++;
    this.heap.clear();
    const guess = (node: number): number => {
      if (toward < 0) return 0;
      const dx = (node % g.w) - (toward % g.w);
      const dy = Math.floor(node / g.w) - Math.floor(toward / g.w);
      return hypot(dx, dy) * g.stepM * taste.reuse;
    };
    this.reach(start, 0, -1, false, guess(start));
    while (this.heap.size > 0) {
      const key = this.heap.topKey;
      const node = this.heap.pop();
      const here = this.cost[node]!;
      if (key > here + guess(node) + 1e-6) continue;
      if (here > limit) return undefined;
      if (isGoal(node)) return this.trace(node);
      this.expand(node, here, taste, guess);
    }
    return undefined;
  }

  private expand(node: number, here: number, taste: RoadTaste, guess: (node: number) => number): void {
    const g = this.g;
    const col = node % g.w;
    const row = (node - col) / g.w;
    for (const { dx, dy, length } of MOVES) {
      const nc = col + dx;
      const nr = row + dy;
      if (nc < 1 || nr < 1 || nc >= g.w - 1 || nr >= g.h - 1) continue;
      const next = nr * g.w + nc;
      const wet = g.water[next]!;
      if (wet === 3) continue;
      const rough = length > 1.5 ? this.between(col, row, dx, dy) : 0;
      if (rough < 0) continue;
      const run = length * g.stepM;
      const grade = Math.abs(g.z[next]! - g.z[node]!) / run;
      if (grade > taste.maxGrade * 1.7) continue;
      const ease = grade / taste.easyGrade;
      let price = run * (1 + ease * ease) * (0.85 + (0.3 * hash3(next >> 3, node >> 3, 77)) / 4294967296);
      if (grade > taste.maxGrade) price += run * 85 * ((grade - taste.maxGrade) / taste.maxGrade);
      // Humps and hollows a long step passes over must be cut or filled.
      price += run * (rough / 3.5) * (rough / 3.5);
      // A road crosses a river; it does not run in its bed.
      if (wet > 0) price += run * (wet === 2 ? 5 : 1.6);
      if (wet > 0 && g.water[node] === 0) price += wet === 2 ? taste.riverM : taste.riverM * 0.3;
      if (g.road[next]! > 0 && g.road[node]! > 0 && length < 1.5)
        price = Math.min(price, run * taste.reuse * (1 + ease));
      this.reach(next, here + price, node, false, guess(next));
    }
    this.bridges(node, col, row, here, taste, guess);
  }

  /** A straight bridge over lower ground in the eight main directions. */
  private bridges(
    node: number,
    col: number,
    row: number,
    here: number,
    taste: RoadTaste,
    guess: (node: number) => number,
  ): void {
    const g = this.g;
    for (let k = 0; k < 8; k++) {
      const { dx, dy, length } = MOVES[k]!;
      const firstCol = col + dx;
      const firstRow = row + dy;
      if (firstCol < 1 || firstRow < 1 || firstCol >= g.w - 1 || firstRow >= g.h - 1) continue;
      if (g.z[node]! - g.z[firstRow * g.w + firstCol]! < 5) continue;
      for (let n = 2; n <= taste.bridgeCells; n++) {
        const nc = col + dx * n;
        const nr = row + dy * n;
        if (nc < 1 || nr < 1 || nc >= g.w - 1 || nr >= g.h - 1) break;
        const next = nr * g.w + nc;
        const run = length * n * g.stepM;
        const drop = Math.abs(g.z[next]! - g.z[node]!);
        if (g.water[next]! === 3 || drop / run > 0.025) continue;
        // Only over a real hollow.
        const middle = g.z[(row + dy * (n >> 1)) * g.w + col + dx * (n >> 1)]!;
        if (Math.min(g.z[node]!, g.z[next]!) - middle < 9) continue;
        this.reach(next, here + run * taste.bridgePrice + taste.bridgeM, node, true, guess(next));
        break;
      }
    }
  }

  /** Greatest height off the straight line along a long step, metres; -1 when it crosses a pool. */
  private between(col: number, row: number, dx: number, dy: number): number {
    const g = this.g;
    const n = Math.max(Math.abs(dx), Math.abs(dy));
    const start = g.z[row * g.w + col]!;
    const end = g.z[(row + dy) * g.w + col + dx]!;
    let most = 0;
    for (let i = 1; i < n; i++) {
      const at = (row + Math.round((dy * i) / n)) * g.w + col + Math.round((dx * i) / n);
      if (g.water[at] === 3) return -1;
      const off = Math.abs(g.z[at]! - (start + ((end - start) * i) / n));
      if (off > most) most = off;
    }
    return most;
  }

  private reach(node: number, cost: number, from: number, bridge: boolean, guess: number): void {
    if (this.stamp[node] === this.turn && this.cost[node]! <= cost) return;
    this.stamp[node] = this.turn;
    this.cost[node] = cost;
    this.from[node] = from;
    this.byBridge[node] = bridge ? 1 : 0;
    this.heap.push(cost + guess, node);
  }

  private trace(end: number): RoadStep[] {
    const out: RoadStep[] = [];
    for (let node = end; node >= 0; node = this.from[node]!) out.push({ node, bridge: this.byBridge[node] === 1 });
    return out.reverse();
  }
}
