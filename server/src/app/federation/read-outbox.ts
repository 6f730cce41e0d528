import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import { genesisHash } from '../../plumbing/eventlog/chain.ts';
import { type OutboxPage, UpwardItemSchema } from './upward-item.ts';

export type OutboxRead =
  | { kind: 'page'; page: Omit<OutboxPage, 'county'> }
  /** The reader's cursor is not a place in this log: it was put back to an earlier moment, or changed. */
  | { kind: 'history_changed'; head: number }
  | { kind: 'no_world' };

interface Row {
  head_seq: number;
  head_hash: Buffer;
  after_hash: Buffer | null;
  items: { seq: number; kind: string; subject: string; at: string; body: string; hash: string }[];
}

/** Head and items from one snapshot of the database: nothing at or before the head can appear later. */
const PAGE = `SELECT w.head_seq, w.head_hash,
    (SELECT hash FROM events WHERE world = $1 AND seq = $2) AS after_hash,
    coalesce((SELECT json_agg(json_build_object('seq', o.seq, 'kind', o.kind, 'subject', o.subject,
        'at', (extract(epoch FROM o.at) * 1000)::bigint::text, 'body', o.body, 'hash', encode(e.hash, 'hex')) ORDER BY o.seq)
      FROM (SELECT * FROM upward_outbox WHERE world = $1 AND seq > $2 ORDER BY seq LIMIT $3) o
      JOIN events e ON e.world = o.world AND e.seq = o.seq), '[]'::json) AS items
  FROM worlds w WHERE w.id = $1`;

export async function readOutbox(
  pool: Pick<Pool, 'query'>,
  world: WorldId,
  { after, hash, limit }: { after: number; hash?: string | undefined; limit: number },
): Promise<OutboxRead> {
  const { rows } = await pool.query<Row>({ name: 'outbox_page', text: PAGE, values: [world, after, limit] });
  const [row] = rows;
  if (row === undefined) return { kind: 'no_world' };
  const at = after === 0 ? genesisHash(world) : row.after_hash;
  if (at === null || (hash !== undefined && hash !== at.toString('hex')))
    return { kind: 'history_changed', head: row.head_seq };
  const last = row.items.length < limit ? undefined : row.items.at(-1);
  return {
    kind: 'page',
    page: {
      world,
      after,
      upTo: last?.seq ?? row.head_seq,
      hash: last?.hash ?? row.head_hash.toString('hex'),
      head: row.head_seq,
      items: row.items.map(({ seq, kind, subject, at, body }) =>
        UpwardItemSchema.parse({ seq, kind, subject, at: toTimestamp(Number(at)), body: JSON.parse(body) }),
      ),
    },
  };
}
