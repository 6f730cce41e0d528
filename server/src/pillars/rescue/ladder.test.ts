import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRescue } from './decide.ts';
import { after, dispatch, givenAccepted, givenFlood, givenOrdered, orderId, status } from './given-rescue.ts';

const id = orderId(1);
const delivered = { type: 'ConfirmDelivery', orderId: id, device: 'phone-1', batteryPct: 71 } as const;
const read = { type: 'ReadOrder', orderId: id } as const;
const accept = { type: 'AcceptOrder', orderId: id, voice: false } as const;
const decline = { type: 'DeclineOrder', orderId: id, reason: '车辆故障' } as const;
const sent: RescueIntent = { type: 'MarkOrderSent', orderId: id, channels: [{ channel: 'app', simulated: false }] };

describe('the ladder of an order', () => {
  it('[RES-5] goes sent, delivered, read, accepted, each with its time', () => {
    const given = after(givenOrdered(), [sent, 'system'], [delivered, BY.team1], [read, BY.team1], [accept, BY.team1]);
    expect(Object.keys(given.state.rescue.orders[id]?.steps ?? {})).toEqual([
      'saved',
      'sent',
      'delivered',
      'read',
      'accepted',
    ]);
    expect(given.state.rescue.orders[id]?.status).toBe('accepted');
    expect(given.state.rescue.teams['team-1']?.status).toBe('accepted');
  });

  it('[RES-5] takes delivered and read from the own team only, once each', () => {
    const given = givenOrdered();
    given.when(decideRescue, delivered, BY.team2).refused('not_your_team');
    given.when(decideRescue, delivered, BY.duty).refused('not_your_team');
    given.when(decideRescue, sent, BY.duty).refused('system_only');
    after(given, [delivered, BY.team1]).when(decideRescue, delivered, BY.team1).refused('already_delivered');
  });

  it('[RES-6] records skipped rungs and never steps down', () => {
    const accepted = givenOrdered().when(decideRescue, accept, BY.team1);
    accepted.thenEvents(['OrderAccepted', { skipped: ['sent', 'delivered', 'read'] }], 'TeamStatusChanged');
    const late = after(accepted.after, [delivered, BY.team1], [sent, 'system']);
    expect(late.state.rescue.orders[id]?.status).toBe('accepted');
    expect(late.state.rescue.orders[id]?.steps.delivered).toBeDefined();
  });

  it('[RES-7] accepts by the leader, or by voice at a desk, not by another team', () => {
    const given = givenOrdered();
    given.when(decideRescue, accept, BY.team2).refused('not_your_team');
    given.when(decideRescue, accept, BY.duty).refused('voice_required');
    const voice = given.when(decideRescue, { ...accept, voice: true }, BY.duty);
    voice.thenEvents(['OrderAccepted', { voice: true }], ['TeamStatusChanged', { to: 'accepted', cause: 'voice' }]);
    voice.after.when(decideRescue, accept, BY.team1).refused('already_accepted');
  });

  it('[RES-7] a decline with its reason frees the team, and is too late after acceptance', () => {
    const declined = givenOrdered().when(decideRescue, decline, BY.team1);
    const free = declined.thenEvents(
      ['OrderDeclined', { reason: '车辆故障' }],
      ['TeamStatusChanged', { to: 'available' }],
    );
    after(free, [dispatch({ orderId: orderId(2), insteadOf: id }), BY.duty]);
    free.when(decideRescue, accept, BY.team1).refused('order_ended');
    givenAccepted().when(decideRescue, decline, BY.team1).refused('already_accepted');
  });

  it('[RES-7] a team that reports departure has accepted', () => {
    givenOrdered()
      .when(decideRescue, status('departed'), BY.team1)
      .thenEvents('OrderAccepted', [
        'TeamStatusChanged',
        { from: 'ordered', to: 'departed', skipped: ['accepted', 'mustering'] },
      ]);
  });

  it('[RES-8] withdrawing frees a team at its base and calls one in the field home', () => {
    const withdraw = { type: 'WithdrawOrder', orderId: id, reason: '险情解除' } as const;
    givenOrdered()
      .when(decideRescue, withdraw, BY.duty)
      .thenEvents('OrderWithdrawn', ['TeamStatusChanged', { to: 'available' }]);
    const field = after(givenAccepted(), [status('en_route'), BY.team1]).when(decideRescue, withdraw, BY.duty);
    const home = field.thenEvents('OrderWithdrawn', ['TeamStatusChanged', { to: 'withdrawing' }]);
    after(home, [dispatch({ orderId: orderId(2) }), BY.duty]);
    home.when(decideRescue, withdraw, BY.duty).refused('order_ended');
  });

  it('[RES-8] only a desk in charge of the place changes an order', () => {
    const revise = {
      type: 'ReviseOrder',
      orderId: id,
      content: { ...dispatch().content, task: '改道' },
      reason: '桥断',
    } as const;
    const given = givenOrdered();
    given.when(decideRescue, revise, BY.townW).refused('not_your_division');
    given.when(decideRescue, revise, BY.team1).refused('desk_required');
    const then = given.when(decideRescue, revise, BY.duty).thenEvents('OrderRevised');
    expect(then.state.rescue.orders[id]).toMatchObject({ revisions: 1, content: { task: '改道' } });
  });

  it('[RES-1] knows no order it was never given', () => {
    givenFlood().when(decideRescue, accept, BY.team1).refused('unknown_order');
  });
});
