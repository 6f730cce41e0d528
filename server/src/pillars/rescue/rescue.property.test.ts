import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { ORDER_STEPS, TEAM_STATUSES } from '@sitong/shared/pillars/rescue/events.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { exclusiveOrderOf, isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import { isAtOrPast } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import type { By, Given } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rescueDeadlines } from './deadlines.ts';
import { decideRescue } from './decide.ts';
import { dispatch, FLOOD, givenFlood, orderId } from './given-rescue.ts';

const anyOrder = fc.integer({ min: 1, max: 5 }).map(orderId);
const anyTeam = fc.constantFrom('team-1', 'team-2');
/** Mostly people who may, so that sequences get somewhere; now and then one who may not. */
const anyBy: fc.Arbitrary<By> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<By>(BY.duty) },
  { weight: 4, arbitrary: fc.constantFrom<By>(BY.team1, BY.team2) },
  { weight: 2, arbitrary: fc.constant<By>('system') },
  { weight: 1, arbitrary: fc.constantFrom<By>(BY.townF, BY.townW, BY.wall) },
);
const now = '2026-07-18T20:00:30+08:00';

const anyIntent: fc.Arbitrary<RescueIntent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ id: anyOrder, team: anyTeam, exclusive: fc.constantFrom(true, true, true, false) })
      .map(({ id, team, exclusive }): RescueIntent => dispatch({ orderId: id, team, exclusive })),
  },
  ...[
    anyOrder.map((id) => ({ type: 'WithdrawOrder', orderId: id, reason: '' }) as const),
    anyOrder.map((id) => ({ type: 'ConfirmDelivery', orderId: id, device: 'd' }) as const),
    anyOrder.map((id) => ({ type: 'ReadOrder', orderId: id }) as const),
    fc
      .record({ id: anyOrder, voice: fc.boolean() })
      .map(({ id, voice }) => ({ type: 'AcceptOrder', orderId: id, voice }) as const),
    anyOrder.map((id) => ({ type: 'DeclineOrder', orderId: id, reason: '无车' }) as const),
    anyOrder.map((id) => ({ type: 'CompleteOrder', orderId: id, result: '' }) as const),
    fc
      .record({ team: anyTeam, to: fc.constantFrom(...TEAM_STATUSES), cause: fc.constantFrom('person', 'voice') })
      .map(({ team, to, cause }) => ({ type: 'ReportTeamStatus', team, to, cause }) as RescueIntent),
    anyOrder.map(
      (id): RescueIntent => ({ type: 'MarkOrderSent', orderId: id, channels: [{ channel: 'sms', simulated: true }] }),
    ),
    fc
      .record({ id: anyOrder, team: anyTeam })
      .map(
        ({ id, team }) =>
          ({ type: 'NoticeArrival', team, orderId: id, point: seatOf(SHANHUA), observedAt: now }) as const,
      ),
    fc
      .record({ id: anyOrder, step: fc.constantFrom('undelivered', 're_ring', 'offer_next', 'leader', 'not_departed') })
      .map(({ id, step }) => ({ type: 'EscalateOrder', orderId: id, step, dueAt: now }) as RescueIntent),
    fc
      .record({ team: anyTeam, n: fc.integer({ min: 1, max: 3 }), kind: fc.constantFrom('sos', 'blocked') })
      .map(
        ({ team, n, kind }) =>
          ({ type: 'RequestHelp', team, helpId: derivedId('help', n), kind, text: '' }) as RescueIntent,
      ),
    anyTeam.map((team) => ({ type: 'ConfirmSafety', team }) as const),
    fc.constant<RescueIntent>({ type: 'ReleaseIncidentOrders', incidentId: FLOOD }),
  ].map((arbitrary: fc.Arbitrary<RescueIntent>) => ({ weight: 1, arbitrary })),
);

/** `stale`: decided on the state of one step ago, as on another node. The log lets it in only if nothing it touched moved. */
const anyStep = fc.record({
  intent: anyIntent,
  by: anyBy,
  waitS: fc.integer({ min: 0, max: 120 }),
  stale: fc.boolean(),
});

function expectOneExclusiveOrderPerTeam(state: RescueState): void {
  const open = Object.values(state.orders).filter((order) => order.exclusive && isOpenOrder(order));
  expect(new Set(open.map((order) => order.team)).size).toBe(open.length);
  for (const order of open) expect(state.teams[order.team]?.orderId).toBe(order.id);
}

/** A team at work works on something: [RES-7] [RES-8] [RES-16] every end of an order frees its team. */
function expectNoTeamBoundToNothing(state: RescueState): void {
  for (const team of Object.values(state.teams)) {
    const atWork = isAtOrPast(team.status, 'ordered') && !isAtOrPast(team.status, 'done');
    if (atWork) expect(exclusiveOrderOf(state, team.id)?.team).toBe(team.id);
  }
}

function expectNoStepBack(before: RescueState, after: RescueState): void {
  const rank = (status: string) => (ORDER_STEPS as readonly string[]).indexOf(status);
  for (const [id, was] of Object.entries(before.orders)) {
    const is = after.orders[id];
    if (is === undefined) continue;
    if (!isOpenOrder(was)) expect(is.status).toBe(was.status);
    else if (isOpenOrder(is)) expect(rank(is.status)).toBeGreaterThanOrEqual(rank(was.status));
    for (const step of ORDER_STEPS) if (was.steps[step] !== undefined) expect(is.steps[step]).toBe(was.steps[step]);
  }
}

/** Ids are UUIDv7 made once: that of an order already archived does not come again. */
function isSpent(given: Given, intent: RescueIntent): boolean {
  if (intent.type !== 'DispatchTeam' || intent.orderId in given.state.rescue.orders) return false;
  return given.log.some((event) => event.stream === `order/${intent.orderId}`);
}

/** What the log does with a decision made on an older state: conflict when a stream it read or wrote moved. */
function submit(given: Given, older: Given, step: { intent: RescueIntent; by: By; stale: boolean }): Given {
  if (isSpent(given, step.intent)) return given;
  if (!step.stale) return given.when(decideRescue, step.intent, step.by).after;
  const stale = older.when(decideRescue, step.intent, step.by);
  const moved = new Set(given.log.slice(older.log.length).map((event) => event.stream));
  const touched = [...stale.reads, ...stale.events.map((event) => event.stream)];
  if (touched.some((stream) => moved.has(stream))) return given.when(decideRescue, step.intent, step.by).after;
  return given.happened(stale.events, step.by === 'system' ? undefined : { person: step.by.person });
}

/** A stream's place never changes and nobody who saw it stops seeing it: that lets filter and fold commute. */
function expectAudiencesOnlyGrow(log: Given['log']): void {
  const last = new Map<string, Given['log'][number]>();
  for (const event of log) {
    const before = last.get(event.stream);
    if (before !== undefined) {
      expect(event.division).toBe(before.division);
      expect(event.audience).toEqual(expect.arrayContaining(before.audience));
    }
    last.set(event.stream, event);
  }
}

describe('any sequence of intents, with races', () => {
  it('[RES-3] [RES-4] [RES-6] [RES-18] never gives a team two exclusive orders, never steps down, never throws', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 12, maxLength: 30 }), (steps) => {
        let older = givenFlood();
        let given = older;
        for (const step of steps) {
          const next = submit(given, older, step).later(step.waitS);
          expectOneExclusiveOrderPerTeam(next.state.rescue);
          expectNoTeamBoundToNothing(next.state.rescue);
          expectNoStepBack(given.state.rescue, next.state.rescue);
          older = given;
          given = next;
        }
        expectAudiencesOnlyGrow(given.log);
      }),
      { numRuns: 300 },
    );
  });

  it('[RES-11] [RES-14] every deadline that is due is accepted by its decision, and then gone', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 8, maxLength: 20 }), (steps) => {
        let given = givenFlood();
        for (const step of steps) given = given.when(decideRescue, step.intent, step.by).after.later(step.waitS);
        const all = (world: Given) =>
          [
            ...Object.keys(world.state.rescue.orders).map((id) => `order/${id}` as const),
            ...Object.keys(world.state.rescue.teams).map((id) => `team/${id}` as const),
          ].flatMap((stream) => rescueDeadlines(stream, world.state.rescue, world.practiceAt, world.county));
        for (const due of all(given)) {
          const fired = given
            .later(Math.max(0, (due.dueMs - given.nowMs) / 1000))
            .when(decideRescue, due.intent, 'system');
          expect(fired.refusal).toBeUndefined();
          expect(all(fired.after).map((left) => left.key)).not.toContain(due.key);
        }
      }),
      { numRuns: 100 },
    );
  });
});
