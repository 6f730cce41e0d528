import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointInRing, type Ring, RingSchema } from './geo.ts';
import { crossesItself, outlinesMeet, ringAreaM2, ringFault, ringOf } from './ring.ts';

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const bow: Ring = [
  [109.9, 35.2],
  [110, 35.3],
  [110, 35.2],
  [109.9, 35.3],
  [109.9, 35.2],
];
const corner = fc.tuple(
  fc.integer({ min: 109_700, max: 110_100 }).map((v) => v / 1000),
  fc.integer({ min: 35_000, max: 35_500 }).map((v) => v / 1000),
);

describe('drawn rings', () => {
  it('area agrees with the sphere: a degree by a degree at the equator, and at 35° less by the cosine', () => {
    expect(ringAreaM2(box(0, 0, 1, 1)) / 1e6).toBeCloseTo(12_363.7, 0);
    expect(ringAreaM2(box(109.9, 35, 110, 35.1)) / 1e6).toBeCloseTo(101.2, 0);
    expect(ringAreaM2(box(109.9, 35, 110, 35.1).toReversed())).toBeCloseTo(ringAreaM2(box(109.9, 35, 110, 35.1)), 3);
  });

  it('a bow crosses itself, a box does not, nor with a corner said twice', () => {
    expect(ringFault(bow)).toBe('crosses_itself');
    expect(ringFault(box(109.9, 35.2, 110, 35.3))).toBeUndefined();
    const [a, b, ...rest] = box(109.9, 35.2, 110, 35.3);
    if (a === undefined || b === undefined) throw new Error('a box has corners');
    expect(crossesItself([a, b, b, ...rest])).toBe(false);
  });

  it('an outline that touches itself in one corner, or folds back on itself, is crossed', () => {
    const touching: Ring = [
      [0, 0],
      [4, 0],
      [2, 2],
      [4, 4],
      [0, 4],
      [2, 2],
      [0, 0],
    ];
    const spike: Ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [4, 2],
      [0, 2],
      [0, 0],
    ];
    expect(crossesItself(touching)).toBe(true);
    expect(crossesItself(spike)).toBe(true);
  });

  it('a line still being drawn is judged without its closing edge', () => {
    const open: Ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, -1],
    ];
    expect(crossesItself(open)).toBe(true);
    expect(crossesItself(open.slice(0, 3))).toBe(false);
    expect(crossesItself([...open.slice(0, 3), [6, 2]])).toBe(false);
  });

  it('a line and a double click enclose nothing', () => {
    expect(ringFault(box(109.9, 35.2, 109.9, 35.3))).toBe('without_area');
    expect(ringFault(box(109.9, 35.2, 109.90001, 35.20001))).toBe('without_area');
  });

  it('the sweep says the same as looking at every pair of edges', () => {
    const slow = (ring: Ring): boolean => {
      const at = (i: number) => ring[i] ?? [0, 0];
      for (let i = 0; i < ring.length - 1; i++)
        for (let j = i + 2; j < ring.length - 1; j++) {
          if (i === 0 && j === ring.length - 2) continue;
          const [a, b, c, d] = [at(i), at(i + 1), at(j), at(j + 1)];
          const cross = (p: typeof a, q: typeof a, r: typeof a): number =>
            (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
          if (cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0) return true;
        }
      return false;
    };
    fc.assert(
      fc.property(fc.uniqueArray(corner, { minLength: 3, maxLength: 12, selector: String }), (corners) => {
        const ring = ringOf(corners.map(([lon, lat]) => ({ lon, lat })));
        if (ring === undefined) throw new Error('three corners make a ring');
        expect(RingSchema.safeParse(ring).success).toBe(true);
        // Proper crossings only: touching is told by the one under test alone.
        if (slow(ring)) expect(crossesItself(ring)).toBe(true);
        expect(crossesItself(ring.toReversed())).toBe(crossesItself(ring));
      }),
    );
  });

  it('stars seen from their middle never cross themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 10, max: 100 }), { minLength: 4, maxLength: 60 }), (radii) => {
        const corners = radii.map((r, i) => {
          const angle = (2 * Math.PI * i) / radii.length;
          return { lon: 110 + (r / 1000) * Math.cos(angle), lat: 35 + (r / 1000) * Math.sin(angle) };
        });
        const ring = ringOf(corners);
        if (ring === undefined) throw new Error('a star has corners');
        expect(ringFault(ring)).toBeUndefined();
        expect(pointInRing({ lon: 110, lat: 35 }, ring)).toBe(true);
      }),
    );
  });

  it('outlines meet where neither has a corner in the other', () => {
    expect(outlinesMeet(box(0, 1, 3, 2), box(1, 0, 2, 3))).toBe(true);
    expect(outlinesMeet(box(0, 0, 1, 1), box(2, 0, 3, 1))).toBe(false);
  });

  it('two thousand corners are judged at once', () => {
    const corners = Array.from({ length: 1999 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 1999;
      return { lon: 110 + 0.1 * Math.cos(angle), lat: 35 + 0.1 * Math.sin(angle) };
    });
    expect(ringFault(ringOf(corners) ?? [])).toBeUndefined();
  });
});
