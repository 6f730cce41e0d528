import { setTimeout as sleep } from 'node:timers/promises';
import { askCounty, type Trouble } from './ask-county.ts';
import type { CountyBelow } from './counties-file.ts';
import type { CountyStore } from './county-store.ts';

/** What is known of the line to one county. */
export type ReaderState =
  | { kind: 'starting' }
  /** Stored up to the county's head as of `atMs`. */
  | { kind: 'current'; atMs: number }
  | { kind: 'catching_up'; atMs: number; behind: number }
  | (Trouble & { sinceMs: number });

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A county that cannot hold us until there is news (stopping, or too many wait) is not asked more often than this. */
const EMPTY_PAUSE_MS = 1_000;

export interface CountyReaderOptions {
  county: CountyBelow;
  store: Pick<CountyStore, 'cursor' | 'keep'>;
  now: () => number;
  /** Waits before the next try; ends early when the signal does. */
  pause?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  onError: (error: unknown, what: string) => void;
}

/**
 * Reads one county's outbox, page by page, for as long as it is open. What is asked for is always what follows the
 * stored cursor: a reader that died, or a second one beside it, can neither lose nor double anything.
 */
export class CountyReader {
  readonly #options: CountyReaderOptions;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;
  #state: ReaderState = { kind: 'starting' };

  constructor(options: CountyReaderOptions) {
    this.#options = options;
  }

  get state(): ReaderState {
    return this.#state;
  }

  get county(): string {
    return this.#options.county.county;
  }

  start(): this {
    this.#running ??= this.#run();
    return this;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted; ) {
      const done = await this.#turn(signal).catch((error: unknown): Trouble => {
        this.#options.onError(error, `reading county ${this.county}`);
        return { kind: 'cut', why: `our own database: ${error instanceof Error ? error.message : String(error)}` };
      });
      if (signal.aborted) return;
      if (done === 'stored' || done === 'nothing') {
        failures = 0;
        if (done === 'nothing') await this.#pause(EMPTY_PAUSE_MS, signal);
        continue;
      }
      this.#trouble(done);
      // Half of each pause is chance: a hundred counties do not come back in one second.
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + Math.random() / 2);
      failures += 1;
      await this.#pause(pauseMs, signal);
    }
  }

  async #turn(signal: AbortSignal): Promise<'stored' | 'nothing' | Trouble> {
    const { county, store, now } = this.#options;
    const cursor = await store.cursor(county.county);
    // While behind, or not sure, ask at once; only who has everything waits there for news.
    const wait = this.#state.kind === 'current' ? 'for news' : 'no';
    const askedMs = performance.now();
    const asked = await askCounty(county, cursor, { wait, signal });
    if (asked.kind !== 'page') return asked;
    const { page } = asked;
    await store.keep(page, cursor, now());
    const behind = page.head - page.upTo;
    this.#state = behind === 0 ? { kind: 'current', atMs: now() } : { kind: 'catching_up', atMs: now(), behind };
    const early = performance.now() - askedMs < EMPTY_PAUSE_MS;
    return wait === 'for news' && page.items.length === 0 && early ? 'nothing' : 'stored';
  }

  #trouble(trouble: Trouble): void {
    const before = this.#state;
    const sinceMs = before.kind === trouble.kind ? before.sinceMs : this.#options.now();
    this.#state = { ...trouble, sinceMs };
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const { pause = (forMs, ends) => sleep(forMs, undefined, { signal: ends }) } = this.#options;
    try {
      await pause(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
