import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import type { TakenPage } from './upward-item.ts';

/** How far a county has been read. */
export interface Cursor {
  history: number;
  seq: number;
  hash: string | undefined;
}

export interface CountyRead extends Cursor {
  county: string;
  headSeq: number;
  readAt: string | undefined;
  items: number;
}

interface CursorRow {
  history: number;
  cursor_seq: number;
  cursor_hash: string | null;
}

const cursorOf = ({ history, cursor_seq, cursor_hash }: CursorRow): Cursor => ({
  history,
  seq: cursor_seq,
  hash: cursor_hash ?? undefined,
});

/** What was read from the counties below. The cursor moves in the transaction that stores what lies before it. */
export class CountyStore {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async cursor(county: string): Promise<Cursor> {
    await this.#pool.query('INSERT INTO federated_counties (county) VALUES ($1) ON CONFLICT DO NOTHING', [county]);
    const { rows } = await this.#pool.query<CursorRow>(
      'SELECT history, cursor_seq, cursor_hash FROM federated_counties WHERE county = $1',
      [county],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`county ${county} was struck from the list while it was read`);
    return cursorOf(row);
  }

  /** `elsewhere`: another reader has stored this range meanwhile; nothing was stored here. */
  async keep(page: TakenPage, from: Cursor, nowMs: number): Promise<'kept' | 'elsewhere'> {
    const { county, items, upTo, hash, head } = page;
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<CursorRow>(
        'SELECT history, cursor_seq, cursor_hash FROM federated_counties WHERE county = $1 FOR UPDATE',
        [county],
      );
      const [now] = rows.map(cursorOf);
      if (now === undefined || now.history !== from.history || now.seq !== page.after) {
        await client.query('ROLLBACK');
        return 'elsewhere';
      }
      await client.query(
        `INSERT INTO federated_items (county, history, seq, kind, subject, at, body, received_at)
         SELECT $1, $2, i.seq, i.kind, i.subject, i.at, i.body, $8
         FROM unnest($3::bigint[], $4::text[], $5::uuid[], $6::timestamptz[], $7::text[]) AS i (seq, kind, subject, at, body)
         ON CONFLICT (county, history, seq) DO NOTHING`,
        [
          county,
          from.history,
          items.map(({ seq }) => seq),
          items.map(({ kind }) => kind),
          items.map(({ subject }) => subject),
          items.map(({ at }) => at),
          items.map(({ body }) => JSON.stringify(body)),
          new Date(nowMs),
        ],
      );
      await client.query(
        'UPDATE federated_counties SET cursor_seq = $2, cursor_hash = $3, head_seq = $4, read_at = $5 WHERE county = $1',
        [county, upTo, hash, head, new Date(nowMs)],
      );
      await client.query('COMMIT');
      return 'kept';
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // After an error the connection may still be inside the transaction: closed, the database rolls it back.
      client.release(broken);
    }
  }

  /** After `history_changed`, when a person has decided so: all of it again, beside what was read before. */
  async beginHistory(county: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `UPDATE federated_counties SET history = history + 1, cursor_seq = 0, cursor_hash = NULL, head_seq = 0 WHERE county = $1`,
      [county],
    );
    return rowCount === 1;
  }

  async counties(): Promise<CountyRead[]> {
    const { rows } = await this.#pool.query<
      CursorRow & { county: string; head_seq: number; read_at: Date | null; items: number }
    >(
      `SELECT c.*, (SELECT count(*)::int FROM federated_items i WHERE i.county = c.county AND i.history = c.history) AS items
       FROM federated_counties c ORDER BY county`,
    );
    return rows.map((row) => ({
      ...cursorOf(row),
      county: row.county,
      headSeq: row.head_seq,
      readAt: row.read_at === null ? undefined : toTimestamp(row.read_at.getTime()),
      items: row.items,
    }));
  }

  /** Of the county's present history, in the county's order. */
  async items(county: string, after: number, limit: number): Promise<StoredItem[]> {
    const { rows } = await this.#pool.query<Omit<StoredItem, 'at' | 'receivedAt' | 'body'> & Stored>(
      `SELECT i.seq, i.kind, i.subject, i.at, i.body, i.received_at FROM federated_items i
       JOIN federated_counties c ON c.county = i.county AND c.history = i.history
       WHERE i.county = $1 AND i.seq > $2 ORDER BY i.seq LIMIT $3`,
      [county, after, limit],
    );
    return rows.map(({ at, received_at, body, ...row }) => ({
      ...row,
      at: toTimestamp(at.getTime()),
      receivedAt: toTimestamp(received_at.getTime()),
      body: JSON.parse(body),
    }));
  }
}

export interface StoredItem {
  seq: number;
  kind: string;
  subject: string;
  at: string;
  receivedAt: string;
  body: unknown;
}

interface Stored {
  at: Date;
  received_at: Date;
  body: string;
}
