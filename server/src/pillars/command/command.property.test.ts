import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { FENGYUAN, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { type By, type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { lostSight, readerState } from '@sitong/shared/testing/reader.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandDeadlines } from './deadlines.ts';
import { decideCommand as decide } from './decide.ts';
import { activate, incidentId, orderDone, orderSaved, RESPONSE, react, report, task } from './given-command.ts';

const n = fc.integer({ min: 1, max: 4 });
const level = fc.constantFrom<Level>(1, 2, 3, 4);
const hazard = fc.constantFrom('flash_flood' as const, 'chemical' as const);
const place = fc
  .constantFrom(SHANHUA, LUOCHENG, FENGYUAN)
  .map((division) => ({ point: seatOf(division), division, name: '某处', by: 'map' as const }));
const signing = fc.constantFrom(
  { mode: 'signed' as const, post: 'post-commander' },
  { mode: 'signed' as const, post: 'post-bureau' },
  { mode: 'oral' as const, post: 'post-commander', person: 'p-commander' },
);
const text = '';
const reason = '核实';
const asOf = '2026-07-18T19:00:00+08:00';
const dueAt = toTimestamp(givenWorld().nowMs + 900_000);

const STATUS_ACTS = ['VerifyIncident', 'ControlIncident', 'ReopenIncident', 'EndIncident'] as const;

/** Ten responses may be opened one after the other. */
const responseId = fc.constantFrom(RESPONSE, ...Array.from({ length: 9 }, (_, i) => derivedId('response', i)));
const anyIntent: fc.Arbitrary<CommandIntent> = fc.oneof(
  fc.record({ n, hazard, level, place }).map((one) =>
    report(one.n, {
      hazard: one.hazard,
      grade: one.level,
      place: one.place,
      notDuplicateOf: [1, 2, 3, 4].map(incidentId),
    }),
  ),
  fc
    .record({ n, type: fc.constantFrom(...STATUS_ACTS) })
    .map((one) => ({ type: one.type, incidentId: incidentId(one.n), text })),
  fc
    .record({ n, type: fc.constantFrom(...STATUS_ACTS) })
    .map((one) => ({ type: one.type, incidentId: incidentId(one.n), text })),
  n.map((i) => ({ type: 'RespondToIncident' as const, incidentId: incidentId(i) })),
  n.map((i) => ({ type: 'CloseIncident' as const, incidentId: incidentId(i), summary: text })),
  n.map((i) => ({ type: 'VoidIncident' as const, incidentId: incidentId(i), reason })),
  fc
    .record({ n, into: n })
    .map((one) => ({ type: 'MergeIncident' as const, incidentId: incidentId(one.n), into: incidentId(one.into) })),
  n.map((i) => ({ type: 'ReverseMerge' as const, incidentId: incidentId(i), reason })),
  fc
    .record({ n, place })
    .map((one) => ({ type: 'RelocateIncident' as const, incidentId: incidentId(one.n), place: one.place, reason })),
  fc.record({ n, level }).map((one) => ({
    type: 'GradeIncident' as const,
    incidentId: incidentId(one.n),
    grade: one.level,
    kind: 'confirmed' as const,
    reason,
  })),
  fc.record({ n, value: fc.integer({ min: 0, max: 12 }) }).map((one) => ({
    type: 'RecordFigure' as const,
    incidentId: incidentId(one.n),
    figure: 'missing' as const,
    value: one.value,
    asOf,
    source: '公安',
  })),
  fc
    .record({ n, of: fc.option(n, { nil: undefined }) })
    .map((one) => task(one.n, one.of === undefined ? {} : { incidentId: incidentId(one.of) })),
  n.map((i) => ({ type: 'StartTask' as const, taskId: task(i).taskId })),
  n.map((i) => ({ type: 'FinishTask' as const, taskId: task(i).taskId, result: text, photos: [] })),
  n.map((i) => ({ type: 'ReassignTask' as const, taskId: task(i).taskId, ownerPost: 'post-town-w', dueAt })),
  fc
    .record({ hazard, level, signing, responseId })
    .map((one) => activate(one.level, { hazard: one.hazard, signing: one.signing, responseId: one.responseId })),
  fc.record({ level, signing }).map((one) => ({
    type: 'AdjustResponse' as const,
    responseId: RESPONSE,
    level: one.level,
    signing: one.signing,
    reason,
  })),
  signing.map((one) => ({ type: 'EndResponse' as const, responseId: RESPONSE, signing: one, summary: text })),
  fc.record({ hazard, level }).map((one) => ({
    type: 'SuggestResponse' as const,
    hazard: one.hazard,
    level: one.level,
    reason,
    incidentIds: [],
  })),
  fc.constant({ type: 'CountersignResponse' as const, responseId: RESPONSE }),
  fc.constant({ type: 'EnterDutyLog' as const, text: '记' }),
);

type Step = { intent: CommandIntent; by: By; seconds: number } | { order: 'saved' | 'done' };
const by = fc.constantFrom<By>(
  BY.duty,
  BY.duty,
  BY.leader,
  BY.commander,
  BY.townF,
  BY.townW,
  BY.villageS,
  BY.wall,
  'system',
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ intent: anyIntent, by, seconds: fc.integer({ min: 0, max: 400 }) }) },
    { weight: 1, arbitrary: fc.record({ order: fc.constantFrom('saved' as const, 'done' as const) }) },
  ),
  { minLength: 1, maxLength: 50, size: 'max' },
);

/** A county in the middle of it: otherwise random intents rarely get beyond the first report. */
const BUSY: Given = [
  report(1),
  report(2, { hazard: 'chemical' }),
  task(1, { incidentId: incidentId(1) }),
  activate(3),
].reduce(
  (world, intent) => world.having(decide, intent, intent.type === 'ActivateResponse' ? BY.commander : BY.duty),
  givenWorld(),
);

function step(world: Given, one: Step): Given {
  if ('order' in one) {
    const open = world.state.rescue.teams['team-1']?.orderId !== undefined;
    if (one.order === 'saved' && !open && world.state.command.incidents[incidentId(1)] !== undefined)
      return react(world.happened(orderSaved().toReversed()));
    return one.order === 'done' && open ? world.happened(orderDone()) : world;
  }
  return isUsed(world, one.intent) ? world : fireDue(world.later(one.seconds).when(decide, one.intent, one.by).after);
}

/** Ids are made once (UUIDv7): nobody reports a new incident under the id of one long closed. */
function isUsed(world: Given, intent: CommandIntent): boolean {
  const id =
    intent.type === 'ReportIncident'
      ? intent.incidentId
      : intent.type === 'CreateTask'
        ? intent.taskId
        : intent.type === 'ActivateResponse'
          ? intent.responseId
          : '';
  return world.log.some(({ stream }) => stream.endsWith(`/${id}`));
}

function fireDue(world: Given): Given {
  const { tasks, responses } = world.state.command;
  const streams = [
    ...Object.keys(tasks).map((id) => `task/${id}`),
    ...Object.keys(responses).map((id) => `response/${id}`),
  ];
  return streams
    .flatMap((stream) => commandDeadlines(stream, world.state.command))
    .filter((due) => due.dueMs <= world.nowMs)
    .reduce((now, due) => now.when(decide, due.intent, 'system').after, world);
}

const ORDER_OF: Record<Exclude<Incident['status'], 'merged'>, number> = {
  reported: 0,
  verified: 1,
  responding: 2,
  controlled: 3,
  ended: 4,
};

/** Only what happened since `from` explains a step back. */
function expectForward(before: Given, after: Given): void {
  const events = after.log.slice(before.log.length);
  for (const incident of Object.values(after.state.command.incidents)) {
    const was = before.state.command.incidents[incident.id];
    if (was === undefined || was.status === 'merged' || incident.status === 'merged') continue;
    const back = ORDER_OF[incident.status] < ORDER_OF[was.status];
    if (back) expect(events.map(({ type }) => type)).toContain('IncidentReopened');
  }
}

describe('any sequence of intents', () => {
  it('[CMD-1] [CMD-6] [CMD-12] never throws; incidents go forward and are never nobody’s; one response a hazard', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let world = BUSY;
        for (const one of all) {
          const before = world;
          world = step(world, one);
          expectForward(before, world);
          const { incidents, responses, tasks } = world.state.command;
          expect(Object.values(incidents).every(({ owner, seat }) => owner !== '' && seat !== '')).toBe(true);
          const hazards = Object.values(responses).map((response) => response.hazard);
          expect(new Set(hazards).size).toBe(hazards.length);
          const numbers = Object.values(tasks).map(({ number }) => number);
          expect(new Set(numbers).size).toBe(numbers.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[CMD-8] nothing closed leaves a team, an order or a task behind', () => {
    fc.assert(
      fc.property(steps, (all) => {
        let world = BUSY;
        for (const one of all) {
          const seq = world.log.length;
          world = step(world, one);
          const closed = world.log
            .slice(seq)
            .flatMap((event) => (event.type === 'IncidentClosed' ? [event.stream.split('/')[1]] : []));
          const { command, rescue } = world.state;
          for (const id of closed) {
            expect(Object.values(command.tasks).filter((left) => left.incidentId === id)).toEqual([]);
            expect(
              Object.values(rescue.orders).filter((order) => order.incidentId === id && order.ended === undefined),
            ).toEqual([]);
            expect(Object.values(command.incidents).filter((left) => left.mergedInto === id)).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[CMD-16] no reader loses sight of anything, and each holds what the filtered whole holds', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const world = all.reduce(step, BUSY);
        for (const [name, who] of Object.entries(BY)) {
          const scope = scopeOf(who);
          expect(lostSight(world.log, scope), name).toEqual([]);
          expect(readerState(world.log, scope), name).toEqual(filterWorld(world.state, scope));
        }
      }),
      { numRuns: 60 },
    );
  });
});
