import { FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRescue } from './decide.ts';
import { after, dispatch, givenFlood, givenOrdered, incidentReported, orderId, status } from './given-rescue.ts';

describe('dispatching a team', () => {
  it('[RES-4] takes a number, saves the order and marks the team ordered, naming what it read', () => {
    const outcome = givenFlood().when(decideRescue, dispatch(), BY.duty);
    const then = outcome.thenEvents(
      ['OrderNumberTaken', { n: 1 }],
      ['OrderSaved', { number: 1, team: 'team-1', exclusive: true }],
      ['TeamStatusChanged', { from: 'available', to: 'ordered', cause: 'order' }],
    );
    expect(outcome.reads).toEqual([`incident/${dispatch().incidentId}`, 'team/team-1']);
    expect(then.state.rescue.teams['team-1']).toMatchObject({ status: 'ordered', orderId: orderId(1) });
  });

  it('[RES-1] refuses an unknown team, an unknown incident and one that is over', () => {
    const given = givenFlood();
    given.when(decideRescue, dispatch({ team: 'nobody' }), BY.duty).refused('unknown_team');
    given.when(decideRescue, dispatch({ incidentId: orderId('other') }), BY.duty).refused('unknown_incident');
    const { stream, division, audience } = incidentReported();
    const ended = given.happened([
      {
        stream,
        type: 'IncidentEnded',
        schema: 1,
        division,
        audience,
        body: { incidentId: dispatch().incidentId, text: '' },
      },
    ]);
    ended.when(decideRescue, dispatch(), BY.duty).refused('incident_not_workable');
  });

  it('[RES-1] names the path of a shelter, place or time that cannot be', () => {
    const given = givenFlood();
    const { content } = dispatch();
    const shelter = given.when(decideRescue, dispatch({ content: { ...content, shelter: 'none' } }), BY.duty);
    expect(shelter.refused('unknown_shelter').path).toBe('content.shelter');
    const past = given.when(
      decideRescue,
      dispatch({ content: { ...content, arriveBy: '2026-07-18T19:00:00+08:00' } }),
      BY.duty,
    );
    expect(past.refused('time_is_past').path).toBe('content.arriveBy');
  });

  it('[RES-2] lets a town dispatch its own team for its own incident and nothing else', () => {
    const given = givenFlood();
    given
      .when(decideRescue, dispatch({ team: 'team-2' }), BY.townF)
      .thenEvents('OrderNumberTaken', 'OrderSaved', 'TeamStatusChanged');
    expect(given.when(decideRescue, dispatch(), BY.townF).refused('not_your_division').facts).toEqual({
      division: '610525000000',
    });
    given.when(decideRescue, dispatch({ team: 'team-2' }), BY.townW).refused('not_your_division');
    given.when(decideRescue, dispatch(), BY.wall).refused('desk_required');
    given.when(decideRescue, dispatch(), 'system').refused('person_required');
  });

  it('[RES-3] refuses an off-duty team', () => {
    const off = after(givenFlood(), [status('off_duty'), BY.team1]);
    off.when(decideRescue, dispatch(), BY.duty).refused('team_off_duty');
    after(off, [status('available'), BY.team1], [dispatch(), BY.duty]);
  });

  it('[RES-3] refuses a second exclusive order with the number of the first, and takes a shared one', () => {
    const given = givenOrdered();
    const refusal = given.when(decideRescue, dispatch({ orderId: orderId(2) }), BY.duty2).refused('team_busy');
    expect(refusal.facts).toEqual({ team: 'team-1', order: 'D-0001' });
    given
      .when(decideRescue, dispatch({ orderId: orderId(2), exclusive: false }), BY.duty2)
      .thenEvents(['OrderNumberTaken', { n: 2 }], ['OrderSaved', { exclusive: false }]);
  });

  it('[RES-4] answers the same order id again as already saved, with its number', () => {
    const refusal = givenOrdered().when(decideRescue, dispatch(), BY.duty).refused('already_saved');
    expect(refusal.facts).toEqual({ order: 'D-0001' });
  });

  it('[RES-4] in 1,000 races for one team there is one winner, and the loser learns the number', () => {
    for (let race = 0; race < 1000; race++) {
      const given = givenFlood();
      const one = given.when(decideRescue, dispatch({ orderId: orderId(`a${race}`) }), BY.duty);
      // The loser decided on the same state; its expected versions no longer hold, so it decides again.
      const stale = given.when(decideRescue, dispatch({ orderId: orderId(`b${race}`) }), BY.duty2);
      const written = new Set(one.events.map((event) => event.stream));
      expect([...stale.reads, ...stale.events.map((event) => event.stream)].some((stream) => written.has(stream))).toBe(
        true,
      );
      const again = one.after.when(decideRescue, dispatch({ orderId: orderId(`b${race}`) }), BY.duty2);
      expect(again.refused('team_busy').facts).toMatchObject({ order: 'D-0001' });
    }
  });

  it("[RES-18] shows the order at its place, to team and leader, and at the team's home", () => {
    const given = after(givenFlood(), [dispatch({ team: 'team-2' }), BY.duty]);
    expect(given.state.rescue.orders[orderId(1)]).toMatchObject({
      division: SHANHUA,
      audience: ['team:team-2', 'person:leader-team-2', `unit:${FENGYUAN}`, `unit:${SHANHUA}`],
    });
    expect(given.state.rescue.teams['team-2']?.audience).toContain(`unit:${FENGYUAN}`);
  });
});
