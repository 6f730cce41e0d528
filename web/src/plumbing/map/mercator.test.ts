import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatProjection, toLonLat, toPixel } from './mercator.ts';

/** A view from above, as the map tells it. */
function viewAt(lon: number, lat: number, zoom: number) {
  const middle = toPixel(lon, lat, zoom);
  const left = middle.x - 528;
  const top = middle.y - 327;
  return {
    widthPx: 1056,
    heightPx: 654,
    unproject: (x: number, y: number) => toLonLat(left + x, top + y, zoom),
    project: (at: readonly [number, number]) => {
      const { x, y } = toPixel(at[0], at[1], zoom);
      return { x: x - left, y: y - top };
    },
  };
}

describe('thousands of places are projected as the map would project each', () => {
  it('the same pixel for every place in view', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 120, noNaN: true }),
        fc.double({ min: 20, max: 50, noNaN: true }),
        fc.double({ min: 7, max: 18, noNaN: true }),
        fc.double({ min: 1, max: 1055, noNaN: true }),
        fc.double({ min: 1, max: 653, noNaN: true }),
        (lon, lat, zoom, x, y) => {
          const view = viewAt(lon, lat, zoom);
          const at = view.unproject(x, y);
          const expected = view.project(at);
          const into = { x: 0, y: 0 };
          flatProjection(view).project(at[0], at[1], into);
          expect(into.x).toBeCloseTo(expected.x, 3);
          expect(into.y).toBeCloseTo(expected.y, 3);
        },
      ),
    );
  });

  it('and its bounds are those of the view', () => {
    const view = viewAt(109.93, 35.19, 12);
    const { west, south, east, north } = flatProjection(view).bounds;
    expect([west, north]).toEqual(view.unproject(0, 0));
    expect([east, south]).toEqual(view.unproject(view.widthPx, view.heightPx));
  });
});
