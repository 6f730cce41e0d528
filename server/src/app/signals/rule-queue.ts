import { setTimeout as delay } from 'node:timers/promises';
import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Answer } from '../../plumbing/runtime/submission.ts';

export interface AskedIntent {
  commandId: Id;
  intent: Intent;
}

const RETRY_MS = 1000;
/** Asked and not yet answered; beyond it the oldest wait in vain no longer than the outage lasts. */
const MOST_WAITING = 20_000;

/**
 * Intents of rules and doors, in the order they were asked for. An outage loses none: they are sent again
 * with the same command id until they are answered. A refusal is an answer.
 */
export class RuleQueue {
  readonly #submit: (commandId: Id, intent: Intent) => Promise<Answer>;
  readonly #onError: (error: unknown, what: string) => void;
  #waiting: AskedIntent[] = [];
  #running: Promise<void> | undefined;
  #life: 'open' | 'closed' = 'open';
  /** Given up because the outage outlasted the queue; told in /metrics. */
  lost = 0;

  constructor(
    submit: (commandId: Id, intent: Intent) => Promise<Answer>,
    onError: (error: unknown, what: string) => void,
  ) {
    this.#submit = submit;
    this.#onError = onError;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when everything asked for so far was answered. */
  ask(intents: readonly AskedIntent[]): Promise<void> {
    if (this.#life === 'closed') return Promise.resolve();
    const room = MOST_WAITING - this.#waiting.length;
    if (intents.length > room) {
      this.lost += intents.length - room;
      this.#onError(new Error(`${intents.length - room} intents of rules lost`), 'the queue of rules is full');
    }
    this.#waiting.push(...intents.slice(0, Math.max(0, room)));
    return this.settled();
  }

  settled(): Promise<void> {
    if (this.#waiting.length > 0) {
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
    }
    return this.#running ?? Promise.resolve();
  }

  async close(): Promise<void> {
    this.#life = 'closed';
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const outcomes = await Promise.allSettled(batch.map(({ commandId, intent }) => this.#submit(commandId, intent)));
      const failed = batch.filter((_, i) => outcomes[i]?.status === 'rejected');
      if (failed.length === 0) continue;
      const [first] = outcomes.filter((outcome) => outcome.status === 'rejected');
      this.#onError(first?.reason, `${failed.length} intents of rules could not be settled; sent again`);
      if (this.#life === 'closed') return;
      this.#waiting = [...failed, ...this.#waiting];
      await delay(RETRY_MS);
    }
  }
}
