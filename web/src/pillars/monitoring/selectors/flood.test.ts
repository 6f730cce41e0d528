import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floodAt } from './flood.ts';

const limits = { enter: 10, leave: 5, windowMin: 10 };
const minute = 60_000;
/** `count` alarms, a second apart, from `from` on. */
const burst = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i * 1000);

describe('flood mode', () => {
  it('begins at ten alarms in ten minutes, not at nine', () => {
    expect(floodAt(burst(9), minute, limits)).toEqual({ mode: 'normal', recent: 9 });
    expect(floodAt(burst(10), minute, limits)).toEqual({ mode: 'flooded', recent: 10 });
  });

  it('counts only the last ten minutes', () => {
    const slow = Array.from({ length: 30 }, (_, i) => i * 2 * minute);
    expect(floodAt(slow, 60 * minute, limits).mode).toBe('normal');
  });

  it('stays until fewer than five are left, then ends', () => {
    const times = [...burst(10), ...burst(5, 5 * minute)];
    expect(floodAt(times, 10 * minute + 30_000, limits)).toEqual({ mode: 'flooded', recent: 5 });
    expect(floodAt(times, 15 * minute, limits)).toEqual({ mode: 'normal', recent: 4 });
  });

  it('does not begin again between five and ten', () => {
    const times = [...burst(10), ...burst(7, 30 * minute)];
    expect(floodAt(times, 31 * minute, limits)).toEqual({ mode: 'normal', recent: 7 });
  });

  it('is the same in whatever order the alarms are known, and never from an alarm to come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 * minute }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 70 * minute }),
        (times, now) => {
          const flood = floodAt(times, now, limits);
          expect(floodAt([...times].reverse(), now, limits)).toEqual(flood);
          expect(floodAt([...times, now + 1, now + 2], now, limits)).toEqual(flood);
          expect(flood.recent).toBe(times.filter((at) => at <= now && at > now - 10 * minute).length);
          if (flood.recent >= 10) expect(flood.mode).toBe('flooded');
          if (flood.recent < 5) expect(flood.mode).toBe('normal');
        },
      ),
    );
  });
});
