import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittedTo } from './fitted-marks.ts';

const view = fc.record({
  lon: fc.double({ min: 73, max: 135, noNaN: true }),
  lat: fc.double({ min: 3, max: 54, noNaN: true }),
  zoom: fc.double({ min: 6, max: 18, noNaN: true }),
  widthPx: fc.integer({ min: 200, max: 7680 }),
  heightPx: fc.integer({ min: 200, max: 2160 }),
});

describe('what moves on the map, fitted to a view', () => {
  it('has its whole degrees where the middle stands, within a tenth of a pixel', () => {
    fc.assert(
      fc.property(view, fc.constantFrom(1, 1.5, 2), (seen, ratio) => {
        const { sight } = fittedTo(seen, ratio);
        expect(Math.abs(sight.refLon / 1e7 - seen.lon)).toBeLessThanOrEqual(0.51e-7);
        expect(Math.abs(sight.refX - (seen.widthPx / 2) * ratio)).toBeLessThan(0.1);
        expect(Math.abs(sight.refY - (seen.heightPx / 2) * ratio)).toBeLessThan(0.1);
      }),
    );
  });

  it('takes so much around the view that a third of a view further all in sight is among it, and a whole one is not', () => {
    fc.assert(
      fc.property(view, (seen) => {
        const { around } = fittedTo(seen, 1);
        const acrossDeg = (360 * seen.widthPx) / (512 * 2 ** seen.zoom);
        const moved = (share: number) => fittedTo({ ...seen, lon: seen.lon + share * acrossDeg }, 1);
        expect(moved(0.33).within(around())).toBe(true);
        expect(moved(1).within(around())).toBe(false);
      }),
    );
  });
});
