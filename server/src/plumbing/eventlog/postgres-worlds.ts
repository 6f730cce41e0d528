import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp, type WorldClock, WorldClockSchema } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import { genesisHash } from './chain.ts';
import { UnknownWorldError } from './errors.ts';
import type { Head, NewWorld, World, WorldKind, WorldStatus } from './event-log.ts';

interface WorldRow {
  id: string;
  kind: WorldKind;
  title: string;
  clock: unknown;
  status: WorldStatus;
  head_seq: number;
  head_hash: Buffer;
  created_at: Date;
}

/** The table of worlds: what there is, its clock and its head. */
export class PostgresWorlds {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async create({ id, kind, title, clock }: NewWorld): Promise<void> {
    await this.#pool.query(
      'INSERT INTO worlds (id, kind, title, clock, head_hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING',
      [id, kind, title, JSON.stringify(clock), genesisHash(id)],
    );
  }

  async list(): Promise<World[]> {
    const { rows } = await this.#pool.query<WorldRow>('SELECT * FROM worlds ORDER BY created_at, id');
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      clock: WorldClockSchema.parse(row.clock),
      status: row.status,
      headSeq: row.head_seq,
      createdAt: toTimestamp(row.created_at.getTime()),
    }));
  }

  async saveClock(world: WorldId, clock: WorldClock): Promise<void> {
    await this.#change(world, 'UPDATE worlds SET clock = $2 WHERE id = $1', JSON.stringify(clock));
  }

  async close(world: WorldId): Promise<void> {
    await this.#change(world, 'UPDATE worlds SET status = $2 WHERE id = $1', 'closed' satisfies WorldStatus);
  }

  async head(world: WorldId): Promise<Head> {
    const { rows } = await this.#pool.query<WorldRow>({
      name: 'world_head',
      text: 'SELECT head_seq, head_hash FROM worlds WHERE id = $1',
      values: [world],
    });
    const row = rows[0];
    if (row === undefined) throw new UnknownWorldError(world);
    return { world, seq: row.head_seq, hash: row.head_hash.toString('hex') };
  }

  async #change(world: WorldId, sql: string, value: string): Promise<void> {
    const { rowCount } = await this.#pool.query(sql, [world, value]);
    if (rowCount === 0) throw new UnknownWorldError(world);
  }
}
