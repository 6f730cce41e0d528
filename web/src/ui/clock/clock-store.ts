/**
 * The one clock of a browser tab. World time is the machine's time corrected by what the server last
 * said; in a drill it may also run faster or stand still. Every age, countdown and clock on screen
 * reads it and is woken by its single timer: no part keeps a timer of its own.
 */
export interface ClockStore {
  /** World time now, milliseconds since 1970 UTC. */
  now(): number;
  /** World time of the last tick: what every part of one picture shows together. */
  tickMs(): number;
  /** Milliseconds until the next tick on a whole second; undefined while nobody listens or the clock has another pace. */
  tickInMs(): number | undefined;
  /** Server and machine differ by this much (server − machine), at rate 1. */
  offsetMs(): number;
  /** Takes world time from the server. `rate`: world seconds per real second, 0 when paused. */
  sync(world: { worldMs: number; rate?: number }): void;
  /** Calls back after each tick. The timer runs only while somebody listens. */
  subscribe(listener: () => void): () => void;
}

/** What the store needs of a browser; a test hands in its own. */
export interface ClockMachine {
  now(): number;
  setTimer(run: () => void, delayMs: number): () => void;
}

const tickEveryMs = 1000;

export function createClockStore(machine: ClockMachine): ClockStore {
  let worldAtSync = machine.now();
  let machineAtSync = worldAtSync;
  let rate = 1;
  let tick = worldAtSync;
  let stopTimer: (() => void) | undefined;
  const listeners = new Set<() => void>();

  const now = (): number => worldAtSync + rate * (machine.now() - machineAtSync);

  const publish = (): void => {
    tick = now();
    for (const listener of listeners) listener();
  };

  // Aligned to the world second, so that all clocks of all screens turn together.
  const toSecondMs = (): number => tickEveryMs - (((now() % tickEveryMs) + tickEveryMs) % tickEveryMs);

  const arm = (): void => {
    const delayMs = rate === 1 ? toSecondMs() : tickEveryMs;
    stopTimer = machine.setTimer(() => {
      publish();
      arm();
    }, delayMs);
  };

  return {
    now,
    tickMs: () => tick,
    tickInMs: () => (rate === 1 && listeners.size > 0 ? toSecondMs() : undefined),
    offsetMs: () => worldAtSync - machineAtSync,
    sync(world) {
      machineAtSync = machine.now();
      worldAtSync = world.worldMs;
      rate = world.rate ?? 1;
      if (listeners.size === 0) {
        tick = now();
        return;
      }
      stopTimer?.();
      publish();
      arm();
    },
    subscribe(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        tick = now();
        arm();
      }
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        stopTimer?.();
        stopTimer = undefined;
      };
    },
  };
}

/** The real machine. Waking a hidden tab late is fine: nobody reads it, and the next tick is right. */
export const browserMachine: ClockMachine = {
  now: () => Date.now(),
  setTimer(run, delayMs) {
    const id = setTimeout(run, delayMs);
    return () => clearTimeout(id);
  },
};
