import { toMs } from '@sitong/shared/kernel/time.ts';
import type { DomainEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { Given } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { rescueDeadlines } from './deadlines.ts';
import { decideRescue } from './decide.ts';
import { after, givenAccepted, givenOrdered, incidentReported, orderId, status } from './given-rescue.ts';
import { rescueReactions } from './reactions.ts';

const id = orderId(1);
const orderStream = `order/${id}` as const;

function deadlines(given: Given, stream: `${string}/${string}`) {
  return rescueDeadlines(stream, given.state.rescue, given.practiceAt, given.county);
}

function steps(given: Given) {
  return deadlines(given, orderStream).map(({ intent }) =>
    intent.type === 'EscalateOrder' ? intent.step : intent.type,
  );
}

describe('rescue deadlines', () => {
  it('[RES-11] run at 30, 60, 90 and 180 s from saving', () => {
    const given = givenOrdered();
    const saved = toMs(given.state.rescue.orders[id]?.steps.saved ?? '');
    expect(deadlines(given, orderStream).map((due) => (due.dueMs - saved) / 1000)).toEqual([30, 60, 90, 180]);
    expect(new Set(deadlines(given, orderStream).map((due) => due.key)).size).toBe(4);
  });

  it('[RES-11] delivered stops the first clock, accepted all of them', () => {
    const delivered = after(givenOrdered(), [{ type: 'ConfirmDelivery', orderId: id, device: 'phone-1' }, BY.team1]);
    expect(steps(delivered)).toEqual(['re_ring', 'offer_next', 'leader']);
    expect(steps(givenAccepted())).toEqual([]);
  });

  it('[RES-11] fires once, late firing says by how much, an overtaken clock does nothing', () => {
    const given = givenOrdered();
    const ring = deadlines(given, orderStream)[1]?.intent;
    if (ring === undefined) return expect.fail('no clock to re-ring');
    given.later(10).when(decideRescue, ring, 'system').refused('not_due_yet');
    given.later(75).when(decideRescue, ring, BY.duty).refused('system_only');
    const fired = given.later(75).when(decideRescue, ring, 'system');
    const then = fired.thenEvents(['OrderEscalated', { step: 're_ring', lateS: 15 }]);
    then.when(decideRescue, ring, 'system').refused('no_longer_due');
    expect(steps(then)).toEqual(['undelivered', 'offer_next', 'leader']);
    givenAccepted().later(75).when(decideRescue, ring, 'system').refused('no_longer_due');
  });

  it('[RES-12] not departed runs from acceptance, ten minutes for this team', () => {
    const given = givenAccepted();
    const [due] = deadlines(given, 'team/team-1');
    expect(due?.dueMs).toBe(given.nowMs + 600_000);
    if (due === undefined) return expect.fail('no departure clock');
    given
      .later(600)
      .when(decideRescue, due.intent, 'system')
      .thenEvents(['OrderEscalated', { step: 'not_departed', lateS: 0 }]);
    expect(deadlines(after(given, [status('departed'), BY.team1]), 'team/team-1')).toEqual([]);
  });

  it('[RES-14] the safety check is due every half hour on site and starts again after a miss', () => {
    const scene = after(givenAccepted(), [status('on_scene'), BY.team1]);
    const [due] = deadlines(scene, 'team/team-1');
    if (due === undefined) return expect.fail('no safety check');
    expect(due.dueMs).toBe(scene.nowMs + 30 * 60_000);
    const missed = scene
      .later(1860)
      .when(decideRescue, due.intent, 'system')
      .thenEvents(['SafetyCheckMissed', { lateS: 60 }]);
    expect(deadlines(missed, 'team/team-1')[0]?.dueMs).toBe(missed.nowMs + 30 * 60_000);
    const confirmed = after(scene.later(600), [{ type: 'ConfirmSafety', team: 'team-1' }, BY.team1]);
    confirmed.when(decideRescue, due.intent, 'system').refused('no_longer_due');
  });

  it('has no clocks for streams of others', () => {
    expect(deadlines(givenOrdered(), 'incident/x')).toEqual([]);
    expect(deadlines(givenOrdered(), 'order/unknown')).toEqual([]);
  });

  it('[RES-16] reacts to an incident that closed or was void, and to nothing else', () => {
    const envelope = {
      world: 'live',
      seq: 9,
      version: 2,
      commandId: orderId('command'),
      actor: { person: 'p-duty' },
      at: '2026-07-18T20:00:00+08:00',
      recordedAt: '2026-07-18T20:00:00+08:00',
    };
    const { stream, division, audience } = incidentReported();
    const incident = { ...envelope, stream, division, audience: [...audience], schema: 1 };
    const closed: DomainEvent = {
      ...incident,
      type: 'IncidentClosed',
      body: { incidentId: orderId('x'), summary: '', checked: [] },
    };
    expect(rescueReactions(closed)).toEqual([
      { name: 'release-orders', intent: { type: 'ReleaseIncidentOrders', incidentId: orderId('x') } },
    ]);
    expect(rescueReactions({ ...incident, type: 'IncidentResponding', body: { incidentId: orderId('x') } })).toEqual(
      [],
    );
  });
});
