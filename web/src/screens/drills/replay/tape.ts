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

/** Where a tape begins and ends that is not a whole log: the state before its first event. */
export interface TapeSpan {
  readonly state: WorldState;
  readonly fromMs: number;
  readonly toMs: number;
}

/** @param events in the order of the log, whole from its first event, or from where `span` begins */
export function makeTape(events: readonly Envelope[], span?: TapeSpan): Tape {
  const times = events.map(({ at }) => toMs(at));
  const recorded = events.map(({ recordedAt }) => toMs(recordedAt));
  const first = span?.state ?? initialWorld;
  const kept: WorldState[] = [first];
  const stateAfter = (count: number): WorldState => {
    const wanted = Math.max(0, Math.min(count, events.length));
    while ((kept.length - 1) * KEPT_EVERY < wanted - (wanted % KEPT_EVERY)) {
      const from = kept.length - 1;
      kept.push(fold(kept[from] ?? first, events.slice(from * KEPT_EVERY, (from + 1) * KEPT_EVERY)));
    }
    const page = Math.floor(wanted / KEPT_EVERY);
    return fold(kept[page] ?? first, events.slice(page * KEPT_EVERY, wanted));
  };
  return {
    events,
    startMs: span?.fromMs ?? times[0] ?? 0,
    endMs: span?.toMs ?? times.at(-1) ?? 0,
    countAt: (ms) => countUpTo(times, ms),
    worldMsAt: (serverMs) => {
      // The live world has no clock but the server's.
      if (span !== undefined) return serverMs;
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
