import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Pool } from 'pg';
import { genesisHash } from './chain.ts';
import type { Verdict, VerifyRange } from './event-log.ts';
import { EVENT_COLUMNS, type EventRow, fromRow, type StoredEvent } from './stored-event.ts';
import { verifyChain } from './verify.ts';

const PAGE = 5_000;

/** Verifies in pages of short statements, so that appending goes on undisturbed. Undefined: no such world. */
export async function verifyInPostgres(pool: Pool, world: WorldId, range?: VerifyRange): Promise<Verdict | undefined> {
  const { rows } = await pool.query<{ head_seq: number; head_hash: Buffer; last: number | null }>(
    'SELECT head_seq, head_hash, (SELECT max(seq) FROM events WHERE world = $1) AS last FROM worlds WHERE id = $1',
    [world],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return verifyChain(
    {
      world,
      head: { world, seq: row.head_seq, hash: row.head_hash.toString('hex') },
      lastSeq: row.last ?? 0,
      hashAt: (seq) => hashAt(pool, world, seq),
      pages: (from, to) => pages(pool, world, from, to),
    },
    range,
  );
}

async function hashAt(pool: Pool, world: WorldId, seq: number): Promise<Buffer | undefined> {
  if (seq === 0) return genesisHash(world);
  const { rows } = await pool.query<{ hash: Buffer }>('SELECT hash FROM events WHERE world = $1 AND seq = $2', [
    world,
    seq,
  ]);
  return rows[0]?.hash;
}

async function* pages(pool: Pool, world: WorldId, from: number, to: number): AsyncGenerator<readonly StoredEvent[]> {
  const text = `SELECT ${EVENT_COLUMNS} FROM events WHERE world = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq LIMIT $4`;
  for (let next = from; next <= to; ) {
    const { rows } = await pool.query<EventRow>({ name: 'events_pages', text, values: [world, next, to, PAGE] });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(fromRow);
    next = last.seq + 1;
  }
}
