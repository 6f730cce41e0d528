import { SYSTEM_ACTOR } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id, LIVE, newId, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { type PracticeAt, SHIPPED_VALUES, valuesOf } from '@sitong/shared/kernel/practice.ts';
import { PRACTICE_KEY, practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import { LIVE_CLOCK, type Timestamp, toMs, type WorldClock } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Sender } from '../pillars/context.ts';
import { DeadlineClock } from '../plumbing/deadlines/deadline-clock.ts';
import type { EventLog } from '../plumbing/eventlog/event-log.ts';
import { Reactor } from '../plumbing/reactions/reactor.ts';
import type { Answer } from '../plumbing/runtime/submission.ts';
import { WorldRuntime } from '../plumbing/runtime/world-runtime.ts';
import { type PrepareIntent, RuntimeLiveWorld } from './live-world-of.ts';
import { deadlinesIn, decideIn, openStreams, reactionsIn } from './pillars.ts';
import { WorldFollower } from './world-follower.ts';

/** Raise when WorldState changes shape: snapshots of the earlier shape are then folded anew from the log. */
export const STATE_SCHEMA = 3;

/** A state is kept for the replay once in so many events: whoever looks back folds fewer than that. */
export const PAST_EVERY = 20_000;

/** Refusals of the runtime that say nothing about the intent: nodes raced five times over, or too much waits. */
const NOT_DECIDED: readonly string[] = ['too_busy', 'overloaded'];

export interface WorldsOptions {
  log: EventLog;
  county: () => CountyIndex;
  prepare: PrepareIntent;
  /** Keeps a state on the way, for who looks back later; absent: nobody does. */
  keepPast?: (world: WorldId, seq: number, state: WorldState) => Promise<void>;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}

/** One world at work on this node. */
export interface OpenWorld {
  runtime: WorldRuntime<WorldState, Intent, Sender>;
  live: RuntimeLiveWorld;
  deadlines: DeadlineClock<WorldState, Intent>;
  /** Local practice of this world, now and at any moment of its past. */
  practiceAt: PracticeAt;
  /** From rules, doors, clocks, channels and reactions. Rejects when nothing was decided: then send it again. */
  submitSystem: (commandId: Id, intent: Intent, causedBy?: number) => Promise<Answer>;
  close: () => Promise<void>;
}

type Adopted = Omit<Extract<Intent, { type: 'AdoptPractice' }>, 'type'>;

/**
 * CMD-40: the log of a world says by which practice it began, so that a later release with other defaults
 * changes no clock. The command id follows from the world: every node may ask, one is answered with events.
 */
async function adoptPractice(opened: OpenWorld, adopted: Adopted): Promise<void> {
  const { state, world } = opened.runtime;
  if (state.command.practice[PRACTICE_KEY] !== undefined) return;
  await opened.submitSystem(derivedId('adopt-practice', world), { type: 'AdoptPractice', ...adopted });
}

function standingOf(state: WorldState): 'running' | 'ended' {
  return state.command.drills['drill']?.status === 'ended' ? 'ended' : 'running';
}

/** The worlds of this node: live, and every drill that is open. */
export class Worlds {
  readonly #options: WorldsOptions;
  readonly #open = new Map<WorldId, OpenWorld>();
  readonly #listeners = new Set<(world: OpenWorld) => void>();
  readonly #closeListeners = new Set<(world: OpenWorld) => void>();
  #follower: WorldFollower | undefined;

  constructor(options: WorldsOptions) {
    this.#options = options;
  }

  get(world: string): OpenWorld | undefined {
    return this.#open.get(world);
  }

  all(): readonly OpenWorld[] {
    return [...this.#open.values()];
  }

  names(): WorldId[] {
    return [...this.#open.keys()];
  }

  /** Told of each world that opens, now and later; pillar services attach here. */
  onOpen(listener: (world: OpenWorld) => void): void {
    this.#listeners.add(listener);
    for (const world of this.#open.values()) listener(world);
  }

  /** Told of each world that is closed, here or at another node. */
  onClose(listener: (world: OpenWorld) => void): void {
    this.#closeListeners.add(listener);
  }

  /** As `get`, also for one begun at another node a moment ago. */
  async find(world: string): Promise<OpenWorld | undefined> {
    if (!this.#open.has(world)) await this.#follower?.look();
    return this.#open.get(world);
  }

  async open(): Promise<void> {
    await this.#options.log.createWorld({ id: LIVE, kind: 'live', title: 'live', clock: LIVE_CLOCK });
    for (const world of await this.#options.log.worlds()) {
      if (world.status !== 'open') continue;
      const opened = await this.#openWorld(world.id, world.clock);
      await adoptPractice(opened, { values: SHIPPED_VALUES, from: { kind: 'shipped' } });
    }
    this.#follow();
  }

  #follow(): void {
    const { log, onError } = this.#options;
    this.#follower = new WorldFollower({
      log,
      here: () => this.all().map(({ runtime }) => [runtime.world, standingOf(runtime.state)] as const),
      open: async ({ id, clock }) => void (await this.#openWorld(id, clock)),
      close: (world) => this.#closeHere(world),
      onError,
    });
  }

  async close(): Promise<void> {
    await this.#follower?.close();
    await Promise.all(this.all().map((world) => world.close()));
    this.#open.clear();
  }

  /** Begins a drill: its own world, clock and log, nothing outbound ever real. */
  async startDrill(drill: { title: string; scenario: string; startAt: Timestamp; speed: number }): Promise<OpenWorld> {
    const world: WorldId = `drill-${newId().replaceAll('-', '').slice(-12)}`;
    const clock: WorldClock = {
      anchorWorldMs: toMs(drill.startAt),
      anchorServerMs: this.#options.now(),
      speed: drill.speed,
      running: 'running',
    };
    await this.#options.log.createWorld({ id: world, kind: 'drill', title: drill.title, clock });
    const opened = await this.#openWorld(world, clock);
    await opened.submitSystem(derivedId('start', world), { type: 'StartDrill', ...drill });
    await adoptPractice(opened, this.#practiceOfLive());
    return opened;
  }

  /** CMD-40: a drill begins with what is in force in the live world. */
  #practiceOfLive(): Adopted {
    const live = this.#open.get(LIVE);
    if (live === undefined) return { values: SHIPPED_VALUES, from: { kind: 'shipped' } };
    const version = live.runtime.state.command.practice[PRACTICE_KEY]?.version ?? 0;
    const values = valuesOf(live.practiceAt(live.runtime.nowMs()));
    return { values, from: { kind: 'world', world: LIVE, version } };
  }

  async closeDrill(world: WorldId): Promise<void> {
    if (!this.#open.has(world) || world === LIVE) return;
    // Said first: whoever compares the stored worlds with the open ones meanwhile must not open it again.
    await this.#options.log.closeWorld(world);
    await this.#closeHere(world);
  }

  async #closeHere(world: WorldId): Promise<void> {
    const open = this.#open.get(world);
    if (open === undefined) return;
    this.#open.delete(world);
    for (const listener of this.#closeListeners) listener(open);
    await open.close();
  }

  async #openWorld(world: WorldId, storedClock: WorldClock): Promise<OpenWorld> {
    const { log, county, now, onError, prepare, keepPast } = this.#options;
    const around = { world, county };
    let clock = storedClock;
    const runtime: WorldRuntime<WorldState, Intent, Sender> = new WorldRuntime({
      world,
      log,
      initial: initialWorld,
      stateSchema: STATE_SCHEMA,
      evolve,
      decide: decideIn(around),
      clock: () => clock,
      now,
      ...(keepPast === undefined
        ? {}
        : { past: { every: PAST_EVERY, keep: (seq, state) => keepPast(world, seq, state) } }),
      onError,
    });
    await runtime.open();
    const live = new RuntimeLiveWorld(runtime, prepare);
    const submitSystem: OpenWorld['submitSystem'] = async (commandId, intent, causedBy) => {
      const answer = await runtime.submit({
        commandId,
        intent,
        sender: { kind: 'system', actor: SYSTEM_ACTOR },
        actor: SYSTEM_ACTOR,
        ...(causedBy === undefined ? {} : { causedBy }),
      });
      // Nothing was decided, and nobody is there to press again: clocks, reactions and rules try again by themselves.
      if (!answer.ok && NOT_DECIDED.includes(answer.refused.code))
        throw new Error(`${intent.type} was not decided: ${answer.refused.code}`);
      return answer;
    };
    const deadlines = new DeadlineClock<WorldState, Intent>({
      world,
      clock: () => clock,
      now,
      state: () => runtime.state,
      streamsOf: function* (state) {
        for (const [stream] of openStreams(state)) yield stream;
      },
      deadlinesOf: deadlinesIn(around),
      fire: (commandId, intent) => submitSystem(commandId, intent),
      onError,
    });
    const reactor = new Reactor<WorldState, Intent>({
      world,
      reader: 'reactions',
      log,
      state: () => runtime.state,
      react: reactionsIn(around),
      submit: submitSystem,
      onError,
    });
    const stop = runtime.onCommitted((events, state) => {
      const drill = state.command.drills['drill'];
      if (drill !== undefined && drill.clock !== clock) {
        clock = drill.clock;
        log.saveClock(world, clock).catch((error: unknown) => onError(error, 'the world clock was not stored'));
        deadlines.clockChanged();
        live.clockChanged();
      }
      deadlines.changed(events, state);
      reactor.committed(events);
      if (standingOf(state) === 'ended') void this.#follower?.look();
    });
    const opened: OpenWorld = {
      runtime,
      live,
      deadlines,
      practiceAt: (atMs) => practiceAt(runtime.state.command.practice[PRACTICE_KEY], atMs),
      submitSystem,
      close: async () => {
        stop();
        deadlines.close();
        await reactor.close();
        await runtime.close();
      },
    };
    this.#open.set(world, opened);
    const drill = runtime.state.command.drills['drill'];
    if (drill !== undefined) clock = drill.clock;
    deadlines.open();
    await reactor.open(runtime.seq);
    for (const listener of this.#listeners) listener(opened);
    return opened;
  }
}
