import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Pool } from 'pg';
import type { Snapshot } from './event-log.ts';

/** Snapshots of one world and shape that are kept. */
export const SNAPSHOTS_KEPT = 3;

/** Snapshots and readers' checkpoints: both can be lost without losing a fact. */
export class PostgresMarks {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Does nothing when the log does not hold event `seq`. */
  async saveSnapshot({ world, seq, schema, state }: Snapshot): Promise<void> {
    await this.#pool.query(
      `WITH saved AS (
         INSERT INTO snapshots (world, seq, schema, hash, state)
         SELECT $1, $2, $3, hash, $4 FROM events WHERE world = $1 AND seq = $2
         ON CONFLICT (world, schema, seq) DO UPDATE SET hash = excluded.hash, state = excluded.state
       )
       DELETE FROM snapshots WHERE world = $1 AND schema = $3 AND seq <> $2 AND seq NOT IN (
         SELECT seq FROM snapshots WHERE world = $1 AND schema = $3 AND seq <> $2 ORDER BY seq DESC LIMIT $5)`,
      [world, seq, schema, JSON.stringify(state), SNAPSHOTS_KEPT - 1],
    );
  }

  async loadSnapshot(world: WorldId, schema: number): Promise<Snapshot | undefined> {
    const { rows } = await this.#pool.query<{ seq: number; state: string }>(
      `SELECT s.seq, s.state FROM snapshots s JOIN events e ON e.world = s.world AND e.seq = s.seq AND e.hash = s.hash
       WHERE s.world = $1 AND s.schema = $2 ORDER BY s.seq DESC LIMIT 1`,
      [world, schema],
    );
    const row = rows[0];
    return row && { world, seq: row.seq, schema, state: JSON.parse(row.state) as unknown };
  }

  async loadCheckpoint(reader: string, world: WorldId): Promise<number> {
    const { rows } = await this.#pool.query<{ seq: number }>(
      'SELECT seq FROM checkpoints WHERE reader = $1 AND world = $2',
      [reader, world],
    );
    return rows[0]?.seq ?? 0;
  }

  async saveCheckpoint(reader: string, world: WorldId, seq: number): Promise<void> {
    await this.#pool.query(
      `INSERT INTO checkpoints (reader, world, seq) VALUES ($1, $2, $3)
       ON CONFLICT (reader, world) DO UPDATE SET seq = excluded.seq WHERE checkpoints.seq < excluded.seq`,
      [reader, world, seq],
    );
  }
}
