import type { Pool } from 'pg';

/** Does to the events what the append-only trigger forbids: for tests that tamper, or start anew. */
export async function tamper(pool: Pool, sql: string, values: unknown[] = []): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE events DISABLE TRIGGER events_append_only');
    await client.query(sql, values);
    await client.query('ALTER TABLE events ENABLE TRIGGER events_append_only');
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Back to the state after the migrations. */
export async function emptyLog(pool: Pool): Promise<void> {
  await tamper(pool, 'TRUNCATE events, commands, snapshots, checkpoints');
  await pool.query(`DELETE FROM worlds WHERE id <> 'live'`);
  await pool.query(`UPDATE worlds SET head_seq = 0, head_hash = sha256(convert_to(id, 'UTF8'))`);
}
