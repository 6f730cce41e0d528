import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { COUNTY, COUNTY_SEED, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRoads, travelTo } from './roads.ts';

function gridOf(size: number): RoadGraph {
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
  const road = (from: number, to: number) => {
    graph.edgeFrom.push(from);
    graph.edgeTo.push(to);
    graph.edgeM.push(1000);
    graph.edgeClass.push('county');
    graph.edgeName.push('');
    graph.edgeShape.push([]);
  };
  for (let n = 0; n < size * size; n++) {
    graph.nodeLon.push(109.5 + (n % size) * 0.011);
    graph.nodeLat.push(35 + Math.floor(n / size) * 0.009);
    if (n % size > 0) road(n - 1, n);
    if (n >= size) road(n - size, n);
  }
  return graph;
}

/** Plain shortest paths over all pairs, to hold the search against. */
function floydWarshall(nodes: number, edges: readonly [number, number, number][]): number[][] {
  const best = Array.from({ length: nodes }, (_, a) =>
    Array.from({ length: nodes }, (_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)),
  );
  const at = (a: number, b: number) => best[a]?.[b] ?? Number.POSITIVE_INFINITY;
  for (const [a, b, m] of edges) {
    const row = best[a];
    const back = best[b];
    if (row === undefined || back === undefined) continue;
    row[b] = Math.min(at(a, b), m);
    back[a] = Math.min(at(b, a), m);
  }
  for (let k = 0; k < nodes; k++) {
    for (let a = 0; a < nodes; a++) {
      const row = best[a];
      for (let b = 0; b < nodes && row !== undefined; b++) row[b] = Math.min(at(a, b), at(a, k) + at(k, b));
    }
  }
  return best;
}

describe('travel by road', () => {
  const roads = buildRoads(COUNTY_SEED.roads);

  it('[RES-17] adds the classes of the way: 21 km county road and 4.5 km village road', () => {
    const travel = travelTo(roads, seatOf(SHANHUA))(seatOf(COUNTY));
    expect(travel?.km).toBeCloseTo(25.5, 3);
    expect(travel?.minutes).toBeCloseTo((21 / 45 + 4.5 / 25) * 60, 3);
  });

  it('[RES-17] is the same both ways, and nothing from a place to itself', () => {
    const there = travelTo(roads, seatOf(LUOCHENG))(seatOf(SHANHUA));
    const back = travelTo(roads, seatOf(SHANHUA))(seatOf(LUOCHENG));
    expect(there?.minutes).toBeCloseTo(back?.minutes ?? 0, 9);
    expect(travelTo(roads, seatOf(SHANHUA))(seatOf(SHANHUA))).toEqual({ minutes: 0, km: 0 });
  });

  it('[RES-17] counts the way to the nearest node slowly, and gives up far from any road', () => {
    const { lon, lat } = seatOf(SHANHUA);
    const beside = travelTo(roads, { lon, lat: lat + 0.009 })({ lon, lat });
    expect(beside?.minutes).toBeCloseTo(((beside?.km ?? 0) / DEFAULT_PRACTICE.road.off) * 60, 6);
    expect(travelTo(roads, { lon, lat: lat + 0.5 })({ lon, lat })).toBeUndefined();
  });

  it('[RES-17] a closed road is gone round, or not reached at all', () => {
    const grid = buildRoads(gridOf(3));
    const corner = { lon: 109.5, lat: 35 };
    const beside = { lon: 109.511, lat: 35 };
    const open = travelTo(grid, corner)(beside);
    expect(open?.km).toBeCloseTo(1, 1);
    expect(travelTo(grid, corner, new Set([0]))(beside)?.minutes).toBeGreaterThan(open?.minutes ?? 0);
    expect(travelTo(roads, seatOf(SHANHUA), new Set([1]))(seatOf(COUNTY))).toBeUndefined();
  });

  it('an empty graph reaches nothing, and columns that do not fit are named', () => {
    const empty = { ...gridOf(0) };
    expect(travelTo(buildRoads(empty), { lon: 0, lat: 0 })({ lon: 0, lat: 0 })).toBeUndefined();
    const broken = { ...gridOf(2), edgeFrom: [9], edgeTo: [0], edgeM: [1], edgeClass: ['county' as const] };
    expect(() => buildRoads(broken)).toThrow('road edge 0: names node 9 of 4');
  });

  it('finds the same ways as trying all pairs', () => {
    const anyEdge = fc.tuple(
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 1, max: 90_000 }),
    );
    fc.assert(
      fc.property(
        fc.array(anyEdge, { maxLength: 20 }),
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 7 }),
        (edges, a, b) => {
          // Nodes stand further apart than a place may be from its road, so that each place is its node.
          const at = (n: number) => ({ lon: 100 + n, lat: 35 });
          const graph: RoadGraph = {
            nodeLon: Array.from({ length: 8 }, (_, n) => at(n).lon),
            nodeLat: Array.from({ length: 8 }, () => 35),
            edgeFrom: edges.map(([from]) => from),
            edgeTo: edges.map(([, to]) => to),
            edgeM: edges.map(([, , m]) => m),
            edgeClass: edges.map(() => 'county'),
            edgeName: edges.map(() => ''),
            edgeShape: edges.map(() => []),
          };
          const best = floydWarshall(8, edges)[a]?.[b] ?? Number.POSITIVE_INFINITY;
          const travel = travelTo(buildRoads(graph), at(b))(at(a));
          if (Number.isFinite(best)) expect(travel?.km).toBeCloseTo(best / 1000, 6);
          else expect(travel).toBeUndefined();
        },
      ),
    );
  });

  it('one search over a 10,000-node grid serves every team', () => {
    const grid = buildRoads(gridOf(100));
    const lookUp = travelTo(grid, { lon: 109.5, lat: 35 });
    const farthest = lookUp({ lon: 109.5 + 99 * 0.011, lat: 35 + 99 * 0.009 });
    expect(farthest?.km).toBeCloseTo(198, 6);
    expect(lookUp({ lon: 109.5 + 0.011, lat: 35 })?.km).toBeCloseTo(1, 6);
  });
});
