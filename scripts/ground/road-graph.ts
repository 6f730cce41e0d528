import { hypot } from './det-math.ts';
import type { Spot } from './frame.ts';
import { nodeX, nodeY } from './road-grid.ts';
import type { RoadClass, RoadLayout } from './road-layout.ts';

/** A road between two junctions; points run from `from` to `to`, both included. */
export interface RoadEdge {
  from: number;
  to: number;
  cls: RoadClass;
  name: string;
  points: Spot[];
  /** For each piece between two points: a bridge planned by the layout. */
  bridge: boolean[];
}

export interface RoadNet {
  nodes: Spot[];
  edges: RoadEdge[];
}

interface Piece {
  a: number;
  b: number;
  cls: RoadClass;
  bridge: boolean;
  name: string;
}

/** Cuts pieces where they cross without a common node. Bridges and the expressway pass over, except at interchanges. */
function planarise(spots: Spot[], pieces: Piece[]): Piece[] {
  const size = 300;
  const buckets = new Map<number, number[]>();
  const cells = (one: Piece): number[] => {
    const a = spots[one.a]!;
    const b = spots[one.b]!;
    const out: number[] = [];
    for (let cx = Math.floor(Math.min(a.x, b.x) / size); cx <= Math.floor(Math.max(a.x, b.x) / size); cx++)
      for (let cy = Math.floor(Math.min(a.y, b.y) / size); cy <= Math.floor(Math.max(a.y, b.y) / size); cy++)
        out.push(cy * 1000 + cx);
    return out;
  };
  pieces.forEach((one, i) => {
    for (const cell of cells(one)) {
      const list = buckets.get(cell);
      if (list === undefined) buckets.set(cell, [i]);
      else list.push(i);
    }
  });
  const cuts = new Map<number, { t: number; node: number }[]>();
  const done = new Set<number>();
  const expresswayJoins: Spot[] = [];
  for (const list of buckets.values())
    for (const i of list)
      for (const j of list) {
        if (j <= i || done.has(i * pieces.length + j)) continue;
        done.add(i * pieces.length + j);
        const p = pieces[i]!;
        const q = pieces[j]!;
        if (p.a === q.a || p.a === q.b || p.b === q.a || p.b === q.b) continue;
        const fast = (p.cls === 'expressway') !== (q.cls === 'expressway');
        if (!fast && (p.bridge || q.bridge)) continue;
        const hit = crossing(spots[p.a]!, spots[p.b]!, spots[q.a]!, spots[q.b]!);
        if (hit === undefined) continue;
        if (fast) {
          const other = p.cls === 'expressway' ? q : p;
          if (other.cls !== 'county' || expresswayJoins.some((one) => hypot(one.x - hit.x, one.y - hit.y) < 6000))
            continue;
          expresswayJoins.push(hit);
        }
        const node = spots.length;
        spots.push({ x: hit.x, y: hit.y });
        for (const [k, t] of [
          [i, hit.t],
          [j, hit.u],
        ] as const) {
          const list2 = cuts.get(k) ?? [];
          list2.push({ t, node });
          cuts.set(k, list2);
        }
      }
  const out: Piece[] = [];
  pieces.forEach((one, i) => {
    const at = (cuts.get(i) ?? []).sort((a, b) => a.t - b.t);
    let a = one.a;
    for (const { node } of at) {
      out.push({ ...one, a, b: node });
      a = node;
    }
    out.push({ ...one, a, b: one.b });
  });
  return out;
}

export function crossing(
  a: Spot,
  b: Spot,
  c: Spot,
  d: Spot,
): { x: number; y: number; t: number; u: number } | undefined {
  const rx = b.x - a.x;
  const ry = b.y - a.y;
  const sx = d.x - c.x;
  const sy = d.y - c.y;
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9) return undefined;
  const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / cross;
  const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / cross;
  if (t <= 0 || t >= 1 || u <= 0 || u >= 1) return undefined;
  return { x: a.x + t * rx, y: a.y + t * ry, t, u };
}

/** Real graph from the laid pieces: noded, joined into chains between junctions, sites and changes of class. */
export function buildNet(layout: RoadLayout, sites: ReadonlySet<number>): RoadNet {
  const { g } = layout;
  const index = new Map<number, number>();
  const spots: Spot[] = [];
  const siteSpots = new Set<number>();
  const number = (gridNode: number): number => {
    let at = index.get(gridNode);
    if (at === undefined) {
      at = spots.length;
      index.set(gridNode, at);
      spots.push({ x: nodeX(g, gridNode), y: nodeY(g, gridNode) });
      if (sites.has(gridNode)) siteSpots.add(at);
    }
    return at;
  };
  const pieces = planarise(
    spots,
    layout.segments.map((one) => ({
      a: number(one.a),
      b: number(one.b),
      cls: one.cls,
      bridge: one.bridge,
      name: one.name,
    })),
  );
  const near = new Map<number, number[]>();
  pieces.forEach((one, i) => {
    for (const node of [one.a, one.b]) {
      const list = near.get(node);
      if (list === undefined) near.set(node, [i]);
      else list.push(i);
    }
  });
  const isEnd = (node: number): boolean => {
    const list = near.get(node)!;
    return list.length !== 2 || siteSpots.has(node) || pieces[list[0]!]!.cls !== pieces[list[1]!]!.cls;
  };
  const nodes: Spot[] = [];
  const nodeOf = new Map<number, number>();
  const endNode = (node: number): number => {
    let at = nodeOf.get(node);
    if (at === undefined) {
      at = nodes.length;
      nodeOf.set(node, at);
      nodes.push(spots[node]!);
    }
    return at;
  };
  const used = new Uint8Array(pieces.length);
  const edges: RoadEdge[] = [];
  for (const [start, list] of near) {
    if (!isEnd(start)) continue;
    for (const first of list) {
      if (used[first] === 1) continue;
      const points = [spots[start]!];
      const bridge: boolean[] = [];
      let node = start;
      let i = first;
      for (;;) {
        used[i] = 1;
        const piece = pieces[i]!;
        node = piece.a === node ? piece.b : piece.a;
        points.push(spots[node]!);
        bridge.push(piece.bridge);
        if (isEnd(node)) break;
        const here: number = i;
        i = near.get(node)!.find((one) => one !== here)!;
      }
      edges.push({
        from: endNode(start),
        to: endNode(node),
        cls: pieces[first]!.cls,
        name: pieces[first]!.name,
        points,
        bridge,
      });
    }
  }
  return { nodes, edges };
}
