import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import { type IntentAnswer, IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';

interface Pending {
  commandId: Id;
  message: object;
  settle: (answer: IntentAnswer) => void;
  /** Times the server said that it cannot settle it now. */
  unsettled: number;
  stage: 'on_its_way' | 'waits_for_line' | 'waits_for_head';
}

/** A head comes every 5 s: after a minute the person hears that the outcome is unknown. */
const MOST_UNSETTLED = 12;

/** Answers that settle nothing: `no_world` is one that overtook the greeting of a new connection. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'no_world']);

export interface IntentLine {
  /** Whether a message can go now. */
  connected: () => boolean;
  /** Rejects when no answer came in time. */
  ask: (message: object) => Promise<unknown>;
  now: () => string;
}

/**
 * Intents without an answer yet. Each keeps one command id until it is answered, so that a lost answer, a new
 * connection or a server that cannot settle it now never makes two of one press.
 */
export class PendingIntents {
  readonly #line: IntentLine;
  readonly #pending = new Map<Id, Pending>();

  constructor(line: IntentLine) {
    this.#line = line;
  }

  /** Resolves with the server's answer; while the line is down it waits. */
  send(intent: Intent, seat?: string): Promise<IntentAnswer> {
    const commandId = newId();
    const message = { commandId, intent, pressedAt: this.#line.now(), ...(seat === undefined ? {} : { seat }) };
    return new Promise((settle) => {
      const pending: Pending = { commandId, message, settle, unsettled: 0, stage: 'waits_for_line' };
      this.#pending.set(commandId, pending);
      if (this.#line.connected()) this.#deliver(pending);
    });
  }

  /** A new connection is in step: everything still open goes again. */
  resend(): void {
    for (const pending of this.#pending.values()) this.#deliver(pending);
  }

  /** The server lives: what it could not settle a moment ago is asked again. */
  heard(): void {
    for (const pending of this.#pending.values()) if (pending.stage === 'waits_for_head') this.#deliver(pending);
  }

  #deliver(pending: Pending): void {
    pending.stage = 'on_its_way';
    this.#line.ask(pending.message).then(
      (raw) => this.#answered(pending, raw),
      () => {
        // No answer in time: the outcome is unknown, so the same command goes again.
        if (!this.#pending.has(pending.commandId)) return;
        if (this.#line.connected()) this.#deliver(pending);
        else pending.stage = 'waits_for_line';
      },
    );
  }

  #answered(pending: Pending, raw: unknown): void {
    if (!this.#pending.has(pending.commandId)) return;
    const parsed = IntentAnswerSchema.safeParse(raw);
    const answer: IntentAnswer = parsed.success ? parsed.data : { ok: false, refused: { code: 'bad_answer' } };
    const open = !answer.ok && PASSING.has(answer.refused.code);
    if (open && pending.unsettled < MOST_UNSETTLED) {
      pending.unsettled += 1;
      pending.stage = 'waits_for_head';
      return;
    }
    this.#pending.delete(pending.commandId);
    pending.settle(answer);
  }
}
