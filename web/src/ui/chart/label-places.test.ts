import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelPlaces } from './label-places.ts';

describe('labels of thresholds', () => {
  it('stand at their lines where these are far apart', () => {
    expect(labelPlaces([180, 120, 60], 30, 0)).toEqual([180, 120, 60]);
  });
  it('move up out of the way of a lower one, and down from the top of a low chart', () => {
    expect(labelPlaces([100, 95], 30, 0)).toEqual([100, 70]);
    expect(labelPlaces([60, 45, 20], 30, 0)).toEqual([75, 45, 15]);
  });
  it('never lie over each other nor above the top, and keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 5 }), (given) => {
        const places = labelPlaces(
          given.toSorted((a, b) => b - a),
          30,
          0,
        );
        expect(places).toHaveLength(given.length);
        for (const [i, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(15);
          const above = places[i + 1];
          if (above !== undefined) expect(place - above).toBeGreaterThanOrEqual(30);
        }
      }),
    );
  });
});
