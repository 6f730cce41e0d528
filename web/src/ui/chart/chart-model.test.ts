import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartModel, chartBars, chartColumns, timeSplits, valueRange } from './chart-model.ts';

const model = (over: Partial<ChartModel>): ChartModel => ({
  unit: 'm',
  decimals: 2,
  points: [],
  thresholds: [],
  ...over,
});

describe('what a chart shows', () => {
  it('joins level, forecast and rain on one time axis and leaves gaps as gaps', () => {
    const columns = chartColumns(
      model({
        points: [
          { atMs: 0, value: 1 },
          { atMs: 2000, value: 2 },
        ],
        bars: [{ atMs: 1000, value: 5 }],
        forecast: [{ atMs: 3000, low: 2, mid: 3, high: 4 }],
      }),
    );
    expect(columns.seconds).toEqual([0, 1, 2, 3]);
    expect(columns.measured).toEqual([1, undefined, 2, undefined]);
    expect(columns.mid).toEqual([undefined, undefined, 2, 3]);
    expect(columns.high).toEqual([undefined, undefined, 2, 4]);
  });
  it('tells a missing measurement (a gap) from a time that only another series has', () => {
    const columns = chartColumns(
      model({
        points: [
          { atMs: 0, value: 1 },
          { atMs: 1000, value: null },
        ],
        bars: [{ atMs: 500, value: 2 }],
      }),
    );
    expect(columns.measured).toEqual([1, undefined, null]);
  });
  it('draws rain in the upper third, each bar as long as the shortest step', () => {
    const bars = chartBars([
      { atMs: 0, value: 6 },
      { atMs: 60_000, value: 12 },
      { atMs: 180_000, value: 0 },
    ]);
    expect(bars).toEqual([
      { fromS: 0, toS: 60, share: 0.16 },
      { fromS: 60, toS: 120, share: 0.32 },
      { fromS: 180, toS: 240, share: 0 },
    ]);
    expect(chartBars([{ atMs: 0, value: 0 }])).toEqual([]);
  });
  it('keeps every threshold inside the axis, so that the distance to it can be read', () => {
    const [low, high] = valueRange(
      model({
        points: [{ atMs: 0, value: 871.5 }],
        thresholds: [{ value: 873.4, label: 'move', level: 1 }],
      }),
    );
    expect(low).toBeLessThan(871.5);
    expect(high).toBeGreaterThan(873.4);
  });
  it('gives a flat line and an empty chart an axis', () => {
    expect(valueRange(model({ points: [{ atMs: 0, value: 3 }] }))).toEqual([2.5, 3.5]);
    expect(valueRange(model({}))).toEqual([0, 1]);
  });
  it('writes round Beijing times, never more than asked for', () => {
    const from = Date.parse('2026-07-18T14:47:00+08:00') / 1000;
    const splits = timeSplits(from, from + 6 * 3600, 4);
    expect(splits.map((s) => new Date(s * 1000).toISOString().slice(11, 16))).toEqual(['08:00', '10:00', '12:00']);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e9 }),
        fc.integer({ min: 1, max: 4e8 }),
        fc.integer({ min: 2, max: 12 }),
        (start, span, most) => {
          const found = timeSplits(start, start + span, most);
          return found.length <= most + 1 && found.every((s) => s >= start && s <= start + span);
        },
      ),
    );
  });
});
