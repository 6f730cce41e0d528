import { describe, expect, it } from 'vitest';
import { buildRoads, fieldTo, travelIn } from '../../pillars/rescue/travel/roads.ts';
import { graphOf } from './road-graph.ts';

const A = [109.8, 35.3] as const;
const B = [109.81, 35.3] as const;
const C = [109.82, 35.3] as const;
const D = [109.81, 35.31] as const;

describe('a road graph of lines', () => {
  it('joins lines where they share a vertex, also in the middle of one', () => {
    const graph = graphOf([
      { name: '县道', class: 'county', points: [A, B, C] },
      { name: '村道', class: 'village', points: [B, D] },
    ]);
    expect(graph.nodeLon).toHaveLength(4);
    expect(graph.edgeFrom).toHaveLength(3);
    const roads = buildRoads(graph);
    const travel = travelIn(roads, fieldTo(roads, { lon: D[0], lat: D[1] }))({ lon: A[0], lat: A[1] });
    expect(travel?.km).toBeGreaterThan(1.9);
    expect(travel?.km).toBeLessThan(2.2);
  });

  it('keeps the vertices between as shape, and makes no road of no length', () => {
    const graph = graphOf([
      { name: '', class: 'village', points: [A, B, C] },
      { name: '', class: 'village', points: [D, D] },
    ]);
    expect(graph.edgeShape).toEqual([[B[0], B[1]]]);
    expect(graph.edgeName).toHaveLength(1);
  });
});
