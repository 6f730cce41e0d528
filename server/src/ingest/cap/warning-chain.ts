import { createHash } from 'node:crypto';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import { makeRoom } from './chain-room.ts';
import type { ExpiryTable } from './expiry.ts';
import { DEFAULT_EXPIRY, readExpiry } from './expiry.ts';
import type { CapAlert } from './model.ts';
import { instantMs } from './times.ts';

/*
 * Incoming warnings as a state machine over identifiers. The state of a message is a function of
 * the set of messages seen and of the clock, never of the order of arrival: a Cancel that comes
 * before its Alert waits in the state and acts when the Alert comes.
 *
 *  - A message is known by sender and identifier (CAP 1.2 §3.2.1: unique for its sender).
 *  - It acts only on messages of the same sender, sent before it, when both are Actual. So no
 *    message acts on itself, no circle of references can empty the board, no drill ends a real
 *    warning, and no other sender can cancel one.
 *  - cancelled wins over superseded, both win over expired.
 */
export type WarningState = 'active' | 'expired' | 'cancelled' | 'superseded' | 'not-live';

export interface ChainMessage {
  readonly key: string;
  readonly sender: string;
  readonly identifier: string;
  readonly sentMs: number;
  readonly msgType: CapAlert['msgType'];
  readonly standing: 'live' | 'not-live';
  /** Keys this message names, without itself and without doubles. */
  readonly targets: readonly string[];
  readonly expiresAtMs: number;
  /** SHA-256 of the content: tells a repeat from another message under the same name. */
  readonly fingerprint: string;
  readonly state: WarningState;
}

export interface ChainState {
  readonly messages: ReadonlyMap<string, ChainMessage>;
  /** Who names a key, whether or not a message of that key has come. */
  readonly actors: ReadonlyMap<string, readonly string[]>;
  /** The latest moment seen; the clock never runs back. */
  readonly nowMs: number;
}

export type RefusedReference = 'self' | 'other_sender' | 'not_earlier' | 'not_live';

export type ChainChange =
  | { readonly type: 'added'; readonly key: string; readonly state: WarningState }
  | {
      readonly type: 'state_changed';
      readonly key: string;
      readonly from: WarningState;
      readonly to: WarningState;
      readonly by: string | null;
    }
  | { readonly type: 'duplicate'; readonly key: string }
  | {
      readonly type: 'conflict';
      readonly key: string;
      readonly keptFingerprint: string;
      readonly otherFingerprint: string;
    }
  | { readonly type: 'acknowledged'; readonly key: string; readonly target: string; readonly as: 'Ack' | 'Error' }
  | {
      readonly type: 'reference_refused';
      readonly key: string;
      readonly target: string;
      readonly reason: RefusedReference;
    }
  | { readonly type: 'reference_pending'; readonly key: string; readonly target: string }
  | { readonly type: 'evicted'; readonly key: string }
  | { readonly type: 'refused'; readonly key: string; readonly reason: 'chain_full' };

export interface ChainOptions {
  readonly expiry?: ExpiryTable;
  /** Messages kept; above it the oldest that are no longer active go. */
  readonly maxMessages?: number;
}

export interface ChainStep {
  readonly state: ChainState;
  readonly changes: readonly ChainChange[];
}

const MAX_MESSAGES = 5000;

export const emptyChain: ChainState = { messages: new Map(), actors: new Map(), nowMs: 0 };

/** Sender and identifier hold no comma (CAP), so the pair is unambiguous. */
export function warningKey(of: { readonly sender: string; readonly identifier: string }): string {
  return `${of.sender},${of.identifier}`;
}

export function applyAlert(
  state: ChainState,
  alert: CapAlert,
  receivedAtMs: number,
  options: ChainOptions = {},
): ChainStep {
  const key = warningKey(alert);
  const fingerprint = createHash('sha256').update(JSON.stringify(alert)).digest('hex');
  const known = state.messages.get(key);
  const clock = expireAt(state, receivedAtMs);
  if (known !== undefined) {
    if (known.fingerprint === fingerprint)
      return { state: clock.state, changes: [...clock.changes, { type: 'duplicate', key }] };
    const conflict: ChainChange = {
      type: 'conflict',
      key,
      keptFingerprint: known.fingerprint,
      otherFingerprint: fingerprint,
    };
    return { state: clock.state, changes: [...clock.changes, conflict] };
  }
  const room = makeRoom(clock.state, options.maxMessages ?? MAX_MESSAGES);
  const changes: ChainChange[] = [...clock.changes, ...room.changes];
  if (room.full) return { state: room.state, changes: [...changes, { type: 'refused', key, reason: 'chain_full' }] };

  const named = [...new Set(alert.references.map(warningKey))];
  if (named.includes(key)) changes.push({ type: 'reference_refused', key, target: key, reason: 'self' });
  const message: ChainMessage = {
    key,
    sender: alert.sender,
    identifier: alert.identifier,
    sentMs: instantMs(alert.sent) ?? 0,
    msgType: alert.msgType,
    standing: alert.status === 'Actual' ? 'live' : 'not-live',
    targets: named.filter((target) => target !== key),
    expiresAtMs: readExpiry(alert, options.expiry ?? DEFAULT_EXPIRY).expiresAtMs,
    fingerprint,
    state: 'active',
  };
  return { state: insert(room.state, message, changes), changes };
}

/** Puts a message among the others and settles its state and that of all it names. */
function insert(state: ChainState, message: ChainMessage, changes: ChainChange[]): ChainState {
  const messages = new Map(state.messages);
  const actors = new Map(state.actors);
  for (const target of message.targets) actors.set(target, [...(actors.get(target) ?? []), message.key]);
  messages.set(message.key, message);
  const next = { messages, actors, nowMs: state.nowMs };
  const settled = stateOf(message, next);
  messages.set(message.key, { ...message, state: settled.state });
  changes.push({ type: 'added', key: message.key, state: settled.state });
  for (const actor of actors.get(message.key) ?? []) {
    const from = messages.get(actor);
    if (from !== undefined) reportReference(from, message, changes);
  }
  for (const target of message.targets) {
    const to = messages.get(target);
    if (to === undefined) {
      changes.push({ type: 'reference_pending', key: message.key, target });
      continue;
    }
    reportReference(message, to, changes);
    const after = stateOf(to, next);
    if (after.state === to.state) continue;
    messages.set(target, { ...to, state: after.state });
    changes.push({ type: 'state_changed', key: target, from: to.state, to: after.state, by: after.by });
  }
  return next;
}

function reportReference(actor: ChainMessage, target: ChainMessage, changes: ChainChange[]): void {
  const reason = whyNot(actor, target);
  if (reason !== null) changes.push({ type: 'reference_refused', key: actor.key, target: target.key, reason });
  else if (actor.msgType === 'Ack' || actor.msgType === 'Error') {
    changes.push({ type: 'acknowledged', key: actor.key, target: target.key, as: actor.msgType });
  }
}

/** Why a message may not act on one it names; null when it may. */
function whyNot(actor: ChainMessage, target: ChainMessage): RefusedReference | null {
  if (actor.key === target.key) return 'self';
  const recorded = actor.msgType === 'Ack' || actor.msgType === 'Error';
  // An answer comes from the one who received, and changes nothing.
  if (!recorded && actor.sender !== target.sender) return 'other_sender';
  if (!recorded && actor.standing !== target.standing) return 'not_live';
  if (actor.sentMs < target.sentMs || (actor.sentMs === target.sentMs && actor.key < target.key)) return 'not_earlier';
  return null;
}

function effectOf(msgType: CapAlert['msgType']): 'cancelled' | 'superseded' | null {
  switch (msgType) {
    case 'Cancel':
      return 'cancelled';
    case 'Update':
      return 'superseded';
    case 'Alert':
    case 'Ack':
    case 'Error':
      return null;
    default:
      return assertNever(msgType);
  }
}

function stateOf(message: ChainMessage, chain: ChainState): { state: WarningState; by: string | null } {
  const isAnswer = message.msgType === 'Ack' || message.msgType === 'Error';
  if (message.standing === 'not-live' || isAnswer) return { state: 'not-live', by: null };
  // A Cancel warns of nothing itself: it stands as the end of its chain.
  if (message.msgType === 'Cancel') return { state: 'cancelled', by: null };
  let supersededBy: string | null = null;
  for (const key of [...(chain.actors.get(message.key) ?? [])].sort()) {
    const actor = chain.messages.get(key);
    if (actor === undefined || whyNot(actor, message) !== null) continue;
    const effect = effectOf(actor.msgType);
    if (effect === 'cancelled') return { state: 'cancelled', by: key };
    if (effect === 'superseded') supersededBy ??= key;
  }
  if (supersededBy !== null) return { state: 'superseded', by: supersededBy };
  return { state: message.expiresAtMs <= chain.nowMs ? 'expired' : 'active', by: null };
}

/** Moves the clock; a time before the latest seen changes nothing. */
export function expireAt(state: ChainState, nowMs: number): ChainStep {
  if (!(nowMs > state.nowMs)) return { state, changes: [] };
  const changes: ChainChange[] = [];
  const messages = new Map(state.messages);
  for (const message of state.messages.values()) {
    if (message.state !== 'active' || message.expiresAtMs > nowMs) continue;
    messages.set(message.key, { ...message, state: 'expired' });
    changes.push({ type: 'state_changed', key: message.key, from: 'active', to: 'expired', by: null });
  }
  return { state: { messages: changes.length > 0 ? messages : state.messages, actors: state.actors, nowMs }, changes };
}

/** The next moment at which `expireAt` would change something; null when none will. */
export function nextExpiryMs(state: ChainState): number | null {
  let next: number | null = null;
  for (const { state: at, expiresAtMs } of state.messages.values()) {
    if (at === 'active' && (next === null || expiresAtMs < next)) next = expiresAtMs;
  }
  return next;
}
