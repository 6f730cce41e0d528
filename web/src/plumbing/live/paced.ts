import type { HandWatch } from './hand-watch.ts';

/** What pacing needs of the page; handed in, so that a test holds the clock. */
export interface PaceMachine {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Runs `turn` after so long; the answer takes it back. */
  after(ms: number, turn: () => void): () => void;
  /** Runs `done` when what `show` has set going is through: React draws synchronously behind a store. */
  settled(done: () => void): void;
  /**
   * Tells, later and never where nothing is painted, how many milliseconds the browser needed to put the picture
   * together and on screen: work of other threads, during which the page's scripts stand idle and no key is answered.
   */
  drawn(tell: (ms: number) => void): void;
  /** `hidden`: nobody looks, timers come late, and nothing is painted. */
  sight(): 'seen' | 'hidden';
  /** Milliseconds until the page's clock ticks, which draws a picture in any case; undefined: none runs. */
  tickInMs(): number | undefined;
  /** `waits`: somebody has pressed something and has not seen it answered. */
  hand(): 'free' | 'waits';
  /** Runs `turn` when what was pressed has been answered; the answer takes it back. */
  answered(turn: () => void): () => void;
}

/** A turn is moved by this much at most for the clock's sake. */
const mostMovedMs = 150;
const tickEveryMs = 1000;

/** What two frames take of themselves, at 60 a second. */
const twoFramesMs = 34;

export const browserPace = (hand: HandWatch, tickInMs: PaceMachine['tickInMs']): PaceMachine => ({
  now: () => performance.now(),
  after: (ms, turn) => {
    const timer = setTimeout(turn, ms);
    return () => clearTimeout(timer);
  },
  settled: (done) => queueMicrotask(done),
  drawn: (tell) => {
    // A frame that has not been put on screen yet holds back the second after it.
    requestAnimationFrame(() => {
      const beganMs = performance.now();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => tell(Math.max(0, performance.now() - beganMs - twoFramesMs))),
      );
    });
  },
  sight: () => (document.visibilityState === 'visible' ? 'seen' : 'hidden'),
  tickInMs,
  hand: hand.state,
  answered: hand.answered,
});

/** Nobody reads faster than this. */
const leastGapMs = 50;
/** A wall may never be older than a second (design §1). */
const mostGapMs = 800;
/** After a turn that took so long, drawing included, at least this many times as long is left to whoever presses a key. */
const restShare = 2;

/**
 * The wait for a turn that is due in `waitMs`, so that its picture and that of the clock's tick do not follow each
 * other at once: a press behind both would wait for two. Near a tick it is drawn together with it; right behind one,
 * when that picture is there. `pictureMs`: what a picture takes.
 */
export function besideTick(waitMs: number, tickInMs: number | undefined, pictureMs: number): number {
  if (tickInMs === undefined) return waitMs;
  const nearMs = Math.min(mostMovedMs, pictureMs);
  const dueMs = Math.max(0, waitMs);
  if (Math.abs(dueMs - tickInMs) <= nearMs) return tickInMs;
  const behindMs = tickEveryMs - tickInMs + dueMs;
  return behindMs < nearMs ? dueMs + nearMs - behindMs : waitMs;
}

/**
 * Shows news at once after a rest; in a flood in turns, whose distance follows what a turn and its picture cost on this
 * machine, so that there is always time to answer a key in between. A turn is made of steps, each a task of its own: a key waits
 * for one of them at most. Nothing is left out: each step shows all there is by then.
 */
export class Paced {
  readonly #steps: readonly (() => void)[];
  readonly #machine: PaceMachine;
  #lastMs = Number.NEGATIVE_INFINITY;
  #costMs = 0;
  /** What the last picture took outside our scripts. */
  #drawMs = 0;
  #measuring: 'no' | 'yes' = 'no';
  /** Takes back the turn that is due. */
  #takeBack: (() => void) | undefined;
  /** Takes back what is left of the turn that has begun. */
  #cut: (() => void) | undefined;
  /** News since a turn began that has not ended: another follows it. */
  #again: 'no' | 'yes' = 'no';

  constructor(steps: readonly (() => void)[], machine: PaceMachine) {
    this.#steps = steps;
    this.#machine = machine;
  }

  /** There is news. */
  ask(): void {
    if (this.#takeBack !== undefined) return;
    if (this.#cut !== undefined) {
      this.#again = 'yes';
      return;
    }
    if (this.#machine.sight() === 'hidden') {
      this.now();
      return;
    }
    const dueMs = this.#lastMs + this.#gapMs() - this.#machine.now();
    const waitMs = besideTick(dueMs, this.#machine.tickInMs(), this.#drawMs);
    if (waitMs <= 0) this.#turn();
    else this.#takeBack = this.#machine.after(waitMs, () => this.#turn());
  }

  /** A hand comes first: its answer is not put off by news. */
  #turn(): void {
    if (this.#machine.hand() === 'free') this.now();
    else this.#takeBack = this.#machine.answered(() => this.now());
  }

  /** Shows what there is without waiting for a turn: the first step at once. */
  now(): void {
    this.drop();
    this.#lastMs = this.#machine.now();
    this.#step(0, 0);
  }

  /** Whether a turn is due. */
  waiting(): boolean {
    return this.#takeBack !== undefined || this.#again === 'yes';
  }

  /** The turn that is due is not taken, one that has begun is not ended. */
  drop(): void {
    this.#takeBack?.();
    this.#takeBack = undefined;
    this.#cut?.();
    this.#cut = undefined;
    this.#again = 'no';
  }

  /** From the end of a turn's scripts to the next turn. */
  #gapMs(): number {
    const restMs = (this.#costMs + this.#drawMs) * restShare;
    return Math.min(mostGapMs, Math.max(leastGapMs, this.#drawMs + restMs));
  }

  /** Never waited for: where no frame comes, news is shown all the same. */
  #measure(): void {
    if (this.#measuring === 'yes' || this.#machine.sight() === 'hidden') return;
    this.#measuring = 'yes';
    this.#machine.drawn((ms) => {
      this.#measuring = 'no';
      this.#drawMs = ms;
    });
  }

  #step(n: number, spentMs: number): void {
    this.#cut = undefined;
    const startMs = this.#machine.now();
    this.#steps[n]?.();
    this.#machine.settled(() => {
      this.#lastMs = this.#machine.now();
      this.#costMs = spentMs + this.#lastMs - startMs;
      const costMs = this.#costMs;
      if (n + 1 >= this.#steps.length) {
        this.#measure();
        if (this.#again === 'no') return;
        this.#again = 'no';
        this.ask();
        return;
      }
      const next = (): void => this.#step(n + 1, costMs);
      // Where nobody looks there is no key to wait for, and timers come a second late.
      if (this.#machine.sight() === 'hidden') next();
      else this.#cut = this.#machine.hand() === 'free' ? this.#machine.after(0, next) : this.#machine.answered(next);
    });
  }
}
