import { distanceM } from '@sitong/shared/kernel/geo.ts';
import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';

export interface Line {
  name: string;
  class: RoadGraph['edgeClass'][number];
  points: readonly (readonly [number, number])[];
}

/** Vertices nearer than this are one: files round coordinates differently. 1e-6° is a decimetre. */
const GRID = 1e6;

/** A graph in columns: nodes are ends of lines and vertices that lines share, edges the stretches between. */
export function graphOf(lines: readonly Line[]): RoadGraph {
  const uses = new Map<string, number>();
  for (const { points } of lines)
    points.forEach((point, i) => {
      const end = i === 0 || i === points.length - 1;
      uses.set(keyOf(point), (uses.get(keyOf(point)) ?? 0) + (end ? 2 : 1));
    });
  const graph: RoadGraph = {
    nodeLon: [],
    nodeLat: [],
    edgeFrom: [],
    edgeTo: [],
    edgeM: [],
    edgeClass: [],
    edgeName: [],
    edgeShape: [],
  };
  const nodes = new Map<string, number>();
  const nodeAt = (point: readonly [number, number]): number => {
    const known = nodes.get(keyOf(point));
    if (known !== undefined) return known;
    const n = graph.nodeLon.push(point[0]) - 1;
    graph.nodeLat.push(point[1]);
    nodes.set(keyOf(point), n);
    return n;
  };
  for (const { points, name, class: kind } of lines) {
    let stretch: (readonly [number, number])[] = [];
    for (const point of points) {
      stretch.push(point);
      if (stretch.length < 2 || (uses.get(keyOf(point)) ?? 0) < 2) continue;
      addEdge(graph, stretch, name, kind, nodeAt);
      stretch = [point];
    }
  }
  return graph;
}

function addEdge(
  graph: RoadGraph,
  stretch: readonly (readonly [number, number])[],
  name: string,
  kind: Line['class'],
  nodeAt: (point: readonly [number, number]) => number,
): void {
  const [first] = stretch;
  const last = stretch.at(-1);
  if (first === undefined || last === undefined) return;
  const metres = stretch.slice(1).reduce((sum, [lon, lat], i) => {
    const [fromLon, fromLat] = stretch[i] ?? first;
    return sum + distanceM({ lon: fromLon, lat: fromLat }, { lon, lat });
  }, 0);
  // Two vertices at one place make no road.
  if (metres <= 0) return;
  graph.edgeFrom.push(nodeAt(first));
  graph.edgeTo.push(nodeAt(last));
  graph.edgeM.push(metres);
  graph.edgeClass.push(kind);
  graph.edgeName.push(name);
  graph.edgeShape.push(stretch.slice(1, -1).flat());
}

function keyOf([lon, lat]: readonly [number, number]): string {
  return `${Math.round(lon * GRID)},${Math.round(lat * GRID)}`;
}
