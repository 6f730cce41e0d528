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

interface Stand {
  head_seq: number;
  head_hash: Buffer;
  after_hash: Buffer | null;
}

interface Row {
  head_seq: number;
  head_hash: Buffer;
  items: { seq: number; kind: string; subject: string; at: string; body: string }[];
  last_hash: Buffer | null;
}

/**
 * Where a cursor stands beside the head. Each part is one row by its whole key, and the database knows so beforehand:
 * it plans this once. `PAGE` it plans at each asking as soon as the outbox is long, as it takes a page of unknown limit
 * for a share of the table; that was most of what an answer without news cost.
 */
const STAND = `SELECT w.head_seq, w.head_hash, (SELECT hash FROM events WHERE world = $1 AND seq = $2) AS after_hash
  FROM worlds w WHERE w.id = $1`;

/** Head and items from one snapshot of the database: nothing at or before the head can appear later. */
const PAGE = `WITH page AS (
    SELECT seq, kind, subject, at, body FROM upward_outbox WHERE world = $1 AND seq > $2 ORDER BY seq LIMIT $3)
  SELECT w.head_seq, w.head_hash,
    coalesce((SELECT json_agg(json_build_object('seq', seq, 'kind', kind, 'subject', subject,
        'at', (extract(epoch FROM at) * 1000)::bigint::text, 'body', body) ORDER BY seq) FROM page), '[]'::json) AS items,
    (SELECT hash FROM events WHERE world = $1 AND seq = (SELECT max(seq) FROM page)) AS last_hash
  FROM worlds w WHERE w.id = $1`;

export async function readOutbox(
  pool: Pick<Pool, 'query'>,
  world: WorldId,
  { after, hash, limit }: { after: number; hash?: string | undefined; limit: number },
): Promise<OutboxRead> {
  const stands = await pool.query<Stand>({ name: 'outbox_stand', text: STAND, values: [world, after] });
  const [stand] = stands.rows;
  if (stand === undefined) return { kind: 'no_world' };
  const at = after === 0 ? genesisHash(world) : stand.after_hash;
  if (at === null || (hash !== undefined && hash !== at.toString('hex')))
    return { kind: 'history_changed', head: stand.head_seq };
  if (after === stand.head_seq)
    return { kind: 'page', page: { world, after, upTo: after, hash: at.toString('hex'), head: after, items: [] } };
  const { rows } = await pool.query<Row>({ name: 'outbox_page', text: PAGE, values: [world, after, limit] });
  const [row] = rows;
  if (row === undefined) return { kind: 'no_world' };
  const last = row.items.length < limit ? undefined : row.items.at(-1);
  const upToHash = last === undefined ? row.head_hash : row.last_hash;
  if (upToHash === null) throw new Error(`the outbox of ${world} names event ${last?.seq}, which is not in its log`);
  return {
    kind: 'page',
    page: {
      world,
      after,
      upTo: last?.seq ?? row.head_seq,
      hash: upToHash.toString('hex'),
      head: row.head_seq,
      items: row.items.map(({ seq, kind, subject, at, body }) =>
        UpwardItemSchema.parse({ seq, kind, subject, at: toTimestamp(Number(at)), body: JSON.parse(body) }),
      ),
    },
  };
}
