import { type AuditFact, AuditFactSchema, type AuditFactType } from '@sitong/shared/kernel/audit.ts';
import { ActorSchema } from '@sitong/shared/kernel/envelope.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { type Timestamp, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';

export interface AuditFilter {
  /** Person, account, token or table: who acted, or whom it was about. */
  who: string | undefined;
  type: AuditFactType | undefined;
  fromMs: number | undefined;
  toMs: number | undefined;
}

export interface AuditEntry {
  seq: number;
  at: Timestamp;
  person: string;
  fact: AuditFact;
}

const RowSchema = z.object({
  seq: z.number(),
  at: z.date(),
  type: z.string(),
  actor: z.string(),
  body: z.string(),
});

/** Newest first; `before` is the number of the last entry at hand. */
export async function readAudit(
  pool: pg.Pool,
  filter: AuditFilter,
  page: { before: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));
  const { rows } = await pool.query(
    `SELECT e.seq, e.at, e.type, e.actor, e.body
       FROM audit_view v JOIN events e ON e.world = $1 AND e.seq = v.seq
      WHERE ($2::text IS NULL OR v.who @> ARRAY[$2]) AND ($3::text IS NULL OR v.type = $3)
        AND ($4::timestamptz IS NULL OR v.at >= $4) AND ($5::timestamptz IS NULL OR v.at < $5)
        AND ($6::bigint IS NULL OR v.seq < $6)
      ORDER BY v.seq DESC LIMIT $7`,
    [
      LIVE,
      filter.who ?? null,
      filter.type ?? null,
      moment(filter.fromMs),
      moment(filter.toMs),
      page.before ?? null,
      page.limit,
    ],
  );
  return z
    .array(RowSchema)
    .parse(rows)
    .map(({ seq, at, type, actor, body }) => ({
      seq,
      at: toTimestamp(at.getTime()),
      person: ActorSchema.parse(JSON.parse(actor)).person,
      fact: AuditFactSchema.parse({ type, body: JSON.parse(body) }),
    }));
}
