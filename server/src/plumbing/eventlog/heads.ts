import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { connectionConfig } from '../persistence/pool.ts';
import type { HeadMoved } from './event-log.ts';

const CHANNEL = 'sitong_events';
const POLL_MS = 1_000;
const RECONNECT_MS = 250;
const HEARTBEAT_MS = 5_000;
const CLOSE_MS = 1_000;
/** `<world> <seq>`, as the append function says it. */
const MOVED = /^(\S+) (\d+)$/;

export interface HeadsOptions {
  url: string;
  pool: Pick<pg.Pool, 'query'>;
  onError: (error: Error) => void;
}

/**
 * Tells subscribers of every head that moved. NOTIFY on a connection of its own wakes, asking once a
 * second guarantees: a lost notification costs one second, never an event.
 */
export class Heads {
  readonly #options: HeadsOptions;
  readonly #listeners = new Set<(moved: HeadMoved) => void>();
  readonly #known = new Map<string, number>();
  readonly #closing = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: HeadsOptions) {
    this.#options = options;
  }

  subscribe(listener: (moved: HeadMoved) => void): () => void {
    const own = (moved: HeadMoved): void => listener(moved);
    this.#listeners.add(own);
    this.#running ??= Promise.all([this.#listen(), this.#poll()]);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Also called by the appender of this node, which knows before the notification comes round. */
  moved(moved: HeadMoved): void {
    if (moved.seq <= (this.#known.get(moved.world) ?? 0)) return;
    this.#known.set(moved.world, moved.seq);
    for (const listener of this.#listeners) {
      try {
        listener(moved);
      } catch (error) {
        this.#report(error);
      }
    }
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#closing.abort();
    await this.#running;
  }

  async #poll(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#ask();
      await pause(POLL_MS, signal);
    }
  }

  async #ask(): Promise<void> {
    if (this.#listeners.size === 0) return;
    try {
      const { rows } = await this.#options.pool.query<{ id: string; head_seq: number }>(
        'SELECT id, head_seq FROM worlds',
      );
      for (const { id, head_seq: seq } of rows) this.moved({ world: id, seq });
    } catch (error) {
      this.#report(error);
    }
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const client = new pg.Client(connectionConfig(this.#options.url, 'sitong-listen'));
      const ended = new Promise<void>((resolve) => {
        client.once('end', resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      client.on('error', (error) => this.#report(error));
      client.on('notification', ({ payload }) => this.#heard(payload));
      try {
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        // What was said while nobody listened.
        await this.#ask();
        // A half-open connection hears nothing and says nothing: ask it.
        while (
          (await Promise.race([ended, pause(HEARTBEAT_MS, signal).then(() => 'quiet')])) === 'quiet' &&
          !signal.aborted
        ) {
          await client.query('SELECT 1');
        }
      } catch (error) {
        this.#report(error);
      }
      const closed = client.end().catch((error: unknown) => this.#report(error));
      await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
      await pause(RECONNECT_MS, signal);
    }
  }

  #heard(payload: string | undefined): void {
    const [, world, seq] = MOVED.exec(payload ?? '') ?? [];
    if (world !== undefined) this.moved({ world, seq: Number(seq) });
    else this.#report(new Error(`malformed notification on ${CHANNEL}`));
  }

  #report(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#options.onError(error instanceof Error ? error : new Error(String(error)));
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
