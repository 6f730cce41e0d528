import { TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../plumbing/map/bounds.ts';
import { locatorOf } from './locator.ts';

const rings = TINY_COUNTY.divisions.get(TINY_COUNTY.county)?.rings ?? [];
const box = boundsOf(rings.flat().map(([lon, lat]) => ({ lon, lat }))) ?? expect.fail('the county has no edge');
const [lon, lat] = [(box.west + box.east) / 2, (box.south + box.north) / 2];

describe('the inset that says where the view stands', () => {
  it('is left out while the county is in view, and where the view shows none of it', () => {
    expect(locatorOf(TINY_COUNTY, box)).toBeUndefined();
    expect(locatorOf(TINY_COUNTY, { west: 0, east: 1, south: 0, north: 1 })).toBeUndefined();
  });
  it('draws the county upright, and the view within it where it stands', () => {
    const inset = locatorOf(TINY_COUNTY, { west: box.west - 1, east: lon, south: lat, north: box.north + 1 });
    // The north-west quarter: from the upper left corner to the middle.
    expect(inset?.view).toMatchObject({ x: 0, y: 0 });
    expect(inset?.view.height).toBeCloseTo(50);
    expect(inset?.view.width).toBeCloseTo((inset?.width ?? 0) / 2);
    expect(inset?.edge).toMatch(/^M[\d.]+,[\d.]+L.*Z$/);
  });
});
