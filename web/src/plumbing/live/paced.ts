/** What pacing needs of the page; handed in, so that a test holds the clock. */
export interface PaceMachine {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Runs `turn` after so long; the answer takes it back. */
  after(ms: number, turn: () => void): () => void;
  /** Runs `done` when what `show` has set going is through: React draws synchronously behind a store. */
  settled(done: () => void): void;
  /** `hidden`: nobody looks, timers come late, and nothing is painted. */
  sight(): 'seen' | 'hidden';
}

export const browserPace: PaceMachine = {
  now: () => performance.now(),
  after: (ms, turn) => {
    const timer = setTimeout(turn, ms);
    return () => clearTimeout(timer);
  },
  settled: (done) => queueMicrotask(done),
  sight: () => (document.visibilityState === 'visible' ? 'seen' : 'hidden'),
};

/** Nobody reads faster than this. */
const leastGapMs = 50;
/** A wall may never be older than a second (design §1). */
const mostGapMs = 800;
/** After drawing for so long, at least this many times as long is left to whoever presses a key. */
const restShare = 2;

/**
 * Shows news at once after a rest; in a flood in turns, whose distance follows what a turn costs on this machine, so
 * that there is always time to answer a key in between. Nothing is left out: each turn shows all there is by then.
 */
export class Paced {
  readonly #show: () => void;
  readonly #machine: PaceMachine;
  #lastMs = Number.NEGATIVE_INFINITY;
  #costMs = 0;
  #takeBack: (() => void) | undefined;

  constructor(show: () => void, machine: PaceMachine) {
    this.#show = show;
    this.#machine = machine;
  }

  /** There is news. */
  ask(): void {
    if (this.#takeBack !== undefined) return;
    const gapMs = Math.min(mostGapMs, Math.max(leastGapMs, this.#costMs * restShare));
    const waitMs = this.#lastMs + gapMs - this.#machine.now();
    if (waitMs <= 0 || this.#machine.sight() === 'hidden') this.now();
    else this.#takeBack = this.#machine.after(waitMs, () => this.now());
  }

  /** Shows what there is without waiting for a turn. */
  now(): void {
    this.drop();
    const startMs = this.#machine.now();
    this.#lastMs = startMs;
    this.#show();
    this.#machine.settled(() => {
      this.#lastMs = this.#machine.now();
      this.#costMs = this.#lastMs - startMs;
    });
  }

  /** Whether a turn is due. */
  waiting(): boolean {
    return this.#takeBack !== undefined;
  }

  /** The turn that is due is not taken. */
  drop(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
  }
}
