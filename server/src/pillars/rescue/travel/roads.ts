import type { Point } from '@sitong/shared/kernel/geo.ts';
import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import { DEFAULT_PRACTICE, type Practice } from '@sitong/shared/kernel/practice.ts';
import type { Travel } from '@sitong/shared/pillars/rescue/recommend.ts';
import Flatbush from 'flatbush';
import FlatQueue from 'flatqueue';

/** Speeds a rescue vehicle keeps, km/h; local practice. `off` is the way between a place and the nearest road node. */
export type RoadSpeeds = Readonly<Record<RoadGraph['edgeClass'][number] | 'off', number>> & Practice['road'];

/** A place further than this from any road node is not reached by road. */
const MAX_SNAP_M = 5000;
/**
 * Nodes tried per place, because the nearest may lie on a piece of road joined to nothing: others count only
 * when hardly further away, since what lies between may be a gully nobody drives across.
 */
const SNAP_NODES = 6;
const SNAP_SLACK_M = 500;
const KM_PER_DEG_LAT = 110.57;
const KM_PER_DEG_LON = 111.32;

/** The road graph in rows per node, both directions of each edge; built once per version of the master data. */
export interface Roads {
  graph: RoadGraph;
  speeds: RoadSpeeds;
  /** `first[n]` … `first[n + 1]` are the places of node n's edges in the next three columns. */
  first: Uint32Array;
  to: Uint32Array;
  edge: Uint32Array;
  minutes: Float64Array;
  index: Flatbush | undefined;
  lonScale: number;
}

/** Throws when the columns do not fit each other: a road file that was parsed but is not a graph. */
export function buildRoads(graph: RoadGraph, speeds: RoadSpeeds = DEFAULT_PRACTICE.road): Roads {
  const nodes = graph.nodeLon.length;
  const edges = graph.edgeFrom.length;
  const first = new Uint32Array(nodes + 1);
  const ends: [number, number][] = [];
  for (let e = 0; e < edges; e++) {
    const from = graph.edgeFrom[e] ?? nodes;
    const to = graph.edgeTo[e] ?? nodes;
    if (from >= nodes || to >= nodes) throw new Error(`road edge ${e}: names node ${Math.max(from, to)} of ${nodes}`);
    ends.push([from, to]);
    first[from + 1] = (first[from + 1] ?? 0) + 1;
    first[to + 1] = (first[to + 1] ?? 0) + 1;
  }
  for (let n = 0; n < nodes; n++) first[n + 1] = (first[n + 1] ?? 0) + (first[n] ?? 0);
  const next = first.slice();
  const to = new Uint32Array(2 * edges);
  const edge = new Uint32Array(2 * edges);
  const minutes = new Float64Array(2 * edges);
  ends.forEach(([a, b], e) => {
    const time = minutesFor(graph.edgeM[e] ?? 0, speeds[graph.edgeClass[e] ?? 'village']);
    for (const [here, there] of [
      [a, b],
      [b, a],
    ] as const) {
      const place = next[here] ?? 0;
      next[here] = place + 1;
      to[place] = there;
      edge[place] = e;
      minutes[place] = time;
    }
  });
  const lonScale = KM_PER_DEG_LON * Math.cos(((graph.nodeLat[0] ?? 0) * Math.PI) / 180);
  return { graph, speeds, first, to, edge, minutes, index: indexNodes(graph, lonScale), lonScale };
}

function minutesFor(lengthM: number, speedKmh: number): number {
  return (lengthM / 1000 / speedKmh) * 60;
}

/** In kilometres, so that near is near in both directions. */
function indexNodes(graph: RoadGraph, lonScale: number): Flatbush | undefined {
  if (graph.nodeLon.length === 0) return undefined;
  const index = new Flatbush(graph.nodeLon.length);
  graph.nodeLon.forEach((lon, n) => {
    index.add(lon * lonScale, (graph.nodeLat[n] ?? 0) * KM_PER_DEG_LAT);
  });
  index.finish();
  return index;
}

/** A road node near a place, and the way to it off the roads. */
export interface Snap {
  node: number;
  minutes: number;
  km: number;
}

export function snap(roads: Roads, point: Point): Snap[] {
  const { graph, index, lonScale, speeds } = roads;
  const near = index?.neighbors(point.lon * lonScale, point.lat * KM_PER_DEG_LAT, SNAP_NODES, MAX_SNAP_M / 1000) ?? [];
  const away = near.map((node) => distanceM(point, { lon: graph.nodeLon[node] ?? 0, lat: graph.nodeLat[node] ?? 0 }));
  const reachM = (away[0] ?? 0) + SNAP_SLACK_M;
  return near.flatMap((node, i) => {
    const m = away[i] ?? 0;
    return m > reachM ? [] : [{ node, minutes: minutesFor(m, speeds.off), km: m / 1000 }];
  });
}

/**
 * Travel to one place from anywhere: a single search from the destination backwards over the whole graph
 * (roads run both ways), then each team is a look-up. `closed` names edges that cannot be used.
 */
export function travelTo(
  roads: Roads,
  destination: Point,
  closed: ReadonlySet<number> = new Set(),
): (from: Point) => Travel | undefined {
  return travelIn(roads, fieldTo(roads, destination, closed));
}

/** For each road node the way to one destination; unreachable nodes are at Infinity. */
export interface RoadField {
  minutes: Float64Array;
  km: Float64Array;
}

export function fieldTo(roads: Roads, destination: Point, closed: ReadonlySet<number> = new Set()): RoadField {
  return searchFrom(roads, snap(roads, destination), closed);
}

export function travelIn(roads: Roads, { minutes, km }: RoadField): (from: Point) => Travel | undefined {
  return (from) => {
    let best: Travel | undefined;
    for (const start of snap(roads, from)) {
      const total = (minutes[start.node] ?? Number.POSITIVE_INFINITY) + start.minutes;
      if (!Number.isFinite(total) || (best !== undefined && best.minutes <= total)) continue;
      best = { minutes: total, km: (km[start.node] ?? 0) + start.km };
    }
    return best;
  };
}

/** Dijkstra in Float64 throughout: a narrower distance than the queue's would re-queue nodes for ever. */
function searchFrom(roads: Roads, seeds: readonly Snap[], closed: ReadonlySet<number>): RoadField {
  const nodes = roads.graph.nodeLon.length;
  const minutes = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const km = new Float64Array(nodes);
  const queue = new FlatQueue();
  for (const seed of seeds) {
    minutes[seed.node] = seed.minutes;
    km[seed.node] = seed.km;
    queue.push(seed.node, seed.minutes);
  }
  for (;;) {
    const time = queue.peekValue();
    const node = queue.pop();
    if (node === undefined || time === undefined) return { minutes, km };
    if (time > (minutes[node] ?? 0)) continue;
    const end = roads.first[node + 1] ?? 0;
    for (let i = roads.first[node] ?? 0; i < end; i++) {
      const there = roads.to[i] ?? 0;
      const total = time + (roads.minutes[i] ?? 0);
      if (total >= (minutes[there] ?? 0) || closed.has(roads.edge[i] ?? -1)) continue;
      minutes[there] = total;
      km[there] = (km[node] ?? 0) + (roads.graph.edgeM[roads.edge[i] ?? 0] ?? 0) / 1000;
      queue.push(there, total);
    }
  }
}
