import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { Skill } from '@sitong/shared/kernel/master/teams.ts';
import { type Recommending, recommendTeams, type TeamNeed } from '@sitong/shared/pillars/rescue/recommend.ts';
import { COUNTY_SEED, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import type { Given } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { after, dispatch, givenFlood, givenOrdered, orderId, status } from './given-rescue.ts';
import { buildRoads, travelTo } from './travel/roads.ts';

const roads = buildRoads(COUNTY_SEED.roads);

function recommend(given: Given, over: Partial<TeamNeed> = {}, seen: Partial<Recommending> = {}) {
  const need: TeamNeed = {
    destination: { point: seatOf(SHANHUA), division: SHANHUA },
    skills: ['evacuation'],
    ...over,
  };
  return recommendTeams(need, {
    nowMs: given.nowMs,
    state: given.state.rescue,
    teams: COUNTY_SEED.teams,
    travel: (from, to) => travelTo(roads, to)(from),
    presence: () => undefined,
    keepAtHome: 1,
    lostAfterS: 300,
    ...seen,
  });
}

const codes = (given: Given, over: Partial<TeamNeed> = {}, seen: Partial<Recommending> = {}) =>
  Object.fromEntries(
    recommend(given, over, seen).ranked.map((row) => [row.team, row.reasons.map((reason) => reason.code)]),
  );

describe('recommending teams', () => {
  it('[RES-17] ranks by arrival where skills are equal, and lists those left out with why', () => {
    const table = recommend(givenFlood());
    expect(table.ranked.map((row) => row.team)).toEqual(['team-2', 'team-1']);
    expect(table.ranked[0]?.arrivalMin).toBeCloseTo(10 + (4.5 / 25) * 60, 3);
    expect(table.leftOut).toEqual([{ team: 'team-3', code: 'no_skill', facts: { needed: 'evacuation' } }]);
  });

  it('[RES-17] missing skills weigh more than the road', () => {
    const skills: Skill[] = ['evacuation', 'water_rescue'];
    const table = recommend(givenFlood(), { skills });
    expect(table.ranked.map((row) => [row.team, row.missingSkills])).toEqual([
      ['team-1', []],
      ['team-2', ['water_rescue']],
    ]);
  });

  it('[RES-17] leaves out busy, off-duty and help-seeking teams, and those no road joins', () => {
    const busy = after(givenOrdered(), [status('off_duty', 'team-2'), BY.team2]);
    expect(recommend(busy).leftOut.map(({ team, code }) => [team, code])).toEqual([
      ['team-1', 'busy'],
      ['team-2', 'off_duty'],
      ['team-3', 'no_skill'],
    ]);
    const sos = after(givenFlood(), [
      { type: 'RequestHelp', team: 'team-1', helpId: derivedId('help'), kind: 'sos', text: '' },
      BY.team1,
    ]);
    expect(recommend(sos).leftOut).toContainEqual({ team: 'team-1', code: 'asks_help', facts: { help: 'sos' } });
    expect(recommend(givenFlood(), {}, { travel: () => undefined }).leftOut.map((row) => row.code)).toEqual([
      'no_road',
      'no_road',
      'no_skill',
    ]);
  });

  it('[RES-17] says how much time is left or missing, and puts the late behind', () => {
    const given = givenFlood();
    const need = { arriveByMs: given.nowMs + 30 * 60_000 };
    expect(recommend(given, need).ranked.map((row) => [row.team, Math.round(row.slackMin ?? 0)])).toEqual([
      ['team-2', 9],
      ['team-1', -19],
    ]);
    expect(codes(given, need)).toMatchObject({
      'team-2': ['all_skills', 'in_time', 'from_base'],
      'team-1': ['all_skills', 'late', 'from_base'],
    });
  });

  it('[RES-17] starts from a live position, from the base when the position is lost', () => {
    const near = { presence: (team: string) => (team === 'team-1' ? { point: seatOf(SHANHUA), ageS: 12 } : undefined) };
    const live = recommend(givenFlood(), {}, near).ranked[0];
    expect(live).toMatchObject({ team: 'team-1', travel: { minutes: 0, km: 0 } });
    expect(live?.reasons).toContainEqual({ code: 'from_position', facts: { ageS: 12 } });
    const lost = { presence: () => ({ point: seatOf(SHANHUA), ageS: 900 }) };
    expect(recommend(givenFlood(), {}, lost).ranked[0]?.reasons).toContainEqual({
      code: 'from_base',
      facts: { lostS: 900 },
    });
  });

  it('[RES-17] spares a town its last free team, counts other orders and too few people', () => {
    const given = after(givenFlood(), [dispatch({ orderId: orderId(7), exclusive: false }), BY.duty]);
    const elsewhere = { destination: { point: seatOf(LUOCHENG), division: LUOCHENG }, headcount: 20 };
    const reasons = codes(given, elsewhere);
    expect(reasons['team-2']).toContain('leaves_home_thin');
    expect(reasons['team-1']).toEqual(['all_skills', 'from_base', 'other_orders', 'too_few_people']);
    expect(recommend(given, elsewhere).ranked.map((row) => row.team)).toEqual(['team-1', 'team-2']);
  });
});
