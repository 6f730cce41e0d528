import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, toTimestamp } from '../../kernel/time.ts';
import { handOverDueMs } from './shift-clock.ts';

const due = (since: string, handOverH: number, shiftH: number): string =>
  toTimestamp(handOverDueMs(since, { handOverH, shiftH })).slice(5, 16);

describe('when a shift is due to hand over', () => {
  it.each([
    ['2026-07-18T08:00:00+08:00', '07-18T20:00'],
    // Taken over a little early or late it is the same shift.
    ['2026-07-18T07:40:00+08:00', '07-18T20:00'],
    ['2026-07-18T08:20:00+08:00', '07-18T20:00'],
    ['2026-07-18T15:00:00+08:00', '07-18T20:00'],
    ['2026-07-18T19:30:00+08:00', '07-19T08:00'],
    ['2026-07-18T23:00:00+08:00', '07-19T08:00'],
    ['2026-07-19T01:00:00+08:00', '07-19T08:00'],
  ])('begun at %s with shifts of twelve hours from eight: %s', (since, expected) => {
    expect(due(since, 8, 12)).toBe(expected);
  });
  it('is the next morning where one shift is the whole day', () => {
    expect(due('2026-07-18T08:00:00+08:00', 8, 24)).toBe('07-19T08:00');
    expect(due('2026-07-31T07:30:00+08:00', 8, 24)).toBe('08-01T08:00');
  });
  it('always lies between one hour and a shift and an hour after the beginning', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), hour, fc.integer({ min: 4, max: 24 }), (ms, handOverH, shiftH) => {
        const wait = handOverDueMs(toTimestamp(ms), { handOverH, shiftH }) - ms;
        return wait >= HOUR_MS && wait <= (shiftH + 1) * HOUR_MS;
      }),
    );
  });
});
