import type { Envelope, Scope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { WorldClock } from '@sitong/shared/kernel/time.ts';
import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import type { Intent, IntentEnvelope } from '@sitong/shared/protocol/intents.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { filterWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Sender } from '../pillars/context.ts';
import type { LiveWorld, Seen } from '../plumbing/realtime/live-world.ts';
import type { WorldRuntime } from '../plumbing/runtime/world-runtime.ts';
import { onlyStreams, openStreams } from './pillars.ts';

/** Puts what must not stand in the log (a caller's name and number) into the vault before the decision. */
export type PrepareIntent = (world: WorldId, sent: IntentEnvelope) => Promise<IntentEnvelope>;

/** Told of what a person was refused. */
export type RefusedListener = (session: SessionInfo, intent: Intent['type'], code: string) => void;

/** A runtime as the gateway sees it. */
export class RuntimeLiveWorld implements LiveWorld {
  readonly #runtime: WorldRuntime<WorldState, Intent, Sender>;
  readonly #prepare: PrepareIntent;
  readonly #clockListeners = new Set<() => void>();
  readonly #refusedListeners = new Set<RefusedListener>();

  constructor(runtime: WorldRuntime<WorldState, Intent, Sender>, prepare: PrepareIntent) {
    this.#runtime = runtime;
    this.#prepare = prepare;
  }

  get world(): WorldId {
    return this.#runtime.world;
  }
  get seq(): number {
    return this.#runtime.seq;
  }
  get clock(): WorldClock {
    return this.#runtime.clock;
  }

  caughtUp(): Promise<void> {
    return this.#runtime.caughtUp();
  }

  snapshotText(scope: Scope): string {
    return JSON.stringify(filterWorld(this.#runtime.state, scope));
  }

  partialText(streams: readonly string[]): string {
    return JSON.stringify(onlyStreams(this.#runtime.state, streams));
  }

  visibility(): Iterable<readonly [string, Seen]> {
    return openStreams(this.#runtime.state);
  }

  onCommitted(listener: (events: readonly Envelope[]) => void): () => void {
    return this.#runtime.onCommitted(listener);
  }

  onClockChanged(listener: () => void): () => void {
    this.#clockListeners.add(listener);
    return () => this.#clockListeners.delete(listener);
  }

  clockChanged(): void {
    for (const listener of this.#clockListeners) listener();
  }

  onRefused(listener: RefusedListener): void {
    this.#refusedListeners.add(listener);
  }

  async submit(session: SessionInfo, sent: IntentEnvelope): Promise<IntentAnswer> {
    const { commandId, intent, seat } = await this.#prepare(this.world, sent);
    const post = session.posts[0];
    const actor = {
      person: session.person,
      ...(post === undefined ? {} : { post }),
      ...(seat === undefined ? {} : { seat }),
    };
    const answer = await this.#runtime.submit({
      commandId,
      intent,
      sender: { kind: 'person', session, actor },
      actor,
    });
    if (!answer.ok) for (const listener of this.#refusedListeners) listener(session, intent.type, answer.refused.code);
    return answer;
  }
}
