import type { Point } from '@sitong/shared/kernel/geo.ts';
import { type RoadField, type Roads, snap } from './roads.ts';

export interface Route {
  /** From the start to the destination, both included. */
  lonLat: [number, number][];
  /** Named roads in the order they are driven, each stretch once. */
  roads: { name: string; km: number }[];
}

/** Two sums of the same minutes in another order differ by rounding only. */
const ROUNDING_MIN = 1e-6;

/**
 * The way itself: downhill over a field of minutes, so that drawing one team's route costs no second search.
 * `undefined` where no road joins the two.
 */
export function routeIn(
  roads: Roads,
  field: RoadField,
  from: Point,
  to: Point,
  closed: ReadonlySet<number> = new Set(),
): Route | undefined {
  let node: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const start of snap(roads, from)) {
    const total = (field.minutes[start.node] ?? Number.POSITIVE_INFINITY) + start.minutes;
    if (total >= least) continue;
    least = total;
    node = start.node;
  }
  if (node === undefined) return undefined;
  const lonLat: [number, number][] = [[from.lon, from.lat], place(roads, node)];
  const driven: Route['roads'] = [];
  for (;;) {
    const step = downhill(roads, field, node, closed);
    if (step === undefined) break;
    lonLat.push(...shapeOf(roads, step.edge, node), place(roads, step.to));
    name(driven, roads.graph.edgeName[step.edge] ?? '', (roads.graph.edgeM[step.edge] ?? 0) / 1000);
    node = step.to;
  }
  lonLat.push([to.lon, to.lat]);
  return { lonLat, roads: driven };
}

/** The next node on the way; none at a node from which the destination is reached off the roads. */
function downhill(roads: Roads, field: RoadField, node: number, closed: ReadonlySet<number>) {
  const here = field.minutes[node] ?? 0;
  const end = roads.first[node + 1] ?? 0;
  for (let i = roads.first[node] ?? 0; i < end; i++) {
    const to = roads.to[i] ?? 0;
    const edge = roads.edge[i] ?? 0;
    const minutes = field.minutes[to] ?? Number.POSITIVE_INFINITY;
    if (closed.has(edge) || minutes >= here) continue;
    if (Math.abs(minutes + (roads.minutes[i] ?? 0) - here) < ROUNDING_MIN) return { to, edge };
  }
  return undefined;
}

function place({ graph }: Roads, node: number): [number, number] {
  return [graph.nodeLon[node] ?? 0, graph.nodeLat[node] ?? 0];
}

/** Shape points between the nodes, in the direction driven. */
function shapeOf({ graph }: Roads, edge: number, from: number): [number, number][] {
  const flat = graph.edgeShape[edge] ?? [];
  const points: [number, number][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) points.push([flat[i] ?? 0, flat[i + 1] ?? 0]);
  return graph.edgeFrom[edge] === from ? points : points.reverse();
}

function name(driven: Route['roads'], road: string, km: number): void {
  const last = driven.at(-1);
  if (last?.name === road) last.km += km;
  else driven.push({ name: road, km });
}
