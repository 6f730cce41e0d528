import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { toMs, worldNowMs } from '@sitong/shared/kernel/time.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';

/** A folded state is kept every so many events: a jump anywhere folds fewer than that. */
const KEPT_EVERY = 100;

/** The log of a drill as something one can stop anywhere: the state as it was at any moment. */
export interface Tape {
  readonly events: readonly Envelope[];
  /** World time of the first and the last event, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /** How many events had happened by this moment. */
  countAt(ms: number): number;
  /** World time when the server's clock stood at this moment: the drill may have run fast, or stood still. */
  worldMsAt(serverMs: number): number;
  /** The state after so many events, folded by the same code as everywhere else. */
  stateAfter(count: number): WorldState;
}

/** @param events in the order of the log, whole from its first event */
export function makeTape(events: readonly Envelope[]): Tape {
  const times = events.map(({ at }) => toMs(at));
  const recorded = events.map(({ recordedAt }) => toMs(recordedAt));
  const kept: WorldState[] = [initialWorld];
  const stateAfter = (count: number): WorldState => {
    const wanted = Math.max(0, Math.min(count, events.length));
    while ((kept.length - 1) * KEPT_EVERY < wanted - (wanted % KEPT_EVERY)) {
      const from = kept.length - 1;
      kept.push(fold(kept[from] ?? initialWorld, events.slice(from * KEPT_EVERY, (from + 1) * KEPT_EVERY)));
    }
    const page = Math.floor(wanted / KEPT_EVERY);
    return fold(kept[page] ?? initialWorld, events.slice(page * KEPT_EVERY, wanted));
  };
  return {
    events,
    startMs: times[0] ?? 0,
    endMs: times.at(-1) ?? 0,
    countAt: (ms) => countUpTo(times, ms),
    worldMsAt: (serverMs) => {
      const count = countUpTo(recorded, serverMs);
      const { clock } = stateAfter(count).command.drills['drill'] ?? {};
      const atMs = clock === undefined ? (times[0] ?? 0) : worldNowMs(clock, serverMs);
      // Between what was known to have happened and what came next, whatever the clocks of several servers say.
      return Math.min(times[count] ?? atMs, Math.max(times[count - 1] ?? atMs, atMs));
    },
    stateAfter,
  };
}

/** How many of these times, in order, are not later than `ms`. */
function countUpTo(times: readonly number[], ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

function fold(from: WorldState, events: readonly Envelope[]): WorldState {
  return events.reduce((state, event) => evolve(state, event), from);
}
