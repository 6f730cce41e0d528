import { DAY_MS, HOUR_MS, MINUTE_MS } from '@sitong/shared/kernel/time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addAmount, addCounter, newRain, type RainMemory, rainSum } from './rain.ts';

const T = Date.UTC(2026, 6, 18, 12);

function sum(rain: RainMemory, hours: number): { mm: number; known: number } {
  const out = { mm: 0, known: 0 };
  rainSum(rain, hours * HOUR_MS, out);
  return out;
}

/** Amounts of five minutes each, ending at these minutes after T. */
function fiveMinutes(amounts: readonly (readonly [endMin: number, mm: number])[]): RainMemory {
  const rain = newRain();
  for (const [endMin, mm] of amounts) addAmount(rain, T + (endMin - 5) * MINUTE_MS, T + endMin * MINUTE_MS, mm);
  return rain;
}

describe('rain sums', () => {
  it('[MON-30] end at the newest measurement and slide on', () => {
    const rain = newRain();
    for (let minute = 5; minute <= 120; minute += 5) {
      addAmount(rain, T + (minute - 5) * MINUTE_MS, T + minute * MINUTE_MS, minute <= 60 ? 1 : 2);
    }
    expect(sum(rain, 1)).toEqual({ mm: 24, known: 1 });
    expect(sum(rain, 3)).toEqual({ mm: 36, known: 2 / 3 });
  });

  it('[MON-30] an amount only partly in the window counts in proportion', () => {
    const rain = newRain();
    addAmount(rain, T, T + HOUR_MS, 10);
    addAmount(rain, T + HOUR_MS, T + 1.5 * HOUR_MS, 3);
    expect(sum(rain, 1).mm).toBe(8);
  });

  it('[MON-31] the same reading twice counts once', () => {
    const rain = fiveMinutes([
      [5, 3],
      [10, 4],
      [5, 3],
      [10, 4],
      [5, 3],
    ]);
    expect(sum(rain, 1).mm).toBe(7);
  });

  it('[MON-31] overlapping amounts are not counted twice', () => {
    const rain = fiveMinutes([
      [55, 2],
      [60, 3],
    ]);
    addAmount(rain, T, T + HOUR_MS, 20);
    expect(sum(rain, 1)).toEqual({ mm: 20, known: 1 });
    addAmount(rain, T + 10 * MINUTE_MS, T + 15 * MINUTE_MS, 9);
    expect(sum(rain, 1).mm).toBe(20);
  });

  it('[MON-31] the order of arrival makes no difference', () => {
    const readings = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 })), {
      selector: ([slot]) => slot,
      minLength: 1,
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(readings, fc.func(fc.integer()), (slots, shuffle) => {
        const amounts = slots.map(([slot, tenths]) => [slot * 5, tenths / 10] as const);
        const inOrder = fiveMinutes(amounts.toSorted((a, b) => a[0] - b[0]));
        const shuffled = fiveMinutes(amounts.toSorted((a, b) => shuffle(a[0]) - shuffle(b[0])));
        for (const hours of [1, 3, 6, 12, 24]) {
          expect(sum(shuffled, hours).mm).toBeCloseTo(sum(inOrder, hours).mm, 6);
          expect(sum(shuffled, hours).known).toBeCloseTo(sum(inOrder, hours).known, 9);
        }
      }),
    );
  });

  it('[MON-31] equals adding up by hand, with gaps, duplicates and late ones', () => {
    const reading = fc.record({ slot: fc.integer({ min: 1, max: 400 }), tenths: fc.integer({ min: 0, max: 50 }) });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 120, size: 'max' }), (readings) => {
        const first = new Map<number, number>();
        for (const { slot, tenths } of readings) if (!first.has(slot)) first.set(slot, tenths);
        const rain = fiveMinutes(readings.map(({ slot, tenths }) => [slot * 5, tenths / 10]));
        const newest = Math.max(...first.keys());
        for (const hours of [1, 3, 6, 12, 24]) {
          let tenths = 0;
          for (const [slot, amount] of first) if (slot > newest - hours * 12) tenths += amount;
          expect(sum(rain, hours).mm).toBeCloseTo(tenths / 10, 6);
        }
      }),
    );
  });

  it('[MON-31] what is older than the longest window changes nothing', () => {
    const rain = fiveMinutes([[5, 1]]);
    addAmount(rain, T - DAY_MS - 10 * MINUTE_MS, T - DAY_MS - 5 * MINUTE_MS, 50);
    expect(sum(rain, 24).mm).toBe(1);
    expect(rain.endMs).toHaveLength(1);
  });

  it('[MON-32] a counter gives its steps; after a reset, the rain since then', () => {
    const rain = newRain();
    for (const [minute, counter] of [
      [0, 100],
      [10, 103],
      [20, 103],
      [30, 2],
      [40, 4.5],
    ] as const) {
      addCounter(rain, T + minute * MINUTE_MS, counter);
    }
    expect(sum(rain, 1).mm).toBe(7.5);
  });

  it('[MON-32] a late or repeated counter reading changes nothing', () => {
    const rain = newRain();
    addCounter(rain, T, 10);
    addCounter(rain, T + HOUR_MS, 20);
    addCounter(rain, T + 0.5 * HOUR_MS, 12);
    addCounter(rain, T + HOUR_MS, 20);
    expect(sum(rain, 1)).toEqual({ mm: 10, known: 1 });
  });

  it('[MON-32] a step no rain can make counts as nothing, and the next is measured from it', () => {
    const rain = newRain();
    addCounter(rain, T, 10);
    addCounter(rain, T + 5 * MINUTE_MS, 9_000);
    addCounter(rain, T + 10 * MINUTE_MS, 9_001);
    expect(sum(rain, 1).mm).toBe(1);
  });

  it('[MON-31] memory is bounded whatever arrives', () => {
    const rain = newRain();
    for (let second = 0; second < 40_000; second += 2)
      addAmount(rain, T + second * 1000, T + second * 1000 + 1000, 0.01);
    expect(rain.endMs.length).toBeLessThanOrEqual(4001);
    expect(
      new Set([rain.startMs, rain.endMs, rain.mm, rain.totalMm, rain.totalMs].map((column) => column.length)).size,
    ).toBe(1);
  });

  it('[MON-31] amounts that make no sense are left out', () => {
    const rain = newRain();
    addAmount(rain, T, T, 5);
    addAmount(rain, T + 1, T, 5);
    addAmount(rain, T, T + 1000, -3);
    addAmount(rain, Number.NaN, T + 1000, 3);
    expect(sum(rain, 1)).toEqual({ mm: 0, known: 0 });
  });
});
