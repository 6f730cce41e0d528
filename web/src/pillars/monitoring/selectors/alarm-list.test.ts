import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmGroups, alarmTotals, groupIdOf, nextUnacked, showsRows } from './alarm-list.ts';

let made = 0;
function alarm(over: Partial<Alarm> = {}): Alarm {
  made += 1;
  const at = new Date(Date.UTC(2026, 6, 18, 12, made % 60)).toISOString();
  return {
    id: `0190a000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    number: made,
    priority: 3,
    status: 'unacked',
    cause: { kind: 'source_lost', source: 'x' },
    point: undefined,
    raisedAt: at,
    changedAt: at,
    toggles: 0,
    acked: undefined,
    owner: 'p-duty',
    seat: 'desk',
    incidentId: undefined,
    shelved: undefined,
    escalated: 'none',
    division: '610525101233',
    audience: [],
    ...over,
  };
}
const shelved = { reason: '检修', until: '2026-07-18T22:00:00+08:00', by: 'p-duty' };

describe('alarm list', () => {
  it('pins an unacknowledged red one above its own incident', () => {
    const groups = alarmGroups([alarm({ incidentId: 'i1' }), alarm({ priority: 1, incidentId: 'i1' })]);
    expect(groups.map(({ id }) => id)).toEqual(['pinned', 'incident/i1']);
  });

  it('puts an acknowledged red one back with its incident, and a shelved one with the shelved', () => {
    expect(groupIdOf(alarm({ priority: 1, status: 'acked', incidentId: 'i1' }))).toBe('incident/i1');
    expect(groupIdOf(alarm({ shelved, incidentId: 'i1' }))).toBe('shelved');
  });

  it('groups what belongs to no incident by town', () => {
    expect(groupIdOf(alarm())).toBe('town/610525101000');
  });

  it('puts unhandled before handled and worse before milder', () => {
    const acked = alarm({ priority: 2, status: 'acked' });
    const blue = alarm({ priority: 4 });
    const yellow = alarm();
    expect(alarmGroups([acked, blue, yellow])[0]?.alarms).toEqual([yellow, blue, acked]);
  });

  it('in a flood draws no rows of a group that asks for nothing, until it is opened', () => {
    const [group] = alarmGroups([alarm({ status: 'acked' })]);
    if (group === undefined) throw new Error('one group');
    expect(showsRows(group, 'normal', new Set())).toBe(true);
    expect(showsRows(group, 'flooded', new Set())).toBe(false);
    expect(showsRows(group, 'flooded', new Set([group.id]))).toBe(true);
  });

  it('loses no alarm and counts each once', () => {
    const any = fc.record({
      priority: fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<1 | 2 | 3 | 4>,
      status: fc.constantFrom('unacked', 'acked', 'returned') as fc.Arbitrary<Alarm['status']>,
      incidentId: fc.constantFrom('i1', 'i2', undefined),
      shelved: fc.constantFrom(shelved, undefined),
      division: fc.constantFrom('610525101233', '610525102202'),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (given) => {
        const alarms = given.map(alarm);
        const groups = alarmGroups(alarms);
        const shown = groups.flatMap((group) => group.alarms);
        expect(shown).toHaveLength(alarms.length);
        expect(new Set(shown)).toEqual(new Set(alarms));
        const { all, unacked, acked, shelved: aside } = alarmTotals(alarms);
        expect(unacked + acked + aside).toBe(all);
      }),
    );
  });
});

describe('F3, next unacknowledged', () => {
  it('visits every unacknowledged alarm once and comes round', () => {
    const alarms = [alarm({ priority: 1 }), alarm(), alarm({ status: 'acked' }), alarm({ status: 'returned' })];
    const groups = alarmGroups(alarms);
    const visited: string[] = [];
    let at: string | undefined;
    for (let i = 0; i < 3; i += 1) {
      at = nextUnacked(groups, at);
      if (at !== undefined) visited.push(at);
    }
    expect(new Set(visited).size).toBe(3);
    expect(nextUnacked(groups, at)).toBe(visited[0]);
  });

  it('stays with the only one while it waits, and says nothing when none is left', () => {
    const only = alarm();
    expect(nextUnacked(alarmGroups([only]), only.id)).toBe(only.id);
    expect(nextUnacked(alarmGroups([alarm({ status: 'acked' })]), undefined)).toBeUndefined();
  });
});
