import { describe, expect, it } from 'vitest';
import { estimatedArrivalMs } from './arrival.ts';

const there = { lon: 109.93, lat: 35.19 };
/** About 9.1 km west of `there`. */
const fix = { lon: 109.83, lat: 35.19, atMs: 1_000_000_000, speedKmh: 36 };

describe('when a moving team arrives', () => {
  it('is distance by road at its present speed, counted from the fix and not from now', () => {
    const atMs = estimatedArrivalMs(fix, there) ?? 0;
    // 9.1 km × 1.4 = 12.7 km at 36 km/h: 21 minutes.
    expect((atMs - fix.atMs) / 60_000).toBeGreaterThan(20);
    expect((atMs - fix.atMs) / 60_000).toBeLessThan(22.5);
  });
  it('is later the slower it goes', () => {
    const slow = estimatedArrivalMs({ ...fix, speedKmh: 12 }, there) ?? 0;
    expect(slow).toBeGreaterThan(estimatedArrivalMs(fix, there) ?? 0);
  });
  it('takes no speed above what a county road allows', () => {
    expect(estimatedArrivalMs({ ...fix, speedKmh: 200 }, there)).toBe(
      estimatedArrivalMs({ ...fix, speedKmh: 60 }, there),
    );
  });
  it('nobody knows while it stands, and it is not told once it is there', () => {
    expect(estimatedArrivalMs({ ...fix, speedKmh: 2 }, there)).toBeUndefined();
    expect(estimatedArrivalMs({ ...fix, ...there }, there)).toBeUndefined();
  });
});
