import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { describe, expect, it } from 'vitest';
import { pixelShiftAt } from './pixel-shift.ts';
import { entryOf, mayReload } from './renewal.ts';
import { takeoverOf } from './takeover.ts';

const red: Alarm = {
  id: 'a-1',
  number: 2041,
  priority: 1,
  status: 'unacked',
  cause: { kind: 'sensor_silent', sensor: 's-1' },
  point: undefined,
  raisedAt: '2026-07-18T20:40:00+08:00',
  changedAt: '2026-07-18T20:40:00+08:00',
  toggles: 0,
  acked: undefined,
  owner: 'p-1',
  seat: 'duty',
  incidentId: undefined,
  shelved: undefined,
  escalated: 'deputy',
  division: '610525000000',
  audience: [],
};

describe('a red alarm takes the wall', () => {
  it('only after the last step of its escalation', () => {
    expect(takeoverOf([{ ...red, escalated: 'leader' }])).toBeUndefined();
    expect(takeoverOf([red])).toBe(red);
  });
  it('not when it is acknowledged, set aside or less than red', () => {
    expect(takeoverOf([{ ...red, status: 'acked' }])).toBeUndefined();
    expect(takeoverOf([{ ...red, priority: 2 }])).toBeUndefined();
    const shelved = { reason: '检修', until: '2026-07-18T22:00:00+08:00', by: 'p-1' };
    expect(takeoverOf([{ ...red, shelved }])).toBeUndefined();
  });
  it('of several the one that waits longest', () => {
    const older = { ...red, id: 'a-0', changedAt: '2026-07-18T20:30:00+08:00' };
    expect(takeoverOf([red, older])).toBe(older);
  });
});

describe('a wall reloads itself only when nothing red is open', () => {
  it('neither a red alarm nor an incident of grade Ⅰ', () => {
    expect(mayReload([], [])).toBe(true);
    expect(mayReload([{ priority: 2 }], [{ grade: 2 }])).toBe(true);
    expect(mayReload([{ priority: 1 }], [])).toBe(false);
    expect(mayReload([], [{ grade: 1 }])).toBe(false);
  });
  it('knows a build by the name of its first script', () => {
    expect(entryOf('<script type="module" crossorigin src="/assets/index-abc.js"></script>')).toBe(
      '/assets/index-abc.js',
    );
    expect(entryOf('<html>proxy says no</html>')).toBeUndefined();
  });
});

describe('nothing burns into the panel', () => {
  it('stands 2 px from its place at most, moves every ten minutes and comes back', () => {
    const tenMin = 600_000;
    const places = Array.from({ length: 9 }, (_, n) => pixelShiftAt(n * tenMin));
    expect(places.flat().every((px) => Math.abs(px) <= 2)).toBe(true);
    expect(new Set(places.map(String)).size).toBe(8);
    expect(places[8]).toEqual(places[0]);
    expect(pixelShiftAt(tenMin - 1)).toEqual(pixelShiftAt(0));
  });
});
