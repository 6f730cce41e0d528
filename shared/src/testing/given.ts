import { expect } from 'vitest';
import type { Actor, Envelope, NewEvent, StreamName } from '../kernel/envelope.ts';
import { EnvelopeSchema, SYSTEM_ACTOR } from '../kernel/envelope.ts';
import { derivedId, type Id, LIVE, type WorldId } from '../kernel/ids.ts';
import type { CountyIndex } from '../kernel/master/county-index.ts';
import { DEFAULT_PRACTICE, type Practice, type PracticeAt } from '../kernel/practice.ts';
import { practiceAt } from '../kernel/practice-schedule.ts';
import type { Decision, Refusal } from '../kernel/refusal.ts';
import { toMs, toTimestamp } from '../kernel/time.ts';
import type { SessionInfo } from '../protocol/session.ts';
import type { WorldState } from '../protocol/world-state.ts';
import { evolve, initialWorld } from '../protocol/world-state.ts';
import { TINY_COUNTY } from './county.ts';
import { verifyIntent } from './verify-intent.ts';

export const START = '2026-07-18T20:00:00.000+08:00';

type Sender = { kind: 'person'; session: SessionInfo; actor: Actor } | { kind: 'system'; actor: Actor };

/** The same shape as the server's `DecideContext`: decisions of any pillar can be given to `when`. */
export interface TestContext {
  world: WorldId;
  commandId: Id;
  nowMs: number;
  now: string;
  state: WorldState;
  sender: Sender;
  county: CountyIndex;
  practice: Practice;
  practiceAt: PracticeAt;
  derive: (...parts: readonly (string | number)[]) => Id;
}

export type TestDecide<I> = (
  intent: I,
  context: TestContext,
) => Decision<{ events: readonly NewEvent[]; reads: readonly StreamName[] }>;

export type By = SessionInfo | 'system';

export interface TestWorld {
  world: WorldId;
  nowMs: number;
  state: WorldState;
  log: readonly Envelope[];
  county: CountyIndex;
  practice: Practice;
}

export interface Outcome {
  /** What was decided; empty when refused. */
  events: readonly NewEvent[];
  refusal: Refusal | undefined;
  reads: readonly StreamName[];
  /** The world afterwards. */
  after: Given;
  /** Expects exactly these event types in order (with part of the body where given), and goes on from there. */
  thenEvents(...expected: readonly (string | readonly [type: string, body: Record<string, unknown>])[]): Given;
  /** Expects a refusal with this code and returns it. */
  refused(code: string): Refusal;
}

export interface Given extends TestWorld {
  /** The practice the world's own log tells of, else the given one. */
  practiceAt: PracticeAt;
  when<I>(decide: TestDecide<I>, intent: I, by: By): Outcome;
  /** For building a past: as `when`, and fails the test when refused. */
  having<I>(decide: TestDecide<I>, intent: I, by: By): Given;
  /** The same world so many seconds later. */
  later(seconds: number): Given;
  /** Events of other pillars, put into the log as they are. */
  happened(events: readonly NewEvent[], actor?: Actor): Given;
}

export type GivenOptions = Partial<Pick<TestWorld, 'world' | 'county' | 'practice'>> & { start?: string };

export function givenWorld(options: GivenOptions = {}): Given {
  return given({
    world: options.world ?? LIVE,
    nowMs: toMs(options.start ?? START),
    state: initialWorld,
    log: [],
    county: options.county ?? TINY_COUNTY,
    practice: options.practice ?? DEFAULT_PRACTICE,
  });
}

function given(world: TestWorld): Given {
  return {
    ...world,
    practiceAt: lookup(world),
    when: (decide, intent, by) => run(world, decide, intent, by),
    having: (decide, intent, by) => {
      const outcome = run(world, decide, intent, by);
      if (outcome.refusal !== undefined)
        expect.fail(`refused while building the past: ${JSON.stringify(outcome.refusal)}`);
      return outcome.after;
    },
    later: (seconds) => given({ ...world, nowMs: world.nowMs + seconds * 1000 }),
    happened: (events, actor = SYSTEM_ACTOR) => given(append(world, events, actor)),
  };
}

function lookup({ state, practice }: TestWorld): PracticeAt {
  const book = state.command.practice['now'];
  return book === undefined ? () => practice : (atMs) => practiceAt(book, atMs);
}

function run<I>(world: TestWorld, decide: TestDecide<I>, intent: I, by: By): Outcome {
  const commandId = derivedId('test', world.world, world.log.length, world.nowMs, JSON.stringify(intent));
  const sender: Sender =
    by === 'system'
      ? { kind: 'system', actor: SYSTEM_ACTOR }
      : { kind: 'person', session: by, actor: { person: by.person, seat: `seat-${by.username}` } };
  const decision = decide(intent, {
    world: world.world,
    commandId,
    nowMs: world.nowMs,
    now: toTimestamp(world.nowMs),
    state: world.state,
    sender,
    county: world.county,
    practice: lookup(world)(world.nowMs),
    practiceAt: lookup(world),
    derive: (...parts) => derivedId(commandId, ...parts),
  });
  const events = decision.ok ? decision.value.events : [];
  const after = append(world, events, sender.actor);
  verifyIntent(world.state, after.log.slice(world.log.length), after.log);
  const next = given(after);
  return {
    events,
    refusal: decision.ok ? undefined : decision.refusal,
    reads: decision.ok ? decision.value.reads : [],
    after: next,
    thenEvents: (...expected) => {
      if (!decision.ok) expect.fail(`refused: ${JSON.stringify(decision.refusal)}`);
      expect(events.map((event) => event.type)).toEqual(
        expected.map((one) => (typeof one === 'string' ? one : one[0])),
      );
      expected.forEach((one, i) => {
        if (typeof one !== 'string') expect(events[i]?.body).toMatchObject(one[1]);
      });
      return next;
    },
    refused: (code) => {
      if (decision.ok)
        return expect.fail(`not refused; decided ${events.map((event) => event.type).join(', ') || 'nothing'}`);
      expect(decision.refusal.code).toBe(code);
      return decision.refusal;
    },
  };
}

/** Gives events their place in the log, as the log itself would. */
function append(world: TestWorld, events: readonly NewEvent[], actor: Actor): TestWorld {
  const log = [...world.log];
  let state = world.state;
  for (const event of events) {
    const at = toTimestamp(world.nowMs);
    const envelope = EnvelopeSchema.parse({
      ...event,
      audience: [...event.audience],
      world: world.world,
      seq: log.length + 1,
      version: log.filter((before) => before.stream === event.stream).length + 1,
      commandId: derivedId('append', world.log.length, at),
      actor,
      at,
      recordedAt: at,
    });
    log.push(envelope);
    state = evolve(state, envelope);
  }
  return { ...world, log, state };
}
