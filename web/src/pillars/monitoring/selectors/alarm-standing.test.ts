import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { describe, expect, it } from 'vitest';
import { type IncidentAt, NEAR_M, surroundingsOf } from './alarm-standing.ts';

const village = '610525101233';
const reportedMs = Date.parse('2026-07-18T20:21:00+08:00');
const incident = (over: Partial<IncidentAt> = {}): IncidentAt => ({
  id: 'i1',
  number: 142,
  grade: 3,
  status: 'open',
  mergedInto: undefined,
  point: { lon: 109.93, lat: 35.3 },
  division: village,
  reportedMs,
  ...over,
});
const alarm = (over: Partial<Alarm> = {}): Alarm => ({
  id: 'a1',
  number: 1,
  priority: 2,
  status: 'unacked',
  cause: { kind: 'source_lost', source: 'x' },
  point: { lon: 109.93, lat: 35.31 },
  raisedAt: '2026-07-18T20:45:00+08:00',
  changedAt: '2026-07-18T20:45:00+08:00',
  toggles: 0,
  acked: undefined,
  owner: 'p-duty',
  seat: 'desk',
  incidentId: undefined,
  shelved: undefined,
  escalated: 'none',
  division: village,
  audience: [],
  ...over,
});
const standing = (one: Alarm, ...incidents: IncidentAt[]) =>
  surroundingsOf(incidents, ({ point }) => point).standingOf(one);

describe('with which incident an alarm stands', () => {
  it('with the one it is linked to, however far away', () => {
    const far = incident({ point: { lon: 110.3, lat: 35.1 } });
    expect(standing(alarm({ incidentId: 'i1' }), far, incident({ id: 'i2', number: 143 }))).toEqual({
      incidentId: 'i1',
      how: 'linked',
    });
  });

  it('else with the nearest open one within five kilometres, and says that nobody has linked it', () => {
    const nearer = incident({ id: 'i2', number: 143, point: { lon: 109.93, lat: 35.305 } });
    expect(standing(alarm(), incident(), nearer)).toEqual({ incidentId: 'i2', how: 'near' });
    expect(NEAR_M).toBe(5000);
    expect(standing(alarm({ point: { lon: 109.93, lat: 35.36 } }), incident())).toBeUndefined();
    expect(standing(alarm({ point: { lon: 110, lat: 35.3 } }), incident())).toBeUndefined();
  });

  it('of two equally near with the one reported first', () => {
    expect(standing(alarm(), incident({ id: 'i2', number: 143 }), incident())).toMatchObject({ incidentId: 'i1' });
  });

  it('with none that is over, and with none that came long after it', () => {
    expect(standing(alarm(), incident({ status: 'over' }))).toBeUndefined();
    expect(standing(alarm({ changedAt: '2026-07-18T14:22:00+08:00' }), incident())).toBeDefined();
    expect(standing(alarm({ changedAt: '2026-07-18T14:20:00+08:00' }), incident())).toBeUndefined();
  });

  it('without a point of its own only with one in the same village', () => {
    expect(standing(alarm({ point: undefined }), incident())).toEqual({ incidentId: 'i1', how: 'near' });
    const town = '610525101000';
    expect(standing(alarm({ point: undefined, division: town }), incident({ division: town }))).toBeUndefined();
  });

  it('follows a merged incident into the one it is in now, through a chain; a ring of them leads nowhere', () => {
    const merged = (id: string, mergedInto: string) => incident({ id, mergedInto, status: 'over' });
    const linked = alarm({ incidentId: 'i3', point: undefined, division: '610525000000' });
    expect(standing(linked, merged('i3', 'i2'), merged('i2', 'i1'), incident())).toEqual({
      incidentId: 'i1',
      how: 'linked',
    });
    expect(standing(linked, merged('i3', 'i2'), merged('i2', 'i3'))).toBeUndefined();
  });

  it('stands by its place when the incident it was linked to is archived', () => {
    expect(standing(alarm({ incidentId: 'gone' }), incident())).toEqual({ incidentId: 'i1', how: 'near' });
  });
});
