import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Freshness, freshness, positionFreshness } from './freshness.ts';

describe('every number carries its age (ux.md §1.5)', () => {
  it('is fresh up to 2 × cadence, stale up to 5 ×, then lost', () => {
    expect(freshness(600_000, 300_000)).toBe('fresh');
    expect(freshness(600_001, 300_000)).toBe('stale');
    expect(freshness(1_500_000, 300_000)).toBe('stale');
    expect(freshness(1_500_001, 300_000)).toBe('lost');
  });
  it('takes a position as stale after 2 minutes and lost after 5, however often it reports', () => {
    expect(positionFreshness(119_000, 5_000)).toBe('fresh');
    expect(positionFreshness(121_000, 5_000)).toBe('stale');
    expect(positionFreshness(301_000, 5_000)).toBe('lost');
  });
  it('never calls a number from the future or without a time fresh', () => {
    expect(freshness(-6_000, 60_000)).toBe('ahead');
    expect(freshness(Number.NaN, 60_000)).toBe('lost');
  });
  it('never grows fresher as it grows older', () => {
    const order: Freshness[] = ['fresh', 'stale', 'lost'];
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.integer({ min: 1, max: 1e8 }), (a, more, cadence) => {
        return order.indexOf(freshness(a + more, cadence)) >= order.indexOf(freshness(a, cadence));
      }),
    );
  });
});
