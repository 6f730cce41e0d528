import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import type { Given } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRescue } from './decide.ts';
import { after, dispatch, givenAccepted, givenFlood, orderId, status } from './given-rescue.ts';

const id = orderId(1);

describe('team states', () => {
  it('[RES-9] goes the whole way and is free again', () => {
    const way = [
      'mustering',
      'departed',
      'en_route',
      'on_scene',
      'working',
      'done',
      'withdrawing',
      'returned',
      'available',
    ] as const;
    const home = after(givenAccepted(), ...way.map((to) => [status(to), BY.team1] as const));
    expect(home.state.rescue.teams['team-1']).toMatchObject({ status: 'available', orderId: undefined });
    expect(home.state.rescue.orders[id]?.status).toBe('completed');
  });

  it('[RES-9] refuses an earlier state and names the allowed ones', () => {
    const scene = after(givenAccepted(), [status('on_scene'), BY.team1]);
    const facts = scene.when(decideRescue, status('departed'), BY.team1).refused('illegal_jump').facts;
    expect(facts).toMatchObject({ from: 'on_scene', to: 'departed', allowed: 'working done withdrawing returned' });
    scene.when(decideRescue, status('off_duty'), BY.team1).refused('illegal_jump');
    scene.when(decideRescue, status('on_scene'), BY.team1).refused('already_there');
    givenFlood().when(decideRescue, status('departed'), BY.team1).refused('illegal_jump');
  });

  it('[RES-9] a phone that speaks of another order moves nothing', () => {
    const late = { ...status('done'), orderId: orderId('older') } as const;
    expect(givenAccepted().when(decideRescue, late, BY.team1).refused('other_order').facts).toEqual({
      order: 'D-0001',
    });
  });

  it('[RES-9] a desk enters what it heard as voice; nobody but the geofence says geofence', () => {
    const given = givenAccepted();
    given.when(decideRescue, status('departed'), BY.duty).refused('cause_not_yours');
    given
      .when(decideRescue, { ...status('departed'), cause: 'geofence' } as const, BY.team1)
      .refused('cause_not_yours');
    given.when(decideRescue, status('departed'), BY.team2).refused('not_your_team');
    given
      .when(decideRescue, { ...status('departed'), cause: 'voice' } as const, BY.duty)
      .thenEvents(['TeamStatusChanged', { cause: 'voice' }]);
  });

  it('[RES-10] completing the order brings the team to done with the steps between as skipped', () => {
    const done = givenAccepted().when(
      decideRescue,
      { type: 'CompleteOrder', orderId: id, result: '转移86人', moved: 86 },
      BY.team1,
    );
    done.thenEvents(
      ['OrderCompleted', { moved: 86 }],
      ['TeamStatusChanged', { to: 'done', skipped: ['mustering', 'departed', 'en_route', 'on_scene', 'working'] }],
    );
  });

  it('[RES-10] returning without a word in between completes the order', () => {
    givenAccepted()
      .when(decideRescue, status('returned'), BY.team1)
      .thenEvents('OrderCompleted', ['TeamStatusChanged', { to: 'returned' }]);
  });

  describe('arrival by position', () => {
    const there = seatOf(SHANHUA);
    const notice = (given: Given, ageS: number, point = there) =>
      ({
        type: 'NoticeArrival',
        team: 'team-1',
        orderId: id,
        point,
        observedAt: toTimestamp(given.nowMs - ageS * 1000),
      }) as const;
    const onTheWay = () => after(givenAccepted(), [status('departed'), BY.team1]).later(900);

    it('[RES-13] notices a fresh fix near the destination', () => {
      const given = onTheWay();
      given
        .when(decideRescue, notice(given, 5), 'system')
        .thenEvents(['TeamStatusChanged', { to: 'on_scene', cause: 'geofence', skipped: ['en_route'] }]);
    });

    it('[RES-13] is not fooled by a buffered fix, a far one, or a team that has not left', () => {
      const given = onTheWay();
      given.when(decideRescue, notice(given, 121), 'system').refused('fix_too_old');
      given.when(decideRescue, notice(given, -600), 'system').refused('fix_from_future');
      given
        .when(decideRescue, notice(given, 5, { lon: there.lon + 0.01, lat: there.lat }), 'system')
        .refused('too_far');
      const waiting = givenAccepted();
      waiting.when(decideRescue, notice(waiting, 5), 'system').refused('not_on_the_way');
      given.when(decideRescue, notice(given, 5), BY.team1).refused('system_only');
    });
  });

  it('[RES-14] safety is confirmed by a team that is out', () => {
    const safe = { type: 'ConfirmSafety', team: 'team-1', headcount: 12 } as const;
    givenAccepted().when(decideRescue, safe, BY.team1).refused('team_not_out');
    after(givenAccepted(), [status('on_scene'), BY.team1])
      .when(decideRescue, safe, BY.duty)
      .thenEvents('SafetyConfirmed');
  });

  describe('help', () => {
    const help = (kind: 'sos' | 'blocked', n: number) =>
      ({ type: 'RequestHelp', team: 'team-1', helpId: derivedId('help', n), kind, text: '' }) as const;

    it('[RES-15] takes an SOS in any state and keeps it beside a later 受阻', () => {
      const both = after(givenFlood(), [help('sos', 1), BY.team1], [help('blocked', 2), BY.team1]);
      expect(Object.keys(both.state.rescue.teams['team-1']?.help ?? {})).toEqual(['sos', 'blocked']);
      const answered = after(both, [
        { type: 'AnswerHelp', team: 'team-1', helpId: derivedId('help', 1), how: 'answered', text: '' },
        BY.duty,
      ]);
      expect(Object.keys(answered.state.rescue.teams['team-1']?.help ?? {})).toEqual(['blocked']);
    });

    it('[RES-15] the team may cancel; only a desk answers; another team has no say', () => {
      const given = after(givenFlood(), [help('sos', 1), BY.team1]);
      const answer = {
        type: 'AnswerHelp',
        team: 'team-1',
        helpId: derivedId('help', 1),
        how: 'answered',
        text: '',
      } as const;
      given.when(decideRescue, answer, BY.team1).refused('desk_required');
      given.when(decideRescue, answer, BY.team2).refused('not_your_team');
      given.when(decideRescue, help('sos', 1), BY.team1).refused('already_saved');
      const gone = given
        .when(decideRescue, { ...answer, how: 'cancelled' } as const, BY.team1)
        .thenEvents('HelpAnswered');
      gone.when(decideRescue, answer, BY.duty).refused('unknown_help');
    });
  });

  it('[RES-16] a void incident takes back its open orders and lets all of them go', () => {
    const given = after(
      givenAccepted(),
      [dispatch({ orderId: orderId(2), team: 'team-2' }), BY.duty],
      [{ type: 'DeclineOrder', orderId: orderId(2), reason: '道路中断' }, BY.team2],
    );
    const released = given.when(
      decideRescue,
      { type: 'ReleaseIncidentOrders', incidentId: dispatch().incidentId },
      'system',
    );
    const then = released.thenEvents(
      'OrderWithdrawn',
      ['TeamStatusChanged', { cause: 'closure', to: 'available' }],
      'OrderArchived',
      'OrderArchived',
    );
    expect(then.state.rescue.orders).toEqual({});
    then
      .when(decideRescue, { type: 'ReleaseIncidentOrders', incidentId: dispatch().incidentId }, 'system')
      .refused('nothing_to_release');
  });
});
