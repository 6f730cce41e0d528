import { describe, expect, it } from 'vitest';
import { joinWays, wayOf } from './use-trail-history.ts';

const at = (minute: number, lon: number) => ({
  time: `2026-07-18T20:${String(minute).padStart(2, '0')}:00+08:00`,
  lon,
  lat: 35.19,
});
const points = (...minutes: readonly number[]) =>
  minutes.map((minute) => ({ lon: 109.9, lat: 35.19, atMs: minute * 60_000 }));

describe('a way begins before the screen was opened', () => {
  it('takes the stored track without the fixes that add nothing', () => {
    const way = wayOf({ positions: [at(10, 109.9), at(11, 109.9), at(12, 109.91), at(11, 109.95), at(13, 109.92)] });
    expect(way.map(({ lon }) => lon)).toEqual([109.9, 109.91, 109.92]);
  });
  it('joins what is stored to what was seen, each time once', () => {
    expect(joinWays(points(1, 2, 3, 4), points(3, 4, 5)).map(({ atMs }) => atMs / 60_000)).toEqual([1, 2, 3, 4, 5]);
  });
  it('is what is stored while nothing was seen', () => {
    expect(joinWays(points(1, 2), [])).toEqual(points(1, 2));
  });
});
