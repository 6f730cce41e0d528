import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countyMonths } from './county-months.ts';

const at = (text: string): number => Date.parse(text);

describe('months of the county', () => {
  it('begin at its own midnight, also over the turn of a year', () => {
    expect(countyMonths(at('2026-01-31T23:59:59+08:00'))).toEqual({
      thisMs: at('2026-01-01T00:00:00+08:00'),
      lastMs: at('2025-12-01T00:00:00+08:00'),
    });
    // Still July in Greenwich.
    expect(countyMonths(at('2026-07-31T16:00:00Z')).thisMs).toBe(at('2026-08-01T00:00:00+08:00'));
  });
  it('hold the moment asked about, and the one before ends where it begins', () => {
    const moments = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, (date) => {
        const { thisMs, lastMs } = countyMonths(date.getTime());
        const days = (thisMs - lastMs) / 86_400_000;
        return thisMs <= date.getTime() && date.getTime() - thisMs < 31 * 86_400_000 && days >= 28 && days <= 31;
      }),
    );
  });
});
