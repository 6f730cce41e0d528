import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Refusal } from '@sitong/shared/kernel/refusal.ts';
import type { Timestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';

/** What became of one act. In flight is not a status: after a crash an act in flight is simply waiting again. */
export type OutboxStatus =
  | { kind: 'waiting' }
  /** `already`: the server knew it before, told by another way or by a try whose answer was lost. */
  | { kind: 'sent'; atMs: number; how: 'applied' | 'already' }
  /** Kept until the person puts it away. */
  | { kind: 'refused'; atMs: number; refusal: Refusal };

/** One act on its way to the server. `commandId` never changes, so that a second try is harmless. */
export interface OutboxItem {
  commandId: Id;
  /** Place in this device's order of acts. */
  place: number;
  /** Who pressed: it is sent only under the session of the same person. */
  person: string;
  world: WorldId;
  /** Acts of one stream go one after the other; streams do not wait for each other. */
  stream: string;
  /** `urgent` goes before everything and waits for no photo: a call for help. */
  haste: 'urgent' | 'normal';
  /** `page`: told by the page itself (delivered, read), not by a press. */
  by: 'person' | 'page';
  intent: Intent;
  /** Photos the intent names; they go up first. */
  photos: readonly Id[];
  /** How many of its photos the server could not take; the words went without them. */
  photosLost: number;
  /** People moved so far as this act says it, for the card to show back. */
  moved?: { orderId: Id; count: number };
  /** Clock of the device. */
  pressedAt: Timestamp;
  status: OutboxStatus;
  /** `memory`: the storage of this device took no more; it is lost if the page closes before it is sent. */
  kept: 'stored' | 'memory';
}

/** A reduced picture waiting to go up, under an id made here. */
export interface OutboxPhoto {
  id: Id;
  place: number;
  person: string;
  bytes: ArrayBuffer;
  type: string;
  /** `slow`: a try took too long; the words it belongs to no longer wait for it. */
  pace: 'first' | 'slow';
}

/** What one try came to. */
export type Delivery =
  | { kind: 'applied' }
  | { kind: 'already' }
  | { kind: 'refused'; refusal: Refusal }
  /** The server is there and asks to be asked again. */
  | { kind: 'later' }
  /** Nothing came back in time: the outcome is unknown. */
  | { kind: 'slow' }
  | { kind: 'no_line' }
  | { kind: 'signed_out' };
