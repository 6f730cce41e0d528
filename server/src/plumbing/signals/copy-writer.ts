import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export interface CopyWriterOptions {
  pool: pg.Pool;
  /** `COPY … FROM STDIN` in text format. */
  statement: string;
  /** Rows waiting beyond this make `push` callers wait for the next flush. */
  mostWaiting: number;
  flushEveryMs: number;
  onError: (error: unknown, what: string) => void;
}

const RETRY_MS = 500;

/**
 * Rows to a table in batches by COPY. A row handed over is safe when the promise of its batch settles;
 * while the database is away the batch is kept and tried again, and callers wait: nothing acknowledged is lost.
 */
export class CopyWriter {
  readonly #options: CopyWriterOptions;
  #lines: string[] = [];
  #rows = 0;
  #settled = Promise.withResolvers<void>();
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #life: 'open' | 'closing' = 'open';

  constructor(options: CopyWriterOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#rows;
  }

  /** `text`: one or more rows in COPY text format, each ended by a newline. Resolves when they are committed. */
  push(text: string, rows: number): Promise<void> {
    this.#lines.push(text);
    this.#rows += rows;
    const { promise } = this.#settled;
    if (this.#rows >= this.#options.mostWaiting) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#options.flushEveryMs);
    return promise;
  }

  async close(): Promise<void> {
    this.#life = 'closing';
    this.#start();
    await this.#running;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#rows > 0) this.#start();
    });
  }

  async #run(): Promise<void> {
    while (this.#rows > 0) {
      const lines = this.#lines;
      const rows = this.#rows;
      const settled = this.#settled;
      this.#lines = [];
      this.#rows = 0;
      this.#settled = Promise.withResolvers<void>();
      await this.#writeUntilDone(lines, rows);
      settled.resolve();
    }
  }

  async #writeUntilDone(lines: string[], rows: number): Promise<void> {
    for (;;) {
      try {
        await this.#write(lines);
        return;
      } catch (error) {
        this.#options.onError(error, `${rows} rows of history could not be written; they are kept and tried again`);
        if (this.#life === 'closing') return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async #write(lines: string[]): Promise<void> {
    const client = await this.#options.pool.connect();
    try {
      await pipeline(Readable.from(lines), client.query(copyFrom(this.#options.statement)));
      client.release();
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}

/** One value of a COPY text row: tabs, newlines and backslashes escaped. */
export function copyText(value: string): string {
  return value.replace(/[\\\t\n\r]/g, (letter) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[letter] ?? '');
}
