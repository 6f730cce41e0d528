import type { AuditFact } from '@sitong/shared/kernel/audit.ts';
import { recordAudit } from '../audit.ts';
import type { Worlds } from '../worlds.ts';
import { AuditSums, type DeniedAct, type FailedSignIn } from './audit-sums.ts';

const MINUTE_MS = 60_000;

export interface AuditLogOptions {
  worlds: Pick<Worlds, 'get'>;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}

/**
 * Writes down what people do to the system itself, as events of the live world. What comes in floods (wrong
 * passwords, denied acts) is summed per minute: a crash loses at most the sums of that minute, never an entry
 * that somebody was told of.
 */
export class AuditLog {
  readonly #options: AuditLogOptions;
  readonly #sums: AuditSums;
  readonly #timer: NodeJS.Timeout;

  constructor(options: AuditLogOptions) {
    this.#options = options;
    this.#sums = new AuditSums(options.now());
    this.#timer = setInterval(() => {
      this.flush().catch((error: unknown) => options.onError(error, 'sums of the audit were not written down'));
    }, MINUTE_MS);
  }

  /** See `recordAudit`. */
  record(person: string, fact: AuditFact): Promise<void> {
    return recordAudit(this.#options.worlds, person, fact);
  }

  failedSignIn(failed: FailedSignIn): void {
    this.#sums.failed(failed);
  }

  denied(act: DeniedAct): void {
    this.#sums.denied(act);
  }

  /** Writes the sums of the time since the last one. */
  async flush(): Promise<void> {
    for (const { person, fact } of this.#sums.take(this.#options.now())) await this.record(person, fact);
  }

  /** Before the worlds close. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    try {
      await this.flush();
    } catch (error) {
      this.#options.onError(error, 'the last sums of the audit were not written down');
    }
  }
}
