import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriage, covers, type DrawnView, transformOf } from './carried.ts';
import { toPixel } from './mercator.ts';

/** Where a place stands on a view, pixels from its left upper corner. */
function onView({ lon, lat, zoom, widthPx, heightPx }: DrawnView, toLon: number, toLat: number) {
  const centre = toPixel(lon, lat, zoom);
  const place = toPixel(toLon, toLat, zoom);
  return { x: widthPx / 2 + place.x - centre.x, y: heightPx / 2 + place.y - centre.y };
}

const viewOf = fc.record({
  lon: fc.double({ min: 109, max: 111, noNaN: true }),
  lat: fc.double({ min: 34, max: 36, noNaN: true }),
  zoom: fc.double({ min: 8, max: 16, noNaN: true }),
  widthPx: fc.constant(1920),
  heightPx: fc.constant(1080),
});

describe('a picture carried along', () => {
  it('lays each of its points where the ground has it now, whatever the hand did', () => {
    fc.assert(
      fc.property(viewOf, viewOf, fc.double({ min: -0.02, max: 0.02, noNaN: true }), (drawn, now, away) => {
        const { x, y, scale } = carriage(drawn, now);
        const before = onView(drawn, drawn.lon + away, drawn.lat - away);
        const after = onView(now, drawn.lon + away, drawn.lat - away);
        expect(x + scale * before.x).toBeCloseTo(after.x, 3);
        expect(y + scale * before.y).toBeCloseTo(after.y, 3);
      }),
    );
  });

  it('lies as it is on its own view', () => {
    const view = { lon: 109.93, lat: 35.19, zoom: 11.3, widthPx: 1920, heightPx: 1080 };
    expect(transformOf(carriage(view, view), 1)).toBe('');
  });

  it('only moved, it lies on whole device pixels', () => {
    expect(transformOf({ x: 3.3, y: -7.6, scale: 1 }, 1)).toBe('translate(3px, -8px)');
    expect(transformOf({ x: 3.3, y: -7.6, scale: 1 }, 2)).toBe('translate(3.5px, -7.5px)');
    expect(transformOf({ x: 3.3, y: -7.6, scale: 2 }, 1)).toBe('translate(3.3px, -7.6px) scale(2)');
  });

  it('is enough while it fills its share of the view and is about as large as it was drawn', () => {
    const view = { lon: 109.93, lat: 35.19, zoom: 11.3, widthPx: 1000, heightPx: 500 };
    expect(covers({ x: 300, y: 0, scale: 1 }, view, view, 2 / 3)).toBe(true);
    expect(covers({ x: -300, y: 0, scale: 1 }, view, view, 2 / 3)).toBe(true);
    expect(covers({ x: 400, y: 0, scale: 1 }, view, view, 2 / 3)).toBe(false);
    expect(covers({ x: 200, y: -100, scale: 1 }, view, view, 2 / 3)).toBe(false);
    expect(covers({ x: 1200, y: 900, scale: 1 }, view, view, 2 / 3)).toBe(false);
    expect(covers({ x: -200, y: -100, scale: 1.4 }, view, view, 2 / 3)).toBe(true);
    expect(covers({ x: -300, y: -150, scale: 1.6 }, view, view, 2 / 3)).toBe(false);
    expect(covers({ x: 200, y: 100, scale: 0.6 }, view, view, 0.3)).toBe(false);
  });
});
