import { hypot } from './det-math.ts';
import type { Spot } from './frame.ts';
import { MinHeap } from './heap.ts';
import { lengthM } from './lines.ts';
import type { RoadEdge, RoadNet } from './road-graph.ts';

const STEP_M = 30;

/** Drops a short way round when another as good exists: parallel leftovers of the layout. */
export function dropParallels(net: RoadNet): void {
  const order = net.edges
    .map((_, i) => i)
    .sort((a, b) => lengthM(net.edges[b]!.points) - lengthM(net.edges[a]!.points));
  const alive = new Uint8Array(net.edges.length).fill(1);
  const near: number[][] = net.nodes.map(() => []);
  net.edges.forEach((edge, i) => {
    near[edge.from]!.push(i);
    if (edge.to !== edge.from) near[edge.to]!.push(i);
  });
  const length = net.edges.map((edge) => lengthM(edge.points));
  for (const i of order) {
    const edge = net.edges[i]!;
    if (edge.cls === 'expressway') continue;
    if (edge.from === edge.to) {
      alive[i] = 0;
      continue;
    }
    if (length[i]! > 900) continue;
    const limit = Math.max(length[i]! * 1.45, length[i]! + 90);
    const best = new Map<number, number>([[edge.from, 0]]);
    const heap = new MinHeap();
    heap.push(0, edge.from);
    while (heap.size > 0) {
      const d = heap.topKey;
      const node = heap.pop();
      if (node === edge.to) {
        alive[i] = 0;
        break;
      }
      if (d > limit) break;
      for (const j of near[node]!) {
        if (j === i || alive[j] === 0 || net.edges[j]!.cls === 'expressway') continue;
        const other = net.edges[j]!;
        const next = other.from === node ? other.to : other.from;
        const reached = d + length[j]!;
        if (reached > limit || reached >= (best.get(next) ?? Number.POSITIVE_INFINITY)) continue;
        best.set(next, reached);
        heap.push(reached, next);
      }
    }
  }
  net.edges = net.edges.filter((_, i) => alive[i] === 1);
}

function resample(edge: RoadEdge): void {
  const points: Spot[] = [];
  const bridge: boolean[] = [];
  for (let i = 0; i + 1 < edge.points.length; i++) {
    const a = edge.points[i]!;
    const b = edge.points[i + 1]!;
    const n = Math.max(1, Math.round(hypot(b.x - a.x, b.y - a.y) / STEP_M));
    for (let k = 0; k < n; k++) {
      points.push({ x: a.x + ((b.x - a.x) * k) / n, y: a.y + ((b.y - a.y) * k) / n });
      bridge.push(edge.bridge[i]!);
    }
  }
  points.push({ ...edge.points[edge.points.length - 1]! });
  edge.points = points;
  edge.bridge = bridge;
}

/** Smooths after noding: junctions move only along their straightest pair, and every edge keeps its ends on its nodes. */
export function smoothNet(net: RoadNet, steep: (p: Spot) => number): void {
  for (const edge of net.edges) resample(edge);
  // On steep ground a smoothed road would leave its bench: fewer rounds there.
  const often = net.edges.map((edge) => {
    const rounds = edge.cls === 'expressway' ? 40 : edge.cls === 'county' ? 26 : 14;
    return edge.points.map((p) => (edge.cls === 'expressway' ? rounds : steep(p) > 0.16 ? 5 : rounds));
  });
  const ends: { edge: number; atStart: boolean }[][] = net.nodes.map(() => []);
  net.edges.forEach((edge, i) => {
    ends[edge.from]!.push({ edge: i, atStart: true });
    ends[edge.to]!.push({ edge: i, atStart: false });
  });
  const rounds = 40;
  for (let round = 0; round < rounds; round++) {
    const moved = net.nodes.map((node, n) => straighten(net, node, ends[n]!));
    for (const [e, edge] of net.edges.entries()) {
      const before = edge.points;
      edge.points = before.map((p, i) => {
        const a = before[i - 1];
        const b = before[i + 1];
        return a === undefined || b === undefined || round >= often[e]![i]!
          ? p
          : { x: p.x * 0.5 + (a.x + b.x) * 0.25, y: p.y * 0.5 + (a.y + b.y) * 0.25 };
      });
    }
    if (round < 14)
      net.nodes.forEach((_, n) => {
        const to = moved[n]!;
        net.nodes[n] = to;
        for (const { edge, atStart } of ends[n]!)
          net.edges[edge]!.points[atStart ? 0 : net.edges[edge]!.points.length - 1] = to;
      });
  }
}

/** Moves a junction towards the middle of the two roads that run most straight through it. */
function straighten(net: RoadNet, node: Spot, ends: readonly { edge: number; atStart: boolean }[]): Spot {
  const near = ends.map(({ edge, atStart }) => {
    const points = net.edges[edge]!.points;
    return atStart ? points[1]! : points[points.length - 2]!;
  });
  let best = -0.5;
  let to = node;
  for (let i = 0; i < near.length; i++)
    for (let j = i + 1; j < near.length; j++) {
      const a = near[i]!;
      const b = near[j]!;
      const la = hypot(a.x - node.x, a.y - node.y) || 1;
      const lb = hypot(b.x - node.x, b.y - node.y) || 1;
      const opposite = -((a.x - node.x) * (b.x - node.x) + (a.y - node.y) * (b.y - node.y)) / (la * lb);
      if (opposite > best) {
        best = opposite;
        to = { x: node.x * 0.5 + (a.x + b.x) * 0.25, y: node.y * 0.5 + (a.y + b.y) * 0.25 };
      }
    }
  return to;
}
