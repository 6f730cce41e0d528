import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import { initialRescue, type Order, type RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import { SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { chanceOf } from '../chance.ts';
import type { Crew } from '../story/crews.ts';
import { crewActs } from './crews.ts';

const START = Date.UTC(2026, 6, 18, 12);
const at = (s: number): string => toTimestamp(START + s * 1000);
const CREW: Crew = {
  team: 'team-1',
  carries: 'vehicle',
  account: 'team1',
  speedKmh: 40,
  acceptS: 30,
  departS: 100,
  workMin: 20,
  result: '完成',
};

function order(over: Partial<Order> = {}): Order {
  return {
    id: 'o-1',
    number: 1,
    incidentId: 'i-1',
    team: 'team-1',
    exclusive: true,
    content: {
      task: '转移',
      skills: [],
      destination: { name: '善化村', point: { lon: 109.8, lat: 35.3 }, division: SHANHUA },
      hazards: '',
      protection: '',
      feedbackMin: 30,
    },
    status: 'saved',
    voice: false,
    issuedBy: 'p-duty',
    insteadOf: undefined,
    steps: { saved: at(0) },
    sentBy: [],
    device: undefined,
    batteryPct: undefined,
    escalated: {},
    ended: undefined,
    revisions: 0,
    division: SHANHUA,
    audience: [],
    ...over,
  };
}

function team(status: TeamNow['status'], since = 0): TeamNow {
  return {
    id: 'team-1',
    status,
    since: at(since),
    orderId: 'o-1',
    reason: undefined,
    help: {},
    safetyAt: undefined,
    safetyMissedAt: undefined,
    division: SHANHUA,
    audience: [],
  };
}

function acts(
  state: Partial<RescueState>,
  afterS: number,
  over: Partial<Parameters<typeof crewActs>[1]> = {},
  crew = CREW,
) {
  const options = {
    crews: [crew],
    county: TINY_COUNTY,
    chance: chanceOf(1),
    accounts: 'played' as const,
    isHome: () => true,
    isThere: () => true,
    ...over,
  };
  return crewActs({ ...initialRescue, ...state }, options, START + afterS * 1000);
}
const types = (state: Partial<RescueState>, afterS: number, over = {}, crew = CREW): string[] =>
  acts(state, afterS, over, crew).map(({ intent }) => (intent.type === 'ReportTeamStatus' ? intent.to : intent.type));

describe('a crew', () => {
  it('hears, reads and takes its order one after the other, in its own time', () => {
    expect(types({ orders: { 'o-1': order() } }, 1)).toEqual([]);
    expect(types({ orders: { 'o-1': order() } }, 10)).toEqual(['ConfirmDelivery']);
    const delivered = order({ status: 'delivered', steps: { saved: at(0), delivered: at(5) } });
    expect(types({ orders: { 'o-1': delivered } }, 20)).toEqual(['ReadOrder']);
    const read = order({ status: 'read', steps: { ...delivered.steps, read: at(20) } });
    expect(types({ orders: { 'o-1': read } }, 25)).toEqual([]);
    expect(types({ orders: { 'o-1': read } }, 31)).toEqual(['AcceptOrder']);
  });

  it('declines its first order when it cannot come, and takes the next', () => {
    const crew = { ...CREW, declines: '车辆故障' };
    const read = order({ status: 'read', steps: { saved: at(0), delivered: at(5), read: at(20) } });
    expect(types({ orders: { 'o-1': read } }, 40, {}, crew)).toEqual(['DeclineOrder']);
    const earlier = order({ id: 'o-0', number: 0, status: 'declined' });
    expect(types({ orders: { 'o-0': earlier, 'o-1': read } }, 40, {}, crew)).toEqual(['AcceptOrder']);
  });

  it('works, and comes home when the work is done', () => {
    const orders = { 'o-1': order({ status: 'accepted' }) };
    expect(types({ orders, teams: { 'team-1': team('accepted') } }, 60)).toEqual(['mustering']);
    expect(types({ orders, teams: { 'team-1': team('mustering') } }, 60)).toEqual(['departed']);
    expect(types({ orders, teams: { 'team-1': team('working') } }, 1201)).toEqual(['CompleteOrder']);
    expect(types({ teams: { 'team-1': team('withdrawing') } }, 61)).toEqual(['returned']);
    expect(types({ teams: { 'team-1': team('withdrawing') } }, 61, { isHome: () => false })).toEqual([]);
    expect(types({ teams: { 'team-1': team('returned') } }, 61)).toEqual(['available']);
  });

  it('confirms its safety while it works', () => {
    const orders = { 'o-1': order({ status: 'accepted' }) };
    const crew = { ...CREW, workMin: 60 };
    expect(types({ orders, teams: { 'team-1': team('working') } }, 25 * 60, {}, crew)).toEqual(['ConfirmSafety']);
  });

  it('leaves the phones of demo accounts to the people who hold them', () => {
    expect(types({ orders: { 'o-1': order() } }, 500, { accounts: 'left' })).toEqual([]);
  });
});
