import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import type { Refusal, SourceHealth } from '../../ingest/contract.ts';
import { insertRefused, type RefusedInput, trimRefused } from './refused-inputs.ts';

/** `never`: known, not heard since records began. `quiet`: sends when there is something, so silence says nothing. */
export type SourceStanding = 'live' | 'late' | 'lost' | 'quiet' | 'never';

export interface SourceNow {
  source: string;
  standing: SourceStanding;
  /** World time; absent: never heard. */
  lastSeenMs: number | undefined;
  /** Expected seconds between messages; absent: only when there is something. */
  cadenceS: number | undefined;
  perMinute: number;
  accepted: number;
  refused: number;
}

const LATE_AFTER = 2;
/** Design: silent beyond five times its cadence. */
export const LOST_AFTER = 5;
const BUCKET_MS = 5000;
const BUCKETS = 12;
/** Bytes kept of a refused input, and inputs waiting to be stored; beyond that they are counted only. */
const MOST_RAW_BYTES = 8 * 1024;
const MOST_WAITING = 1000;
const MOST_SOURCES = 200;

interface SourceRow {
  source: string;
  last_seen: Date | null;
  accepted: number;
  refused: number;
}

class Source {
  lastSeenMs: number | undefined;
  /** Of all nodes, as stored. */
  storedAccepted = 0;
  storedRefused = 0;
  /** Of this node, not stored yet. */
  accepted = 0;
  refused = 0;
  standing: 'stored' | 'changed' = 'stored';
  readonly buckets = new Float64Array(BUCKETS);
  bucket = 0;
}

export interface SourceBookOptions {
  world: string;
  pool: pg.Pool;
  /** World time. */
  nowMs: () => number;
  /** Server time, for rates. */
  serverNowMs: () => number;
  /** Every door with its expected seconds between messages; absent: it has no rhythm. */
  cadenceS: Readonly<Record<string, number | undefined>>;
}

/** Health of the doors of one world: last seen, rate, and each refusal with the bytes that caused it. */
export class SourceBook implements SourceHealth {
  readonly #options: SourceBookOptions;
  readonly #sources = new Map<string, Source>();
  readonly #lately = new Map<string, number>();
  #waiting: RefusedInput[] = [];
  /** Refusals that came faster than they could be stored; told in /metrics. */
  notStored = 0;

  constructor(options: SourceBookOptions) {
    this.#options = options;
    for (const source of Object.keys(options.cadenceS)) this.#sources.set(source, new Source());
  }

  seen(source: string, n: number): void {
    const at = this.#of(source);
    at.accepted += n;
    at.standing = 'changed';
    this.#heard(at, n, this.#options.nowMs());
    const lately = this.#lately.get(source);
    if (lately === undefined) this.#lately.set(source, n);
    else this.#lately.set(source, lately + n);
  }

  /** Another node heard this door: alive here too. The counts come with the stored ones. */
  seenElsewhere(source: string, n: number, atMs: number): void {
    if (this.#sources.size < MOST_SOURCES || this.#sources.has(source)) this.#heard(this.#of(source), n, atMs);
  }

  /** What was seen here since the last call, for the other nodes. */
  takeSeen(): readonly (readonly [source: string, n: number])[] {
    if (this.#lately.size === 0) return [];
    const lately = [...this.#lately];
    this.#lately.clear();
    return lately;
  }

  #heard(at: Source, n: number, atMs: number): void {
    at.lastSeenMs = Math.max(at.lastSeenMs ?? 0, atMs);
    this.#turn(at);
    at.buckets[at.bucket % BUCKETS] = (at.buckets[at.bucket % BUCKETS] ?? 0) + n;
  }

  refused(source: string, refusal: Refusal, rawBytes: Uint8Array): void {
    const at = this.#of(source);
    at.refused += 1;
    at.standing = 'changed';
    if (this.#waiting.length >= MOST_WAITING) {
      this.notStored += 1;
      return;
    }
    this.#waiting.push({
      source,
      atMs: this.#options.nowMs(),
      code: refusal.code,
      message: refusal.message.slice(0, 500),
      path: refusal.path.slice(0, 300),
      facts: refusal.facts ?? null,
      raw: Buffer.from(rawBytes.subarray(0, MOST_RAW_BYTES)),
      rawBytes: rawBytes.byteLength,
    });
  }

  list(): SourceNow[] {
    return [...this.#sources].map(([source, at]) => {
      this.#turn(at);
      const cadenceS = this.#options.cadenceS[source];
      return {
        source,
        standing: this.#standing(at, cadenceS),
        lastSeenMs: at.lastSeenMs,
        cadenceS,
        perMinute: at.buckets.reduce((sum, n) => sum + n, 0),
        accepted: at.storedAccepted + at.accepted,
        refused: at.storedRefused + at.refused,
      };
    });
  }

  /** What is stored, of all nodes; also later, for what others added. */
  async load(): Promise<void> {
    const { pool, world } = this.#options;
    const { rows } = await pool.query<SourceRow>(
      'SELECT source, last_seen, accepted, refused FROM sources WHERE world = $1',
      [world],
    );
    for (const row of rows) this.#stored(row);
  }

  #stored({ source, last_seen, accepted, refused }: SourceRow): void {
    const at = this.#of(source);
    if (last_seen !== null) at.lastSeenMs = Math.max(at.lastSeenMs ?? 0, last_seen.getTime());
    at.storedAccepted = accepted;
    at.storedRefused = refused;
  }

  /** Adds what changed to what is stored. Rejects when the database is away; what was not stored waits. */
  async flush(): Promise<void> {
    const { pool, world } = this.#options;
    const changed = [...this.#sources].flatMap(([source, at]) => {
      if (at.standing === 'stored') return [];
      at.standing = 'stored';
      return [{ source, at, accepted: at.accepted, refused: at.refused }];
    });
    if (changed.length > 0) {
      try {
        const { rows } = await pool.query<SourceRow>(
          `INSERT INTO sources AS stored (world, source, last_seen, accepted, refused)
           SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[])
           ON CONFLICT (world, source) DO UPDATE SET
             last_seen = greatest(stored.last_seen, excluded.last_seen),
             accepted = stored.accepted + excluded.accepted, refused = stored.refused + excluded.refused
           RETURNING source, last_seen, accepted, refused`,
          [
            world,
            changed.map(({ source }) => source),
            changed.map(({ at }) => (at.lastSeenMs === undefined ? null : new Date(at.lastSeenMs).toISOString())),
            changed.map(({ accepted }) => accepted),
            changed.map(({ refused }) => refused),
          ],
        );
        for (const { at, accepted, refused } of changed) {
          at.accepted -= accepted;
          at.refused -= refused;
        }
        for (const row of rows) this.#stored(row);
      } catch (error) {
        for (const { at } of changed) at.standing = 'changed';
        throw error;
      }
    }
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    try {
      await insertRefused(pool, world, waiting);
    } catch (error) {
      this.#waiting = [...waiting, ...this.#waiting].slice(0, MOST_WAITING);
      throw error;
    }
    for (const source of new Set(waiting.map((one) => one.source))) await trimRefused(pool, world, source);
  }

  #standing(at: Source, cadenceS: number | undefined): SourceStanding {
    if (at.lastSeenMs === undefined) return 'never';
    if (cadenceS === undefined) return 'quiet';
    const silent = (this.#options.nowMs() - at.lastSeenMs) / (cadenceS * SECOND_MS);
    return silent > LOST_AFTER ? 'lost' : silent > LATE_AFTER ? 'late' : 'live';
  }

  /** Empties the buckets of the minute that have gone by. */
  #turn(at: Source): void {
    const now = Math.floor(this.#options.serverNowMs() / BUCKET_MS);
    for (let b = Math.max(at.bucket + 1, now - BUCKETS + 1); b <= now; b++) at.buckets[b % BUCKETS] = 0;
    at.bucket = Math.max(at.bucket, now);
  }

  #of(source: string): Source {
    let at = this.#sources.get(source);
    if (at === undefined) {
      at = new Source();
      this.#sources.set(source, at);
    }
    return at;
  }
}
