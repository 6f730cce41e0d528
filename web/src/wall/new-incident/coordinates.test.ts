import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointIn } from './coordinates.ts';

describe('coordinates as people write them', () => {
  it.each([
    '109.8775,35.34583',
    '35.34583, 109.8775',
    '109.8775 35.34583',
    '１０９．８７７５，３５．３４５８３',
    '35.34583N 109.8775E',
    'E109.8775 N35.34583',
    '东经109.8775 北纬35.34583',
    '北纬35°20′45″ 东经109°52′39″',
    `N35°20'45" E109°52'39"`,
    '109°52′39″E, 35°20′45″N',
    '东经109度52分39秒，北纬35度20分45秒',
  ])('%s', (typed) => {
    const point = pointIn(typed);
    expect(point?.lon).toBeCloseTo(109.8775, 4);
    expect(point?.lat).toBeCloseTo(35.34583, 4);
  });

  it.each(['', '善化村', '109.87', '1 2 3', 'N35 N36', '999,35', '35.3N'])('is not a place: %s', (typed) => {
    expect(pointIn(typed)).toBeUndefined();
  });

  it('never throws and never leaves the earth', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const point = pointIn(typed);
        if (point === undefined) return;
        expect(Math.abs(point.lon)).toBeLessThanOrEqual(180);
        expect(Math.abs(point.lat)).toBeLessThanOrEqual(90);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what it is given in either order, anywhere in China', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 73_000_000, max: 136_000_000 }),
        fc.integer({ min: 3_000_000, max: 54_000_000 }),
        (lonE6, latE6) => {
          const point = { lon: lonE6 / 1e6, lat: latE6 / 1e6 };
          expect(pointIn(`${point.lon},${point.lat}`)).toEqual(point);
          expect(pointIn(`${point.lat} ${point.lon}`)).toEqual(point);
        },
      ),
    );
  });
});
