import { describe, expect, it } from 'vitest';
import { type Asked, aheadOf, isToAsk } from './way.ts';
import { wayOf } from './way-answer.ts';

const at = '2026-07-18T20:47:32+08:00';
const line: [number, number][] = [
  [109.8, 35.3],
  [109.82, 35.3],
  [109.84, 35.31],
  [109.86, 35.32],
];

describe('the way of a team to its task', () => {
  it('is taken from the row of the team that is under way', () => {
    const answer = { at, ranked: [], underWay: [{ team: 't1', minutes: 24, km: 18.6, fixAgeS: 12 }] };
    expect(wayOf(answer, 't1')).toEqual({ atMs: Date.parse(at), km: 18.6, minutes: 24, from: 'position' });
    expect(wayOf(answer, 't2')).toBeUndefined();
  });
  it('says so when it begins at the base, because no fresh position was known', () => {
    const answer = { at, ranked: [], underWay: [{ team: 't1', minutes: 24, km: 18.6 }] };
    expect(wayOf(answer, 't1')).toMatchObject({ from: 'base' });
  });
  it('of a team under a shared order comes with its route', () => {
    const ranked = [{ team: 't1', travel: { minutes: 9, km: 5 }, fixAgeS: 3, route: { lonLat: line } }];
    expect(wayOf({ at, ranked, underWay: [] }, 't1')).toMatchObject({ km: 5, lonLat: line });
  });
  it('of a team under way comes with its route too', () => {
    const underWay = [{ team: 't1', minutes: 24, km: 18.6, route: { lonLat: line } }];
    expect(wayOf({ at, ranked: [], underWay }, 't1')).toMatchObject({ km: 18.6, from: 'base', lonLat: line });
  });
  it('shows what lies ahead of the phone, and the whole way to one that is far from it', () => {
    const here = { lon: 109.8395, lat: 35.3098 };
    expect(aheadOf(line, here)).toEqual([here, { lon: 109.84, lat: 35.31 }, { lon: 109.86, lat: 35.32 }]);
    expect(aheadOf(line, { lon: 109.5, lat: 35.1 })).toHaveLength(4);
    expect(aheadOf(line, undefined)).toHaveLength(4);
  });
  it('is asked for again after a kilometre, a failure or a change, and never with every fix', () => {
    const here = { lon: 109.8, lat: 35.3 };
    const near = { lon: 109.801, lat: 35.3 };
    const far = { lon: 109.82, lat: 35.3 };
    const before: Asked = { what: 'o1 accepted', atMs: 0, here, outcome: 'open' };
    expect(isToAsk(undefined, 'o1 accepted', 0, undefined)).toBe(true);
    expect(isToAsk(before, 'o1 departed', 1000, here)).toBe(true);
    expect(isToAsk(before, 'o1 accepted', 1000, far)).toBe(false);
    expect(isToAsk(before, 'o1 accepted', 61_000, near)).toBe(false);
    expect(isToAsk(before, 'o1 accepted', 61_000, far)).toBe(true);
    expect(isToAsk({ ...before, outcome: 'failed' }, 'o1 accepted', 1000, near)).toBe(false);
    expect(isToAsk({ ...before, outcome: 'failed' }, 'o1 accepted', 61_000, near)).toBe(true);
  });
});
