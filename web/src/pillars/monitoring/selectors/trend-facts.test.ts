import type { Threshold } from '@sitong/shared/kernel/master/ground.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstMarks, peakOf } from './trend-facts.ts';

const series = (...values: (number | null)[]) => values.map((value, i) => ({ atMs: i * 60_000, value }));

describe('the peak of a line', () => {
  it('is named once the water has fallen from it, at the first time it was that high', () => {
    expect(peakOf(series(871.5, 873.92, null, 873.92, 872.3), 0.05)).toEqual({ atMs: 60_000, value: 873.92 });
  });
  it('is not named while the water may still rise, nor where the line is flat', () => {
    expect(peakOf(series(871.5, 872, 873), 0.05)).toBeUndefined();
    expect(peakOf(series(871.5, 871.52, 871.51), 0.05)).toBeUndefined();
    expect(peakOf(series(), 0.05)).toBeUndefined();
  });
  it('is not claimed of a line that begins with its highest value: the peak was before', () => {
    expect(peakOf(series(873, 872.5, 872), 0.05)).toBeUndefined();
  });
  it('is never below any measured value', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { maxLength: 50 }), (values) => {
        const peak = peakOf(series(...values), 0.01);
        return peak === undefined || values.every((value) => value <= peak.value);
      }),
    );
  });
});

const mark = (label: string, raiseAt: number, level: 1 | 2 | 3): Threshold => ({
  id: label,
  label,
  level,
  quantity: 'level_m',
  raiseAt,
  returnBelow: raiseAt - 0.1,
  minDurationS: 0,
});
const MARKS = [mark('立即转移', 873.4, 1), mark('警戒水位', 871.8, 3), mark('准备转移', 872.5, 2)];

describe('a value between its marks', () => {
  it('is past the worst one it has reached and below the next', () => {
    const { over, next } = againstMarks(872.31, MARKS);
    expect([over?.mark.label, next?.mark.label]).toEqual(['警戒水位', '准备转移']);
    expect(next?.by).toBeCloseTo(0.19);
  });
  it('has reached a mark when it stands on it, and has none above the worst', () => {
    expect(againstMarks(873.4, MARKS)).toMatchObject({ over: { mark: { label: '立即转移' }, by: 0 }, next: undefined });
    expect(againstMarks(870, MARKS)).toMatchObject({ over: undefined, next: { mark: { label: '警戒水位' } } });
    expect(againstMarks(870, [])).toEqual({ over: undefined, next: undefined });
  });
});
