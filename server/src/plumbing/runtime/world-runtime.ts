import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { RefusalSchema } from '@sitong/shared/kernel/refusal.ts';
import { toTimestamp, type WorldClock, worldNowMs } from '@sitong/shared/kernel/time.ts';
import { z } from 'zod';
import { LogUnavailableError } from '../eventlog/errors.ts';
import type { AppendOutcome, EventLog } from '../eventlog/event-log.ts';
import { decideInTurn, type Waiting } from './decide-in-turn.ts';
import { SharedRun } from './shared-run.ts';
import type { Answer, DecideOn, Submission } from './submission.ts';

/** Intents decided and appended together: enough to share a commit, few enough to answer soon. */
const MOST_PER_BATCH = 64;
/** How often an intent that lost a race is decided again on the newer state. */
const MOST_TRIES = 5;
const PAGE = 1000;
/** Versions kept in memory; a stream that fell out is learnt again from the conflict it causes. */
const MOST_VERSIONS = 50_000;
const SNAPSHOT_EVERY = 1000;
/** Waiting intents beyond this are refused at once: the node is drowning, and a quick no beats a late yes. */
const MOST_WAITING = 5000;

export interface WorldRuntimeOptions<State, Intent, Sender> {
  world: WorldId;
  log: EventLog;
  initial: State;
  /** Raise when the state's shape changes: older snapshots are then left aside. */
  stateSchema: number;
  evolve: (state: State, event: Envelope) => State;
  decide: DecideOn<State, Intent, Sender>;
  clock: () => WorldClock;
  now: () => number;
  /** Keeps the state once in so many events, for whoever asks later how it was; absent: nobody asks. */
  past?: { every: number; keep: (seq: number, state: State) => Promise<void> };
  /** Told of everything that went wrong beside the answer path (catch-up, snapshots). */
  onError: (error: unknown, what: string) => void;
}

/** Told after commit, in order, on every node alike; `events` follow each other without gaps. */
export type CommittedListener<State> = (events: readonly Envelope[], state: State) => void;

const StoredAnswerSchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), refused: RefusalSchema }),
]);

const SavedStateSchema = z.object({ state: z.unknown(), versions: z.array(z.tuple([z.string(), z.number()])) });

/**
 * One world on this node: its open state in memory, folded from the log, and the one writer that decides
 * against it. Waiting intents are decided in turn on a state that already holds their predecessors' events
 * and appended in one transaction; each is answered after commit.
 */
export class WorldRuntime<State, Intent, Sender> {
  readonly #options: WorldRuntimeOptions<State, Intent, Sender>;
  readonly #listeners = new Set<CommittedListener<State>>();
  readonly #versions = new Map<string, number>();
  #state: State;
  #seq = 0;
  #savedSeq = 0;
  #queue: Waiting<Intent, Sender>[] = [];
  #draining: Promise<void> | undefined;
  readonly #reading = new SharedRun(() => this.#readOn());
  #unsubscribe: (() => void) | undefined;
  #life: 'new' | 'open' | 'closed' = 'new';

  constructor(options: WorldRuntimeOptions<State, Intent, Sender>) {
    this.#options = options;
    this.#state = options.initial;
  }

  get world(): WorldId {
    return this.#options.world;
  }
  get state(): State {
    return this.#state;
  }
  get seq(): number {
    return this.#seq;
  }
  get clock(): WorldClock {
    return this.#options.clock();
  }
  /** World time in milliseconds. */
  nowMs(): number {
    return worldNowMs(this.#options.clock(), this.#options.now());
  }

  /** Folds snapshot and tail, then follows the log. */
  async open(): Promise<void> {
    const { log, world, stateSchema } = this.#options;
    const snapshot = await log.loadSnapshot(world, stateSchema);
    if (snapshot !== undefined) {
      const saved = SavedStateSchema.parse(snapshot.state);
      // Written by this same shape version (stateSchema) of this same code; the log guards its integrity.
      this.#state = saved.state as State;
      for (const [stream, version] of saved.versions) this.#versions.set(stream, version);
      this.#seq = snapshot.seq;
      this.#savedSeq = snapshot.seq;
    }
    this.#unsubscribe = log.subscribe((moved) => {
      if (moved.world !== world || moved.seq <= this.#seq) return;
      this.#reading.run().catch((error: unknown) => this.#options.onError(error, 'catching up with the log failed'));
    });
    this.#life = 'open';
    await this.#reading.run();
  }

  /** Finishes what was accepted, saves a snapshot and lets go of the log. */
  async close(): Promise<void> {
    if (this.#life === 'closed') return;
    this.#life = 'closed';
    this.#unsubscribe?.();
    await this.#draining;
    await this.#reading.settled();
    await this.#saveSnapshot();
  }

  /** Reads the log to its head, for whoever has seen more of it than this node; rejects when the log cannot be asked. */
  async caughtUp(): Promise<void> {
    await this.#reading.run();
  }

  onCommitted(listener: CommittedListener<State>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers after commit. Rejects only on outage: then nothing is known, and a retry with the same id is safe. */
  submit(submission: Submission<Intent, Sender>): Promise<Answer> {
    if (this.#life !== 'open') return Promise.resolve({ ok: false, refused: { code: 'world_closed' } });
    if (this.#queue.length >= MOST_WAITING) return Promise.resolve({ ok: false, refused: { code: 'overloaded' } });
    return new Promise((resolve, reject) => {
      this.#queue.push({ submission, tries: 0, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    // Intents of the same turn of the event loop share the first batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, MOST_PER_BATCH);
      try {
        await this.#settle(batch);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
        // Who waited behind an outage has waited long enough: in a frozen database each batch would take its
        // turn of five seconds. They were not appended, and are told so now.
        if (error instanceof LogUnavailableError) for (const waiting of this.#queue.splice(0)) waiting.reject(error);
      }
    }
    // In the same turn as the look at the queue: an intent that comes a microtask later must find no drain at work.
    this.#draining = undefined;
  }

  async #settle(batch: Waiting<Intent, Sender>[]): Promise<void> {
    const { log, world } = this.#options;
    const { decided, notYet } = await this.#decideOnTheHead(batch);
    if (decided.length === 0) return;
    const recordedAt = toTimestamp(this.#options.now());
    const outcomes = await log.append({ world, commands: decided.map((one) => one.command), recordedAt });
    this.#applyOwn(outcomes);
    const again: Waiting<Intent, Sender>[] = [];
    const lost: Extract<AppendOutcome, { kind: 'conflict' }>[] = [];
    decided.forEach(({ waiting, command }, i) => {
      const outcome = outcomes[i];
      if (outcome === undefined) {
        waiting.reject(new Error('the log gave no outcome for a command'));
      } else if (outcome.kind === 'conflict') {
        lost.push(outcome);
        if (waiting.tries >= MOST_TRIES) waiting.resolve({ ok: false, refused: { code: 'too_busy' } });
        else {
          // Dragged down by an intent before it: that one lost the race, this one did not.
          const dragged = outcome.expected === outcome.actual;
          again.push({ ...waiting, tries: waiting.tries + (dragged ? 0 : 1) });
        }
      } else {
        const stored = StoredAnswerSchema.parse(outcome.kind === 'duplicate' ? outcome.result : command.result);
        const seq = outcome.kind === 'duplicate' ? outcome.seq : outcome.toSeq;
        waiting.resolve(stored.ok ? { ok: true, seq } : { ok: false, refused: stored.refused });
      }
    });
    if (lost.length > 0 || outcomes.some((outcome) => outcome.kind === 'appended' && outcome.toSeq > this.#seq))
      await this.#reading.run();
    // A version without the events behind it would let a decision on the old state through: it is learnt only now, and
    // only for streams that are older than the versions kept.
    for (const { stream, actual } of lost)
      if ((this.#versions.get(stream) ?? 0) < actual) this.#keepVersion(stream, actual);
    // Those that lost a race go first, then those that could not be refused yet: they were sent first.
    this.#queue.unshift(...again, ...notYet);
  }

  /**
   * Decides; where something is refused, the log is asked first whether another node has gone on meanwhile. An intent
   * that is taken needs no such look, its expected versions are one; a refusal is kept for ever under its command id.
   */
  async #decideOnTheHead(batch: Waiting<Intent, Sender>[]) {
    const { log, world } = this.#options;
    for (let tries = 1; ; tries++) {
      const turn = this.#decide(batch);
      const refuses = turn.decided.some(({ command }) => command.events.length === 0);
      if (!refuses || tries === MOST_TRIES || (await log.head(world)).seq <= this.#seq) return turn;
      await this.#reading.run();
      // What a defect rejected is told already and stays out.
      batch = [...turn.decided.map(({ waiting }) => waiting), ...turn.notYet];
    }
  }

  #decide(batch: readonly Waiting<Intent, Sender>[]) {
    const { decide, evolve, world } = this.#options;
    const nowMs = this.nowMs();
    return decideInTurn<State, Intent, Sender>(batch, {
      world,
      state: this.#state,
      seq: this.#seq,
      versionOf: (stream) => this.#versions.get(stream) ?? 0,
      time: { nowMs, now: toTimestamp(nowMs) },
      recordedAt: toTimestamp(this.#options.now()),
      decide,
      evolve,
    });
  }

  #applyOwn(outcomes: readonly AppendOutcome[]): void {
    const fresh = outcomes.flatMap((outcome) => (outcome.kind === 'appended' ? outcome.envelopes : []));
    this.#apply(fresh);
  }

  /** Applies what follows the present head; leaves out what is already in, stops before a hole. */
  #apply(envelopes: readonly Envelope[]): void {
    const applied: Envelope[] = [];
    for (const envelope of envelopes) {
      if (envelope.seq <= this.#seq) continue;
      if (envelope.seq !== this.#seq + 1) break;
      this.#state = this.#options.evolve(this.#state, envelope);
      this.#seq = envelope.seq;
      this.#keepVersion(envelope.stream, envelope.version);
      applied.push(envelope);
    }
    if (applied.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(applied, this.#state);
      } catch (error) {
        this.#options.onError(error, 'a listener of committed events failed');
      }
    }
    if (this.#seq - this.#savedSeq >= SNAPSHOT_EVERY) void this.#saveSnapshot();
  }

  #keepVersion(stream: string, version: number): void {
    this.#versions.delete(stream);
    this.#versions.set(stream, version);
    if (this.#versions.size > MOST_VERSIONS) {
      const oldest = this.#versions.keys().next().value;
      if (oldest !== undefined) this.#versions.delete(oldest);
    }
  }

  async #readOn(): Promise<void> {
    const { log, world } = this.#options;
    for (;;) {
      const page = await log.since(world, this.#seq, PAGE);
      this.#apply(page);
      if (page.length < PAGE) return;
    }
  }

  async #saveSnapshot(): Promise<void> {
    if (this.#seq === this.#savedSeq) return;
    const { past, log, stateSchema } = this.#options;
    const [seq, folded, before] = [this.#seq, this.#state, this.#savedSeq];
    this.#savedSeq = seq;
    try {
      const state = { state: folded, versions: [...this.#versions] };
      await log.saveSnapshot({ world: this.world, seq, schema: stateSchema, state });
      if (past !== undefined && Math.floor(seq / past.every) > Math.floor(before / past.every))
        await past.keep(seq, folded);
    } catch (error) {
      this.#options.onError(error, 'saving a snapshot failed; the next start folds a longer tail');
    }
  }
}
