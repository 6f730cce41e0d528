import { hypot } from './det-math.ts';
import { MinHeap } from './heap.ts';
import { makeRoadGrid, nodeX, nodeY, type RoadGrid, roadNode } from './road-grid.ts';
import { RoadSearch, type RoadStep, type RoadTaste } from './road-search.ts';
import type { Say, World } from './world.ts';

export type RoadClass = 'expressway' | 'county' | 'village';

/** A straight piece between two nodes of the road grid. */
export interface RoadSegment {
  a: number;
  b: number;
  cls: RoadClass;
  bridge: boolean;
  name: string;
}

export interface RoadLayout {
  g: RoadGrid;
  segments: RoadSegment[];
}

const EXPRESSWAY: RoadTaste = {
  easyGrade: 0.03,
  maxGrade: 0.045,
  riverM: 200,
  bridgeCells: 16,
  bridgePrice: 1.9,
  bridgeM: 300,
  reuse: 1,
};
const COUNTY: RoadTaste = {
  easyGrade: 0.045,
  maxGrade: 0.075,
  riverM: 450,
  bridgeCells: 6,
  bridgePrice: 7,
  bridgeM: 900,
  reuse: 0.45,
};
const VILLAGE: RoadTaste = {
  easyGrade: 0.055,
  maxGrade: 0.085,
  riverM: 350,
  bridgeCells: 4,
  bridgePrice: 9,
  bridgeM: 900,
  reuse: 0.5,
};

/** Town pairs joined by county roads, by seat order in the list of towns. */
const COUNTY_PAIRS: readonly [number, number][] = [
  [0, 4],
  [4, 2],
  [2, 1],
  [0, 9],
  [9, 1],
  [0, 3],
  [3, 9],
  [0, 5],
  [5, 7],
  [7, 6],
  [0, 8],
  [8, 6],
  [4, 9],
  [8, 5],
];
const SHORT = ['澄', '冯', '王', '尧', '赵', '交', '寺', '韦', '安', '庄'];
/** Roads that leave the county: town and the place at the domain's edge, kilometres. */
const EXITS: readonly { town: number; at: readonly [number, number]; name: string }[] = [
  { town: 2, at: [26.4, 0.2], name: '澄黄路' },
  { town: 6, at: [33.2, 59.8], name: '澄大路' },
  { town: 6, at: [47.8, 47.2], name: '寺合路' },
  { town: 3, at: [0.2, 27.6], name: '尧白路' },
  { town: 8, at: [47.8, 36.4], name: '安合路' },
  { town: 1, at: [0.3, 12.2], name: '冯白路' },
];
/** The expressway runs east–west south of the county seat; places in kilometres. */
const EXPRESSWAY_VIA: readonly (readonly [number, number])[] = [
  [0.2, 35.8],
  [47.8, 31.2],
];

class Laying {
  readonly segments: RoadSegment[] = [];
  private readonly known = new Set<string>();
  readonly g: RoadGrid;
  readonly search: RoadSearch;

  constructor(g: RoadGrid) {
    this.g = g;
    this.search = new RoadSearch(g);
  }

  add(path: readonly RoadStep[] | undefined, cls: RoadClass, name: string): boolean {
    if (path === undefined) return false;
    for (let i = 1; i < path.length; i++) {
      const a = path[i - 1]!.node;
      const b = path[i]!.node;
      const key = a < b ? `${a},${b}` : `${b},${a}`;
      if (this.known.has(key)) continue;
      this.known.add(key);
      this.segments.push({ a, b, cls, bridge: path[i]!.bridge, name });
    }
    if (cls !== 'expressway')
      for (const step of path) if (this.g.road[step.node] === 0) this.g.road[step.node] = cls === 'county' ? 2 : 1;
    return true;
  }

  between(from: number, to: number, taste: RoadTaste): RoadStep[] | undefined {
    return this.search.find(from, (node) => node === to, taste, to);
  }
}

export function layRoads(world: World, say: Say): RoadLayout {
  const g = makeRoadGrid(world);
  const lay = new Laying(g);
  const seat = world.sites.seats.map((one) => roadNode(g, one.x, one.y));
  const edge = (at: readonly [number, number]): number => {
    const col = Math.max(1, Math.min(g.w - 2, Math.floor((at[0] * 1000) / g.stepM)));
    const row = Math.max(1, Math.min(g.h - 2, Math.floor((at[1] * 1000) / g.stepM)));
    return row * g.w + col;
  };
  for (const [a, b] of COUNTY_PAIRS) {
    const path = lay.between(seat[a]!, seat[b]!, COUNTY);
    if (!lay.add(path, 'county', `${SHORT[a]}${SHORT[b]}路`)) throw new Error(`no county road ${SHORT[a]}–${SHORT[b]}`);
  }
  for (const exit of EXITS)
    if (!lay.add(lay.between(seat[exit.town]!, edge(exit.at), COUNTY), 'county', exit.name))
      throw new Error(`no road out: ${exit.name}`);
  for (let i = 0; i + 1 < EXPRESSWAY_VIA.length; i++) {
    const path = lay.between(edge(EXPRESSWAY_VIA[i]!), edge(EXPRESSWAY_VIA[i + 1]!), EXPRESSWAY);
    if (!lay.add(path, 'expressway', '澄合高速')) throw new Error('no expressway');
  }
  say('county roads and expressway');
  layVillageRoads(world, lay, seat);
  say(`village roads: ${lay.segments.length} pieces`);
  return { g, segments: lay.segments };
}

function layVillageRoads(world: World, lay: Laying, seat: readonly number[]): void {
  const { g } = lay;
  const sites = world.sites.villages.map((one) => roadNode(g, one.x, one.y));
  const order = sites
    .map((_, n) => n)
    .sort((a, b) => {
      const away = (n: number): number =>
        Math.min(...seat.map((s) => hypot(nodeX(g, s) - nodeX(g, sites[n]!), nodeY(g, s) - nodeY(g, sites[n]!))));
      return away(a) - away(b) || a - b;
    });
  for (const n of order) {
    const node = sites[n]!;
    if (g.road[node]! > 0) continue;
    const name = `${world.sites.villages[n]!.name.replace(/[村]$/, '')}村道`;
    if (
      !lay.add(
        lay.search.find(node, (one) => g.road[one]! > 0, VILLAGE),
        'village',
        name,
      )
    )
      throw new Error(`${world.sites.villages[n]!.name}: no road`);
  }
  // Second ways out: where the way between near neighbours is more than three times the straight line.
  for (const n of order) {
    const near = sites
      .map((other, m) => ({
        m,
        d: hypot(nodeX(g, other) - nodeX(g, sites[n]!), nodeY(g, other) - nodeY(g, sites[n]!)),
      }))
      .filter((one) => one.m > n && one.d > 900 && one.d < 4600)
      .sort((a, b) => a.d - b.d || a.m - b.m)
      .slice(0, 3);
    for (const { m, d } of near) {
      if (roadDistance(g, lay.segments, sites[n]!, sites[m]!, d * 2.6) < d * 2.6) continue;
      const path = lay.search.find(
        sites[n]!,
        (one) => one === sites[m]!,
        { ...VILLAGE, reuse: 0.5 },
        sites[m]!,
        d * 3.2,
      );
      lay.add(path, 'village', `${world.sites.villages[n]!.name.replace(/[村]$/, '')}村道`);
    }
  }
}

/** Shortest way over the pieces laid so far, metres; gives up beyond `limitM`. */
function roadDistance(g: RoadGrid, segments: readonly RoadSegment[], from: number, to: number, limitM: number): number {
  const near = neighbourTable(g, segments);
  const best = new Map<number, number>([[from, 0]]);
  const heap = new MinHeap();
  heap.push(0, from);
  while (heap.size > 0) {
    const d = heap.topKey;
    const node = heap.pop();
    if (node === to) return d;
    if (d > limitM) break;
    if (d > (best.get(node) ?? Number.POSITIVE_INFINITY)) continue;
    for (const { to: next, length } of near.get(node) ?? []) {
      const reached = d + length;
      if (reached >= (best.get(next) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(next, reached);
      heap.push(reached, next);
    }
  }
  return Number.POSITIVE_INFINITY;
}

let cachedFor = -1;
let cached = new Map<number, { to: number; length: number }[]>();
function neighbourTable(g: RoadGrid, segments: readonly RoadSegment[]): Map<number, { to: number; length: number }[]> {
  if (cachedFor === segments.length) return cached;
  cached = new Map();
  cachedFor = segments.length;
  const link = (a: number, b: number, length: number): void => {
    const list = cached.get(a);
    if (list === undefined) cached.set(a, [{ to: b, length }]);
    else list.push({ to: b, length });
  };
  for (const one of segments) {
    if (one.cls === 'expressway') continue;
    const length = hypot(nodeX(g, one.a) - nodeX(g, one.b), nodeY(g, one.a) - nodeY(g, one.b));
    link(one.a, one.b, length);
    link(one.b, one.a, length);
  }
  return cached;
}
