import type { Actor, NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Practice, PracticeAt } from '@sitong/shared/kernel/practice.ts';
import type { Decision } from '@sitong/shared/kernel/refusal.ts';
import type { Timestamp } from '@sitong/shared/kernel/time.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';

/** Who sends the intent: a signed-in person, or the system itself (rules, doors, clocks, reactions). */
export type Sender = { kind: 'person'; session: SessionInfo; actor: Actor } | { kind: 'system'; actor: Actor };

/** Everything a decision may look at. Nothing here changes while it decides. */
export interface DecideContext {
  world: WorldId;
  commandId: Id;
  /** World time. */
  nowMs: number;
  now: Timestamp;
  state: WorldState;
  sender: Sender;
  county: CountyIndex;
  /** In force now; a clock that began earlier runs by `practiceAt` its beginning. */
  practice: Practice;
  practiceAt: PracticeAt;
  /** Ids that come out the same at every retry: derived from the command id and the parts. */
  derive: (...parts: readonly (string | number)[]) => Id;
}

/**
 * What a decision wants written. `reads` names streams it looked at without writing to them: a change
 * there since then is a conflict, and the intent is decided again on the newer state.
 */
export interface Decided {
  events: readonly NewEvent[];
  reads: readonly StreamName[];
}

export type Decide<I> = (intent: I, context: DecideContext) => Decision<Decided>;

/** A moment at which the system must act, derived from state alone. */
export interface Deadline<I> {
  /** Unique in the world and the same on every node: with it the intent is sent at most once. */
  key: string;
  /** World time in milliseconds. */
  dueMs: number;
  intent: I;
}

/** An own intent that follows from an event, of this pillar or another. Must tolerate repeats. */
export interface Reaction<I> {
  /** Name within the event: with world and seq it makes the command id. */
  name: string;
  intent: I;
}
