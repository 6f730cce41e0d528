import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmGroups, alarmTotals, firstAtHand, groupIdOf, nextUnacked, showsRows } from './alarm-list.ts';
import { type IncidentAt, surroundingsOf } from './alarm-standing.ts';

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

  it('in a flood draws no rows of a group that asks for nothing, until it is opened or one of it is at hand', () => {
    const acked = alarm({ status: 'acked' });
    const [group] = alarmGroups([acked]);
    if (group === undefined) throw new Error('one group');
    const none = new Map();
    expect(showsRows(group, 'normal', none)).toBe(true);
    expect(showsRows(group, 'flooded', none)).toBe(false);
    expect(showsRows(group, 'flooded', none, acked.id)).toBe(true);
    expect(showsRows(group, 'flooded', new Map([[group.id, 'open']]))).toBe(true);
    expect(showsRows(group, 'flooded', new Map([[group.id, 'folded']]), acked.id)).toBe(false);
  });

  it('never keeps folded what waits: a group somebody folded opens with the first alarm that asks', () => {
    const [group] = alarmGroups([alarm({ status: 'acked' }), alarm()]);
    if (group === undefined) throw new Error('one group');
    expect(showsRows(group, 'flooded', new Map([[group.id, 'folded']]))).toBe(true);
  });

  const any = fc.record({
    priority: fc.constantFrom(1, 2, 3, 4) as fc.Arbitrary<1 | 2 | 3 | 4>,
    status: fc.constantFrom('unacked', 'acked', 'returned') as fc.Arbitrary<Alarm['status']>,
    incidentId: fc.constantFrom('i1', 'i2', 'gone', undefined),
    shelved: fc.constantFrom(shelved, undefined),
    division: fc.constantFrom('610525101233', '610525102202', '610525000000'),
    point: fc.constantFrom({ lon: 109.93, lat: 35.3 }, { lon: 109.97, lat: 35.32 }, undefined),
  });
  const incident = (id: string, over: Partial<IncidentAt>): IncidentAt => ({
    id,
    number: 142,
    grade: 3,
    status: 'open',
    mergedInto: undefined,
    point: { lon: 109.93, lat: 35.3 },
    division: '610525101233',
    reportedMs: Date.UTC(2026, 6, 18, 12),
    ...over,
  });
  const among = surroundingsOf(
    [incident('i2', { number: 143, grade: 4, point: { lon: 109.98, lat: 35.33 } }), incident('i1', {})],
    ({ point }) => point,
  );

  it('loses no alarm and counts each once, whatever stands with an incident', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (given) => {
        const alarms = given.map(alarm);
        const groups = alarmGroups(alarms, among);
        const shown = groups.flatMap((group) => group.alarms);
        expect(shown).toHaveLength(alarms.length);
        expect(new Set(shown)).toEqual(new Set(alarms));
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
        const { all, unacked, acked, shelved: aside } = alarmTotals(alarms);
        expect(unacked + acked + aside).toBe(all);
      }),
    );
  });

  it('keeps its order while it grows: no alarm that comes moves another, nor a group', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), any, (given, one) => {
        const before = given.map(alarm);
        const [newest] = [alarm(one)];
        const flat = (alarms: readonly Alarm[]) => alarmGroups(alarms, among).flatMap((group) => group.alarms);
        expect(flat([...before, newest]).filter((row) => row !== newest)).toEqual(flat(before));
      }),
    );
  });

  it('pins what is red and unanswered, then lists graver incidents, then towns by their code, the shelved last', () => {
    const groups = alarmGroups(
      [
        alarm({ shelved }),
        alarm({ division: '610525102202', priority: 2 }),
        alarm({ status: 'acked' }),
        alarm({ incidentId: 'i2', priority: 2 }),
        alarm({ incidentId: 'i1', status: 'acked' }),
        alarm({ priority: 1, incidentId: 'i2' }),
      ],
      surroundingsOf([incident('i2', { number: 143, grade: 4 }), incident('i1', { division: '610525103000' })], () => ({
        lon: 0,
        lat: 0,
      })),
    );
    expect(groups.map(({ id }) => id)).toEqual([
      'pinned',
      'incident/i1',
      'incident/i2',
      'town/610525101000',
      'town/610525102000',
      'shelved',
    ]);
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

  it('goes to the graver one first, in whatever group it stands; where nobody has chosen, that one is at hand', () => {
    const yellow = alarm({ incidentId: 'i1' });
    const orange = alarm({ priority: 2 });
    const groups = alarmGroups([yellow, orange]);
    expect(groups[0]?.alarms).toEqual([yellow]);
    expect(firstAtHand(groups)).toBe(orange);
    expect(nextUnacked(groups, undefined)).toBe(orange.id);
    expect(nextUnacked(groups, orange.id)).toBe(yellow.id);
    expect(firstAtHand(alarmGroups([alarm({ status: 'acked' })]))).toBeDefined();
  });

  it('an alarm set aside until a time is at hand only when somebody chooses it', () => {
    const aside = alarm({ status: 'acked', shelved });
    const acked = alarm({ status: 'acked' });
    expect(firstAtHand(alarmGroups([aside]))).toBeUndefined();
    expect(firstAtHand(alarmGroups([aside, acked]))).toBe(acked);
  });
});
