import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import { serverDelayMs, type WorldClock } from '@sitong/shared/kernel/time.ts';

/** A moment at which the system must act; derived from state, never stored. */
export interface Due<Intent> {
  /** Unique in the world and the same on every node. */
  key: string;
  /** World time in milliseconds. */
  dueMs: number;
  intent: Intent;
}

export interface DeadlineClockOptions<State, Intent> {
  world: string;
  clock: () => WorldClock;
  now: () => number;
  state: () => State;
  /** Every open stream that may have deadlines. */
  streamsOf: (state: State) => Iterable<string>;
  /** The present deadlines of one stream's entity. */
  deadlinesOf: (stream: string, state: State) => readonly Due<Intent>[];
  fire: (commandId: Id, intent: Intent) => Promise<unknown>;
  onError: (error: unknown, what: string) => void;
}

/** Node timers hold at most 2³¹ ms. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;
/** An outage at the moment of firing: the same command id is tried again after this. */
const RETRY_MS = 1000;

/**
 * Fires what state says is due: order clocks, call retries, report clocks, expiries. It keeps no memory of
 * its own: after a restart the same deadlines follow from the same state, and what became due meanwhile
 * fires at once, late, and is recorded as late by the decision. Firing twice is harmless: the command id
 * follows from world and key.
 */
export class DeadlineClock<State, Intent> {
  readonly #options: DeadlineClockOptions<State, Intent>;
  readonly #byStream = new Map<string, readonly Due<Intent>[]>();
  readonly #fired = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #life: 'open' | 'closed' = 'open';

  constructor(options: DeadlineClockOptions<State, Intent>) {
    this.#options = options;
  }

  open(): void {
    const state = this.#options.state();
    for (const stream of this.#options.streamsOf(state)) this.#derive(stream, state);
    this.#arm();
  }

  close(): void {
    this.#life = 'closed';
    clearTimeout(this.#timer);
  }

  /** Call after events were applied. */
  changed(events: readonly Envelope[], state: State): void {
    for (const stream of new Set(events.map((event) => event.stream))) this.#derive(stream, state);
    this.#arm();
  }

  /** Call when the world clock was set, paused or sped up. */
  clockChanged(): void {
    this.#arm();
  }

  /** Deadlines waiting, soonest first; for health and screens. */
  waiting(): readonly Due<Intent>[] {
    return [...this.#byStream.values()].flat().sort((a, b) => a.dueMs - b.dueMs);
  }

  #derive(stream: string, state: State): void {
    const old = this.#byStream.get(stream) ?? [];
    const present = this.#options.deadlinesOf(stream, state);
    const keys = new Set(present.map((due) => due.key));
    for (const due of old) if (!keys.has(due.key)) this.#fired.delete(due.key);
    if (present.length === 0) this.#byStream.delete(stream);
    else this.#byStream.set(stream, present);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#life === 'closed') return;
    let next = Number.POSITIVE_INFINITY;
    for (const list of this.#byStream.values()) {
      for (const due of list) if (!this.#fired.has(due.key) && due.dueMs < next) next = due.dueMs;
    }
    if (next === Number.POSITIVE_INFINITY) return;
    const delay = serverDelayMs(this.#options.clock(), next, this.#options.now());
    if (delay === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#fireDue(), Math.min(delay, LONGEST_WAIT_MS));
  }

  #fireDue(): void {
    const { clock, now } = this.#options;
    for (const list of this.#byStream.values()) {
      for (const due of list) {
        if (this.#fired.has(due.key)) continue;
        if (serverDelayMs(clock(), due.dueMs, now()) > 0) continue;
        this.#fired.add(due.key);
        this.#send(due);
      }
    }
    this.#arm();
  }

  #send(due: Due<Intent>): void {
    this.#options.fire(derivedId('deadline', this.#options.world, due.key), due.intent).catch((error: unknown) => {
      this.#options.onError(error, `firing ${due.key} failed; it is tried again`);
      setTimeout(() => {
        this.#fired.delete(due.key);
        this.#arm();
      }, RETRY_MS).unref();
    });
  }
}
