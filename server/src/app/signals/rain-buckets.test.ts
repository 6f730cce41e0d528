import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredReading } from '../../plumbing/signals/reading-history.ts';
import { rainBuckets } from './rain-buckets.ts';

const START = Date.UTC(2026, 6, 18, 12);
const HOUR = 3_600_000;

function rain(minute: number, value: number, durationS: number | null): StoredReading {
  const observedAtMs = START + minute * 60_000;
  return {
    sensor: 's',
    quantity: 'rain',
    observedAtMs,
    receivedAtMs: observedAtMs,
    value,
    quality: 'good',
    durationS,
  };
}

describe('rain by bucket', () => {
  it('what fell is what the buckets hold, wherever the amounts lie', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 30 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(amounts, (all) => {
        let minute = 0;
        const readings = all.map(([minutes, mm]) => {
          minute += minutes;
          return rain(minute, mm, minutes * 60);
        });
        const sum = rainBuckets(readings, HOUR).reduce((total, { mm }) => total + mm, 0);
        const fell = all.reduce((total, [, mm]) => total + mm, 0);
        expect(sum).toBeCloseTo(fell, 6);
      }),
    );
  });

  it('[MON-30] an amount over two hours is shared by time', () => {
    expect(rainBuckets([rain(90, 6, 3 * 3600)], HOUR).map(({ mm }) => mm)).toEqual([1, 2, 2, 1]);
  });

  it('[MON-31] overlapping amounts are not counted twice', () => {
    expect(rainBuckets([rain(60, 6, 3600), rain(60, 6, 3600), rain(90, 6, 3600)], HOUR)).toEqual([
      { fromMs: START, mm: 6 },
      { fromMs: START + HOUR, mm: 3 },
    ]);
  });

  it('[MON-32] a counter that falls was reset; a step no rain makes counts as nothing', () => {
    const readings = [
      rain(0, 100, null),
      rain(10, 104, null),
      rain(20, 2, null),
      rain(30, 500, null),
      rain(40, 501, null),
    ];
    expect(rainBuckets(readings, HOUR)).toEqual([{ fromMs: START, mm: 7 }]);
  });
});
