/** One thing that will happen; `n` keeps the order of things due in the same millisecond. */
interface Due {
  atMs: number;
  n: number;
  run: () => void;
}

/** Node hands out objects for timers; ours can be told apart and cleared the same way. */
class Timer {
  life: 'set' | 'cleared' = 'set';

  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

const realImmediate = globalThis.setImmediate;

/**
 * Time that passes only when nothing is left to do. While installed, every timer of the process is one of ours, so
 * that no code under simulation can wait for the real clock without being noticed.
 */
export class VirtualTime {
  readonly #heap: Due[] = [];
  #nowMs: number;
  #n = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  readonly now = (): number => this.#nowMs;

  after(delayMs: number, run: () => void): Due {
    const due = { atMs: this.#nowMs + Math.max(0, delayMs), n: this.#n++, run };
    this.#push(due);
    return due;
  }

  delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  every(ms: number, run: () => void): () => void {
    let life: 'on' | 'off' = 'on';
    const again = (): void => {
      if (life === 'off') return;
      run();
      this.after(ms, again);
    };
    this.after(ms, again);
    return () => {
      life = 'off';
    };
  }

  /** Lets everything happen that is due up to `untilMs`, each thing followed by all that it leads to at once. */
  async runUntil(untilMs: number): Promise<void> {
    await settled();
    for (let due = this.#heap[0]; due !== undefined && due.atMs <= untilMs; due = this.#heap[0]) {
      this.#pop();
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.run();
      await settled();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /** Puts virtual timers in the place of the process's own; returns the way back. */
  install(): () => void {
    const own = {
      setTimeout: globalThis.setTimeout,
      clearTimeout: globalThis.clearTimeout,
      setInterval: globalThis.setInterval,
      clearInterval: globalThis.clearInterval,
    };
    const set = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): Timer => {
      const timer = new Timer();
      this.after(finite(ms), () => {
        if (timer.life === 'set') run(...args);
      });
      return timer;
    };
    const repeat = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): Timer => {
      const timer = new Timer();
      const again = (): void => {
        if (timer.life === 'cleared') return;
        run(...args);
        this.after(finite(ms), again);
      };
      this.after(finite(ms), again);
      return timer;
    };
    const clear = (timer?: Timer | NodeJS.Timeout | string | number): void => {
      if (timer instanceof Timer) timer.life = 'cleared';
      else own.clearTimeout(timer);
    };
    Object.assign(globalThis, { setTimeout: set, setInterval: repeat, clearTimeout: clear, clearInterval: clear });
    return () => {
      Object.assign(globalThis, own);
    };
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let i = heap.push(due) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !sooner(due, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      if (right !== undefined && sooner(right, left)) child += 1;
      const below = heap[child];
      if (below === undefined || !sooner(below, last)) break;
      heap[i] = below;
      i = child;
    }
    heap[i] = last;
  }
}

const finite = (ms: number): number => (Number.isFinite(ms) ? ms : 0);

function sooner(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.n < b.n);
}

/** One turn of the real event loop: every promise that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => realImmediate(resolve));
}
