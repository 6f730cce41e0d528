import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';

/** An order and its team for the tests of this room. */
export const anOrder = (change: Partial<Order> = {}): Order => ({
  id: 'o1',
  number: 388,
  incidentId: 'i1',
  team: 't1',
  exclusive: true,
  content: {
    task: '转移117人',
    skills: [],
    destination: { name: '沟口组', point: { lon: 109.87, lat: 35.34 }, division: '610525101233' },
    hazards: '',
    protection: '',
    feedbackMin: 30,
  },
  status: 'sent',
  voice: false,
  issuedBy: 'p-duty',
  insteadOf: undefined,
  steps: { saved: '2026-07-18T20:47:00+08:00' },
  sentBy: [],
  device: undefined,
  batteryPct: undefined,
  escalated: {},
  ended: undefined,
  revisions: 0,
  division: '610525101233',
  audience: [],
  ...change,
});
export const aTeam = (status: TeamStatus, orderId = 'o1'): TeamNow => ({
  id: 't1',
  status,
  since: '2026-07-18T20:47:00+08:00',
  orderId,
  reason: undefined,
  help: {},
  safetyAt: undefined,
  safetyMissedAt: undefined,
  division: '610525101233',
  audience: [],
});
