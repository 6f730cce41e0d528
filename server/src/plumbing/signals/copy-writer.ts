import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export interface CopyWriterOptions {
  pool: pg.Pool;
  /** `COPY … FROM STDIN` in text format. */
  statement: string;
  /** Named in messages: `positions`. */
  what: string;
  /** A batch starts at this many rows, or this long after its first row. */
  flushAtRows: number;
  flushEveryMs: number;
  /** Rows waiting beyond this are turned away: whoever sent them sends again. */
  mostWaiting: number;
  onError: (error: unknown, what: string) => void;
}

const RETRY_MS = 500;
/** Rows in one COPY: well inside the statement timeout. */
const MOST_PER_COPY = 20_000;

/** The rows were not written and may be sent again. */
export class HistoryUnavailable extends Error {
  override name = 'HistoryUnavailable';
}

interface Piece {
  sinceMs: number;
  text: string;
  rows: number;
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * Rows to a table in batches by COPY. A row is safe when its promise resolves. While the database is away
 * rows are kept and tried again, and callers wait; nothing is acknowledged that was not committed. A row
 * the table cannot hold costs itself alone.
 */
export class CopyWriter {
  readonly #options: CopyWriterOptions;
  #pieces: Piece[] = [];
  #waiting = 0;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #life: 'open' | 'closing' = 'open';

  constructor(options: CopyWriterOptions) {
    this.#options = options;
  }

  /** Milliseconds the oldest row of the last batch waited for its commit. */
  lagMs = 0;

  /** Rows handed over and not yet committed. */
  get waiting(): number {
    return this.#waiting;
  }

  /** `text`: `rows` rows in COPY text format, each ended by a newline. Resolves when they are committed. */
  push(text: string, rows: number): Promise<void> {
    const { mostWaiting, flushAtRows, flushEveryMs, what } = this.#options;
    if (rows === 0) return Promise.resolve();
    if (this.#life === 'closing') return Promise.reject(new HistoryUnavailable(`${what}: the server is stopping`));
    if (this.#waiting >= mostWaiting)
      return Promise.reject(new HistoryUnavailable(`${what}: ${this.#waiting} rows are waiting for the database`));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#pieces.push({ sinceMs: performance.now(), text, rows, resolve, reject });
    this.#waiting += rows;
    if (this.#waiting >= flushAtRows) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), flushEveryMs);
    return promise;
  }

  /** Writes what is waiting, once; what the database does not take now is rejected. */
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
    });
  }

  async #run(): Promise<void> {
    while (this.#pieces.length > 0) {
      const pieces = this.#next();
      await this.#writeUntilDone(pieces);
      for (const { rows } of pieces) this.#waiting -= rows;
    }
  }

  #next(): Piece[] {
    let count = 0;
    let rows = 0;
    for (const piece of this.#pieces) {
      if (count > 0 && rows + piece.rows > MOST_PER_COPY) break;
      rows += piece.rows;
      count += 1;
    }
    return this.#pieces.splice(0, count);
  }

  async #writeUntilDone(pieces: readonly Piece[]): Promise<void> {
    const { onError, what } = this.#options;
    for (;;) {
      try {
        await this.#write(pieces.map(({ text }) => text));
        this.lagMs = performance.now() - (pieces[0]?.sinceMs ?? performance.now());
        for (const { resolve } of pieces) resolve();
        return;
      } catch (error) {
        if (isAboutData(error)) return this.#apart(pieces, error);
        onError(error, `${what} could not be written; they are kept and tried again`);
        if (this.#life === 'closing') {
          for (const { reject } of pieces) reject(new HistoryUnavailable(`${what}: the database was away at the stop`));
          return;
        }
        await delay(RETRY_MS);
      }
    }
  }

  /** Halves until the bad row stands alone. */
  async #apart(pieces: readonly Piece[], error: unknown): Promise<void> {
    if (pieces.length > 1) {
      const half = pieces.length >> 1;
      await this.#writeUntilDone(pieces.slice(0, half));
      await this.#writeUntilDone(pieces.slice(half));
      return;
    }
    const [piece] = pieces;
    if (piece === undefined) return;
    if (piece.rows === 1) {
      this.#options.onError(
        error,
        `a row of ${this.#options.what} fits no table and was left out: ${piece.text.slice(0, 300)}`,
      );
      piece.resolve();
      return;
    }
    const lines = piece.text.trimEnd().split('\n');
    const ends = lines.map((line) => ({
      ...Promise.withResolvers<void>(),
      sinceMs: piece.sinceMs,
      text: `${line}\n`,
      rows: 1,
    }));
    const all = Promise.all(ends.map(({ promise }) => promise)).then(piece.resolve, piece.reject);
    await this.#writeUntilDone(ends);
    await all;
  }

  async #write(texts: readonly string[]): Promise<void> {
    const client = await this.#options.pool.connect();
    try {
      await pipeline(Readable.from(texts), client.query(copyFrom(this.#options.statement)));
      client.release();
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraint): the same rows would fail for ever. */
function isAboutData(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

/** One value of a COPY text row: tabs, newlines and backslashes escaped; NUL, which text cannot hold, dropped. */
export function copyText(value: string): string {
  if (!/[\\\t\n\r\0]/.test(value)) return value;
  return value.replace(
    /[\\\t\n\r\0]/g,
    (letter) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[letter] ?? '',
  );
}

const seconds = new Map<number, string>();

/** A time for COPY. Most fixes of one moment share their second, so its text is kept. */
export function copyTime(ms: number): string {
  const second = Math.floor(ms / 1000);
  let text = seconds.get(second);
  if (text === undefined) {
    if (seconds.size > 5000) seconds.clear();
    text = new Date(second * 1000).toISOString().slice(0, 19);
    seconds.set(second, text);
  }
  const rest = Math.floor(ms - second * 1000);
  return rest === 0 ? `${text}Z` : `${text}.${String(rest).padStart(3, '0')}Z`;
}
