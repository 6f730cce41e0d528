import type { Envelope } from '../kernel/envelope.ts';
import type { EventBatch, SnapshotPart } from './down.ts';
import { evolve, initialWorld, type WorldState } from './world-state.ts';

/** A reader's copy of one world: what every screen shows. */
export interface Replica {
  state: WorldState;
  /** Log covered up to here; null before the first snapshot. */
  seq: number | null;
  scope: string | undefined;
  /** Parts of a snapshot on its way. */
  parts: readonly SnapshotPart[];
  /** Streams that have just become visible, waiting for the batch that covers the log up to them. */
  ahead: readonly { seq: number; state: WorldState }[];
}

export const emptyReplica: Replica = { state: initialWorld, seq: null, scope: undefined, parts: [], ahead: [] };

/** `gap`: rows are missing, ask again from the sequence at hand. */
export type Applied =
  | { kind: 'applied'; replica: Replica; events: readonly Envelope[] }
  | { kind: 'gap'; replica: Replica };

/**
 * Takes one part of a snapshot; the last one makes it count. The text comes from our own server's fold
 * with the same code, and its form is guarded by the protocol version at `hello`.
 */
export function takeSnapshotPart(replica: Replica, part: SnapshotPart): Replica {
  const before = part.part === 0 ? [] : replica.parts;
  if (before.length !== part.part) return { ...replica, parts: [] };
  const parts = [...before, part];
  if (parts.length < part.of) return { ...replica, parts };
  const state = JSON.parse(parts.map((one) => one.text).join('')) as WorldState;
  if (part.mode === 'partial') {
    // What is held already covers these streams up to there: an older copy would take them back.
    const known = replica.seq !== null && part.seq <= replica.seq;
    return { ...replica, parts: [], ahead: known ? replica.ahead : [...replica.ahead, { seq: part.seq, state }] };
  }
  return { state, seq: part.seq, scope: part.scope, parts: [], ahead: [] };
}

/**
 * Takes a batch strictly in order: leaves out what is known, refuses to step over a hole. Streams that became visible
 * come in with the batch that reaches them, never before: state and sequence always belong together.
 */
export function takeBatch(replica: Replica, batch: EventBatch): Applied {
  const { seq } = replica;
  if (seq === null || batch.from > seq + 1) return { kind: 'gap', replica: { ...replica, ahead: [] } };
  const fresh = batch.events.filter((event) => event.seq > seq);
  let state = replica.state;
  for (const event of fresh) state = evolve(state, event);
  for (const one of replica.ahead) if (one.seq > seq && one.seq <= batch.to) state = merge(state, one.state);
  const to = Math.max(seq, batch.to);
  const ahead = replica.ahead.filter((one) => one.seq > to);
  return { kind: 'applied', replica: { ...replica, state, seq: to, ahead }, events: fresh };
}

/** Adds the entities of streams that have just become visible. */
function merge(into: WorldState, from: WorldState): WorldState {
  return {
    monitoring: mergeCollections(into.monitoring, from.monitoring),
    release: mergeCollections(into.release, from.release),
    rescue: mergeCollections(into.rescue, from.rescue),
    command: mergeCollections(into.command, from.command),
  };
}

function mergeCollections<S extends object>(into: S, from: S): S {
  const joined = { ...into };
  for (const name of Object.keys(from) as (keyof S)[]) joined[name] = { ...into[name], ...from[name] };
  return joined;
}
