import { describe, expect, it } from 'vitest';
import { ratesPerHour } from './rates.ts';

const minute = 60_000;
const series = (...values: [number, number][]) => values.map(([minutes, value]) => ({ atMs: minutes * minute, value }));

describe('[MON-36] what a crack meter tells is how fast it moves, not how far it has come', () => {
  it('is taken against the oldest value of the hour before', () => {
    const rates = ratesPerHour(series([0, 100], [30, 101], [60, 103], [120, 103]));
    expect(rates.map(({ value }) => value)).toEqual([2, 3, 0]);
    expect(rates.map(({ atMs }) => atMs / minute)).toEqual([30, 60, 120]);
  });
  it('is none where values stand too close or too far apart', () => {
    expect(ratesPerHour(series([0, 1], [5, 9]))).toEqual([]);
    expect(ratesPerHour(series([0, 1], [61, 9]))).toEqual([]);
    expect(ratesPerHour([])).toEqual([]);
  });
});
