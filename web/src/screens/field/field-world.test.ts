import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { describe, expect, it } from 'vitest';
import { anOrder } from '../../pillars/rescue/field/given-order.ts';
import { fieldWorldOf } from './field-world.ts';

const order = anOrder();
const incident: Incident = {
  id: order.incidentId,
  number: 7,
  hazard: 'flash_flood',
  title: '山洪 善化村 王来电13912345678',
  grade: 2,
  grades: [],
  status: 'responding',
  before: 'responding',
  mergedInto: undefined,
  place: { point: { lon: 109.87, lat: 35.34 }, division: '610525101233', name: '善化村', by: 'name' },
  source: { kind: 'phone', callerRef: '0198f000-0000-7000-8000-00000000000c' },
  occurredAt: undefined,
  reportedAt: '2026-07-18T20:00:00+08:00',
  owner: 'p-duty',
  seat: 'duty-1',
  siteCommander: { person: 'p-town-f', channel: '应急-1', at: '2026-07-18T20:10:00+08:00' },
  figures: {},
  text: '张三家三人被困，电话13987654321',
  photos: 0,
  notes: 0,
  statusAt: '2026-07-18T20:00:00+08:00',
  division: '610525101233',
  audience: [],
};
const other: Incident = { ...incident, id: '0198f000-0000-7000-8000-0000000000ff', number: 8 };
const foreign = { ...anOrder(), id: '0198f000-0000-7000-8000-0000000000fe', team: 'team-other', incidentId: other.id };
const state = {
  ...initialWorld,
  rescue: { ...initialWorld.rescue, orders: { [order.id]: order, [foreign.id]: foreign } },
  command: { ...initialWorld.command, incidents: { [incident.id]: incident, [other.id]: other } },
};
const me = { person: 'p-team1', teams: [order.team], posts: [], deputyFor: [] };

describe('what a phone keeps of the world', () => {
  it('is the own orders, and of their incidents the number and the grade: no caller, no number, no name of another', () => {
    const kept = fieldWorldOf(state, me);
    expect(kept.orders).toEqual([order]);
    expect(kept.incidents).toEqual([{ id: incident.id, number: 7, grade: 2 }]);
    const text = JSON.stringify(kept);
    expect(text).not.toMatch(/1[3-9]\d{9}/);
    expect(text).not.toMatch(/王来电|张三|p-town-f|callerRef|team-other/);
  });

  it('is the same object for the same incident, so that nothing is drawn and stored anew', () => {
    expect(fieldWorldOf(state, me).incidents[0]).toBe(fieldWorldOf(state, me).incidents[0]);
  });
});
