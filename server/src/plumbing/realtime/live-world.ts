import type { Envelope, Scope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { WorldClock } from '@sitong/shared/kernel/time.ts';
import type { WipeOrder } from '@sitong/shared/protocol/device.ts';
import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import type { IntentEnvelope } from '@sitong/shared/protocol/intents.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { Binding } from '../accounts/device-proofs.ts';
import type { Proven, Shown } from '../accounts/passes.ts';

/** Who may see a stream, as its newest event says. */
export interface Seen {
  division: string;
  audience: readonly string[];
}

/** What the gateway needs of a world; it never writes the log itself. */
export interface LiveWorld {
  readonly world: WorldId;
  readonly seq: number;
  readonly clock: WorldClock;
  /** JSON text of the state this scope may see. */
  snapshotText(scope: Scope): string;
  /** JSON text of a state that holds only the entities of these streams. */
  partialText(streams: readonly string[]): string;
  /** Every open stream with its visibility. */
  visibility(): Iterable<readonly [string, Seen]>;
  onCommitted(listener: (events: readonly Envelope[]) => void): () => void;
  onClockChanged(listener: () => void): () => void;
  /** Resolves when this node stands at the head of the log; rejects when the log cannot be asked. */
  caughtUp(): Promise<void>;
  submit(session: SessionInfo, intent: IntentEnvelope): Promise<IntentAnswer>;
}

/** A signed-in connection; `ended` may turn true at any moment. */
export interface LiveSession {
  readonly id: string;
  readonly info: SessionInfo;
  readonly status: 'valid' | 'ended';
  /** `enrol`: may set up its second factor and nothing else. */
  readonly access: 'full' | 'enrol';
  /** Counts as a touch; `idle`: the console lies untouched and acts again only after the password. */
  mayAct(): Promise<'yes' | 'idle'>;
  /** The phone it is bound to; undefined: its cookie alone acts. */
  readonly binding?: Binding | undefined;
  /** Whether this request shows the key of the phone that the session is bound to. */
  proven(shown: Shown): Promise<Proven>;
  /** Called once, when the session ends. Returns the way to stop listening. */
  onEnd(listener: () => void): () => void;
}

export interface LiveSessions {
  /** Undefined: not signed in. `cookie` and `token` as sent at the handshake. */
  authenticate(handshake: { cookie: string | undefined; token: string | undefined }): Promise<LiveSession | undefined>;
  /** The order to clear itself that waits for the phone behind a session that is over, or that names itself. */
  wipeOrder(handshake: {
    cookie: string | undefined;
    token: string | undefined;
    device: string | undefined;
  }): Promise<WipeOrder | undefined>;
}

/** Keeps, per session, the highest sequence shown on a visible screen. Batches by itself. */
export interface DeliveryLedger {
  shown(session: string, world: WorldId, seq: number): void;
}
