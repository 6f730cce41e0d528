import { DEFAULT_PRACTICE } from '@sitong/shared/kernel/practice.ts';
import { type Incident, initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { initialRescue, type Order } from '@sitong/shared/pillars/rescue/state.ts';
import { describe, expect, it } from 'vitest';
import { firstDeadlineMs, nextMoment, openNeeds, skillsFor } from './needs.ts';

const at = '2026-07-18T20:20:00.000+08:00';
const visible = { division: '610525101233', audience: [] };
const incident: Incident = {
  id: 'i1',
  number: 142,
  hazard: 'flash_flood',
  title: '山洪 善化村',
  grade: 3,
  grades: [],
  status: 'verified',
  before: 'verified',
  mergedInto: undefined,
  place: { point: { lon: 109.9, lat: 35.3 }, division: '610525101233', name: '善化村', by: 'name' },
  source: { kind: 'duty' },
  occurredAt: undefined,
  reportedAt: at,
  owner: 'p-duty',
  seat: 'duty',
  siteCommander: undefined,
  figures: {},
  text: '',
  photos: 0,
  notes: 0,
  statusAt: at,
  ...visible,
};
const order = (change: Partial<Order>): Order => ({
  id: 'd1',
  number: 1,
  incidentId: 'i1',
  team: 'team-a',
  exclusive: true,
  content: {
    task: '转移',
    skills: ['evacuation'],
    destination: { name: '善化村', point: { lon: 109.9, lat: 35.3 }, division: '610525101233' },
    hazards: '',
    protection: '',
    feedbackMin: 30,
  },
  status: 'sent',
  voice: false,
  issuedBy: 'p-duty',
  insteadOf: undefined,
  steps: { saved: at },
  sentBy: [],
  device: undefined,
  batteryPct: undefined,
  escalated: {},
  ended: undefined,
  revisions: 0,
  ...visible,
  ...change,
});
const needsWith = (...orders: Order[]) =>
  openNeeds(
    { incidents: { i1: incident } },
    { ...initialRescue, orders: Object.fromEntries(orders.map((one) => [one.id, one])) },
    () => DEFAULT_PRACTICE,
  ).map(({ id, kind }) => `${kind} ${id}`);

describe('open needs', () => {
  it('an incident without any order needs its first, and no more once one is open', () => {
    expect(needsWith()).toEqual(['first first-i1']);
    expect(needsWith(order({}))).toEqual([]);
  });
  it('a declined order needs another team, and its incident a first one again', () => {
    expect(needsWith(order({ status: 'declined', ended: { at, reason: '检修' } }))).toEqual([
      'declined order-d1',
      'first first-i1',
    ]);
  });
  it('an order past the 90 s is a need until another stands in for it', () => {
    const late = order({ escalated: { offer_next: at } });
    expect(needsWith(late)).toEqual(['unaccepted order-d1']);
    expect(needsWith(late, order({ id: 'd2', number: 2, insteadOf: 'd1' }))).toEqual([]);
    expect(needsWith({ ...late, status: 'accepted' })).toEqual([]);
  });
  it('nothing is needed for an incident that is over', () => {
    const over = { ...incident, status: 'ended' as const, before: 'ended' as const };
    expect(openNeeds({ ...initialCommand, incidents: { i1: over } }, initialRescue, () => DEFAULT_PRACTICE)).toEqual(
      [],
    );
  });
  it('people trapped by water add water rescue to what is asked for', () => {
    const trapped = { trapped: { value: 3, asOf: at, source: '', by: '' } };
    expect(skillsFor({ hazard: 'flash_flood', figures: trapped })).toContain('water_rescue');
    expect(skillsFor({ hazard: 'landslide', figures: trapped })).not.toContain('water_rescue');
  });
});

describe('a time of day typed for a deadline', () => {
  const now = Date.parse('2026-07-18T20:47:32+08:00');
  it('is the next such moment in Beijing time, also past midnight and in full-width digits', () => {
    expect(nextMoment('21:15', now)).toBe(Date.parse('2026-07-18T21:15:00+08:00'));
    expect(nextMoment('０：３０', now)).toBe(Date.parse('2026-07-19T00:30:00+08:00'));
    expect(nextMoment('2047', now)).toBe(Date.parse('2026-07-19T20:47:00+08:00'));
  });
  it('is none when it is no time', () => {
    for (const text of ['', '25:00', '12:60', '晚上', '1:2:3']) expect(nextMoment(text, now)).toBeUndefined();
  });
  it('begins 45 minutes ahead on a full five minutes', () => {
    expect(firstDeadlineMs(now)).toBe(Date.parse('2026-07-18T21:35:00+08:00'));
  });
});
