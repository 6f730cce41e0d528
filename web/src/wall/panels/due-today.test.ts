import type { Shift } from '@sitong/shared/pillars/command/state.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { describe, expect, it } from 'vitest';
import { type DueSources, dueToday } from './due-today.ts';

const NOW = Date.parse('2026-07-18T10:30:00+08:00');
const seen = { division: '610525000000', audience: [] };
const shift = (since: string): Shift => ({ id: 's', officers: ['p-1'], leader: 'p-2', since, ...seen });
const shelved = (until: string): Alarm => ({
  id: `a-${until}`,
  number: 1,
  priority: 3,
  status: 'acked',
  cause: { kind: 'source_lost', source: 'x' },
  point: undefined,
  raisedAt: '2026-07-18T08:00:00+08:00',
  changedAt: '2026-07-18T08:00:00+08:00',
  toggles: 0,
  acked: undefined,
  owner: 'p',
  seat: 'duty',
  incidentId: undefined,
  shelved: { reason: '检修', until, by: 'p' },
  escalated: 'none',
  ...seen,
});
const depot = (name: string, expires: string | undefined) => ({
  id: `d-${name}`,
  name: '库',
  division: '610525000000',
  point: { lon: 109.9, lat: 35.2 },
  keeper: 'p',
  stock: [{ code: '1', name, quantity: 1, unit: '箱', ...(expires === undefined ? {} : { expires }) }],
});

function due(over: Partial<DueSources>) {
  const none: DueSources = {
    tasks: [],
    reports: [],
    alarms: [],
    warnings: [],
    shift: shift('2026-07-18T08:05:00+08:00'),
    duty: { handOverH: 8, shiftH: 12 },
    depots: [],
  };
  return dueToday({ ...none, ...over }, NOW);
}

describe('what is due today', () => {
  it('knows the hand-over of the running shift by local practice, and that there is none to hand over', () => {
    expect(due({})).toMatchObject([{ kind: 'hand_over', atMs: Date.parse('2026-07-18T20:00:00+08:00') }]);
    const morning = [{ kind: 'hand_over', atMs: Date.parse('2026-07-19T08:00:00+08:00') }];
    expect(due({ duty: { handOverH: 8, shiftH: 24 } })).toMatchObject(morning);
    expect(due({ shift: undefined })).toMatchObject([{ kind: 'no_shift', atMs: undefined }]);
  });
  it('keeps a hand-over that is late until somebody takes over', () => {
    const [late] = due({ shift: shift('2026-07-17T20:00:00+08:00') });
    expect(late).toMatchObject({ kind: 'hand_over', atMs: Date.parse('2026-07-18T08:00:00+08:00') });
  });
  it('says when what was set aside rings again, if that is today, in the order of the clock', () => {
    const alarms = [
      shelved('2026-07-18T21:00:00+08:00'),
      shelved('2026-07-18T18:00:00+08:00'),
      shelved('2026-07-19T01:00:00+08:00'),
    ];
    expect(due({ alarms }).map(({ kind, atMs }) => [kind, new Date(atMs ?? 0).getUTCHours() + 8])).toEqual([
      ['shelved', 18],
      ['hand_over', 20],
      ['shelved', 21],
    ]);
  });
  it('looks to the end of the shift where that is after midnight: the night desk sees its morning', () => {
    const night = {
      shift: shift('2026-07-18T20:00:00+08:00'),
      alarms: [shelved('2026-07-19T01:00:00+08:00'), shelved('2026-07-19T09:00:00+08:00')],
    };
    expect(due(night).map(({ kind }) => kind)).toEqual(['shelved', 'hand_over']);
  });
  it('counts goods whose date is reached by their kind, last, and no others', () => {
    const depots = [
      depot('方便食品', '2026-07-18'),
      depot('方便食品', '2026-07-01'),
      depot('瓶装水', '2026-07-19'),
      depot('棉被', undefined),
    ];
    expect(due({ depots }).slice(-1)).toMatchObject([{ kind: 'stock', name: '方便食品', depots: 2 }]);
    expect(due({ depots })).toHaveLength(2);
  });
});
