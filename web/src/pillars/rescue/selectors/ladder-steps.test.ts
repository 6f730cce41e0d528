import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { describe, expect, it } from 'vitest';
import { ladderSteps } from './ladder-steps.ts';
import { meanAcceptS, orderRows } from './order-rows.ts';

const saved = '2026-07-18T20:46:40.112+08:00';
const order = (change: Partial<Order>): Order => ({
  id: 'd1',
  number: 387,
  incidentId: 'i1',
  team: 'team-a',
  exclusive: true,
  content: {
    task: '清理',
    skills: [],
    destination: { name: '水洼村', point: { lon: 110, lat: 35 }, division: '610525102206' },
    hazards: '',
    protection: '',
    feedbackMin: 30,
  },
  status: 'saved',
  voice: false,
  issuedBy: 'p-duty',
  insteadOf: undefined,
  steps: { saved },
  sentBy: [],
  device: undefined,
  batteryPct: undefined,
  escalated: {},
  ended: undefined,
  revisions: 0,
  division: '610525102206',
  audience: [],
  ...change,
});
const states = (change: Partial<Order>): string =>
  ladderSteps(order(change), Date.parse(saved) + 52_000, {
    step: (step) => step,
    waiting: (span) => span,
    proof: () => 'proof',
    missing: () => 'missing',
  })
    .map(({ state, time }) => (state === 'waiting' ? `${state} ${time}` : state))
    .join(', ');

describe('the ladder of an order', () => {
  it('[RES-6] waits for the first rung not reached, since the last one that was', () => {
    expect(states({})).toBe('done, waiting 0:52, pending, pending, pending');
    expect(states({ status: 'sent', steps: { saved, sent: '2026-07-18T20:46:50.112+08:00' } })).toBe(
      'done, done, waiting 0:42, pending, pending',
    );
  });
  it('[RES-6] counts a rung passed over as done', () => {
    expect(states({ status: 'accepted', steps: { saved, accepted: saved } })).toBe('done, done, done, done, done');
  });
  it('shows a refusal at the last rung, and waits for nothing once it is over', () => {
    const ended = { at: saved, reason: '检修' };
    expect(states({ status: 'declined', ended })).toBe('done, pending, pending, pending, failed');
    expect(states({ status: 'withdrawn', ended })).toBe('done, pending, pending, pending, pending');
  });
});

describe('orders of the shift', () => {
  it('put the unaccepted first, oldest on top, then the declined, then those at work', () => {
    const rows = orderRows({
      a: order({ id: 'a', number: 1, status: 'accepted' }),
      b: order({ id: 'b', number: 2, status: 'declined', ended: { at: saved, reason: '' } }),
      c: order({ id: 'c', number: 3, steps: { saved: '2026-07-18T20:50:00.000+08:00' } }),
      d: order({ id: 'd', number: 4 }),
    });
    expect(rows.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
  });
  it('know no mean before anybody has accepted', () => {
    expect(meanAcceptS([order({})])).toBeUndefined();
    const accepted = { saved, accepted: '2026-07-18T20:47:09.112+08:00' };
    expect(meanAcceptS([order({ steps: accepted }), order({})])).toBe(29);
  });
});
