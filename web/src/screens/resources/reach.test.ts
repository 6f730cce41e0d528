import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestFirst, type Reach, reachOf, type Way, type Ways } from './reach.ts';

const here = { lon: 109.93, lat: 35.2 };
const there = { lon: 109.93, lat: 35.29 };
const known = (...ways: Way[]): Ways => ({ kind: 'known', of: new Map(ways.map((way) => [way.id, way])), atMs: 0 });
const way: Way = { id: 'a', km: 12.4, minutes: 18, fixAgeS: undefined };

describe('how far something is', () => {
  it('is the way by road where one is known', () => {
    expect(reachOf('a', here, there, known(way))).toEqual({ kind: 'road', km: 12.4, minutes: 18, fixAgeS: undefined });
  });
  it('is named a straight line where no road joins, or while nobody has answered', () => {
    const cut = reachOf('b', here, there, known(way));
    expect(cut).toMatchObject({ kind: 'straight', why: 'cut_off' });
    expect(cut.kind === 'straight' ? Math.round(cut.m / 100) : 0).toBe(100);
    for (const kind of ['asking', 'failed'] as const)
      expect(reachOf('a', here, there, { kind })).toMatchObject({ kind: 'straight', why: 'unknown' });
  });

  it('the soonest by road comes first, what no road joins last; no row is lost', () => {
    const anyReach = fc.oneof(
      fc.record({
        kind: fc.constant('road' as const),
        km: fc.nat(90),
        minutes: fc.nat(90),
        fixAgeS: fc.constant(undefined),
      }),
      fc.record({ kind: fc.constant('straight' as const), m: fc.nat(90_000), why: fc.constant('cut_off' as const) }),
    );
    fc.assert(
      fc.property(fc.array(anyReach, { maxLength: 20 }), (reaches) => {
        const rows = reaches.map((reach: Reach, i) => ({ id: `${i}`, reach }));
        const sorted = nearestFirst(rows, ({ reach }) => reach);
        expect(new Set(sorted)).toEqual(new Set(rows));
        const worth = sorted.map(({ reach }) => (reach.kind === 'road' ? reach.minutes : 1e6 + reach.m));
        expect(worth).toEqual(worth.toSorted((a, b) => a - b));
      }),
    );
  });
});
