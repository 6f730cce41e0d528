import type { Actor, NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Decision, Refusal } from '@sitong/shared/kernel/refusal.ts';

/** One intent on its way to a decision. `Intent` and `Sender` are opaque to plumbing. */
export interface Submission<Intent, Sender> {
  commandId: Id;
  intent: Intent;
  sender: Sender;
  actor: Actor;
  /** Sequence number of the event that led to this intent. */
  causedBy?: number;
}

export interface DecidedEvents {
  events: readonly NewEvent[];
  /** Streams looked at without writing to them. */
  reads: readonly StreamName[];
}

/** Pure: the same state, submission and time give the same decision. */
export type DecideOn<State, Intent, Sender> = (
  state: State,
  submission: Submission<Intent, Sender>,
  time: { nowMs: number; now: string },
  /** Version of a stream as far as this node knows; 0: none, or not met lately. */
  versionOf: (stream: string) => number,
) => Decision<DecidedEvents>;

/** `seq`: the head of the world after the intent's last event. A refusal is kept too: a retry gets the same answer. */
export type Answer = { ok: true; seq: number } | { ok: false; refused: Refusal };
