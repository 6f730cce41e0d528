import type pg from 'pg';
import { z } from 'zod';
import { type CapAlert, CapAlertSchema } from '../../ingest/cap/model.ts';
import { type ShownWarning, ShownWarningSchema } from './incoming-shown.ts';

export const WarningStateSchema = z.enum(['active', 'expired', 'cancelled', 'superseded', 'not-live']);
export type WarningState = z.infer<typeof WarningStateSchema>;

export interface StoredWarning {
  id: string;
  alert: CapAlert;
  shown: ShownWarning;
  state: WarningState;
  receivedAtMs: number;
  expiresAtMs: number;
}

export interface NewWarning extends StoredWarning {
  raw: Uint8Array;
}

const RowSchema = z.object({
  nr: z.coerce.number(),
  id: z.string(),
  alert: CapAlertSchema,
  shown: ShownWarningSchema,
  state: WarningStateSchema,
  received_at: z.date(),
  expires_at: z.date(),
});

/** One received message and what it did to others, together or not at all. */
export async function storeWarning(
  pool: pg.Pool,
  world: string,
  added: NewWarning | undefined,
  changed: readonly { id: string; state: WarningState }[],
): Promise<void> {
  if (added === undefined && changed.length === 0) return;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    if (added !== undefined) {
      const { id, alert, shown, state, receivedAtMs, expiresAtMs, raw } = added;
      await client.query(
        `INSERT INTO incoming_warnings (world, id, sender, identifier, sent, received_at, expires_at, state, alert, shown, raw)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
        [
          world,
          id,
          alert.sender,
          alert.identifier,
          alert.sent,
          new Date(receivedAtMs).toISOString(),
          new Date(expiresAtMs).toISOString(),
          state,
          JSON.stringify(alert),
          JSON.stringify(shown),
          Buffer.from(raw),
        ],
      );
    }
    for (const { id, state } of changed)
      await client.query('UPDATE incoming_warnings SET state = $3 WHERE world = $1 AND id = $2', [world, id, state]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Newest first; `before` is the number the last page ended with. */
export async function readWarnings(
  pool: pg.Pool,
  world: string,
  page: { before: number | undefined; limit: number },
): Promise<(StoredWarning & { nr: number })[]> {
  const { rows } = await pool.query(
    `SELECT nr, id, alert, shown, state, received_at, expires_at FROM incoming_warnings
     WHERE world = $1 AND ($2::bigint IS NULL OR nr < $2) ORDER BY nr DESC LIMIT $3`,
    [world, page.before ?? null, page.limit],
  );
  return rows.map(storedOf);
}

/** In the order they were stored, by whichever node. */
export async function readWarningsAfter(
  pool: pg.Pool,
  world: string,
  nr: number,
  limit: number,
): Promise<(StoredWarning & { nr: number })[]> {
  const { rows } = await pool.query(
    `SELECT nr, id, alert, shown, state, received_at, expires_at FROM incoming_warnings
     WHERE world = $1 AND nr > $2 ORDER BY nr LIMIT $3`,
    [world, nr, limit],
  );
  return rows.map(storedOf);
}

/** One node at a time takes a message of a world: which came first decides what it does to the others. */
export async function inTurnOf<T>(pool: pg.Pool, world: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(4410528, hashtext($1))', [world]);
    const done = await work();
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

function storedOf(row: unknown): StoredWarning & { nr: number } {
  const { nr, id, alert, shown, state, received_at, expires_at } = RowSchema.parse(row);
  return { nr, id, alert, shown, state, receivedAtMs: received_at.getTime(), expiresAtMs: expires_at.getTime() };
}
