import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { WarningContentSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

const IssuedSchema = z.tuple([z.object({ issued: z.number() })]);
const LastSchema = z.object({
  id: z.string(),
  status: z.enum(['cancelled', 'expired']),
  content: WarningContentSchema,
  drafted_at: z.date(),
  ended_at: z.date(),
});
const CallsSchema = z.tuple([z.object({ called: z.number(), answered: z.number() })]);

/** Our warnings issued since a moment, and the one that ended last with its calls: the log keeps what the state drops. */
export async function warningBaseline(pool: Pool, world: WorldId, below: string, sinceMs: number) {
  const issued = await pool.query(
    `SELECT count(*)::int AS issued FROM release_warnings
      WHERE world = $1 AND division LIKE $2 AND issued_at IS NOT NULL AND issued_at >= $3`,
    [world, below, new Date(sinceMs)],
  );
  const ended = await pool.query(
    `SELECT id, status, content, drafted_at, ended_at FROM release_warnings
      WHERE world = $1 AND division LIKE $2 AND ended_at IS NOT NULL AND identifier IS NOT NULL
        AND status IN ('cancelled', 'expired')
      ORDER BY ended_at DESC LIMIT 1`,
    [world, below],
  );
  const [{ issued: count }] = IssuedSchema.parse(issued.rows);
  const last = z.array(LastSchema).parse(ended.rows)[0];
  if (last === undefined) return { issued: count, last: undefined };
  const { hazard, level, headline } = last.content;
  const calls = await callsOf(pool, world, last.id, last.drafted_at, last.ended_at);
  return {
    issued: count,
    last: { hazard, level, headline, endedAt: toTimestamp(last.ended_at.getTime()), how: last.status, ...calls },
  };
}

/** Calls opened for a warning or carried over to it while it stood, and how many were answered. */
async function callsOf(pool: Pool, world: WorldId, warning: string, from: Date, to: Date) {
  const { rows } = await pool.query(
    `WITH calls AS (
       SELECT stream FROM events WHERE world = $1 AND type = 'CallOpened' AND at BETWEEN $3 AND $4
         AND body::jsonb ->> 'warningId' = $2
       UNION
       SELECT stream FROM events WHERE world = $1 AND type = 'CallCarriedOver' AND at BETWEEN $3 AND $4
         AND body::jsonb ->> 'warningId' = $2
     )
     SELECT count(*)::int AS called, count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM events fact WHERE fact.world = $1 AND fact.stream = calls.stream
            AND fact.type = 'CallFactRecorded' AND fact.body::jsonb ->> 'fact' = 'answered'))::int AS answered
       FROM calls`,
    [world, warning, from, to],
  );
  const [calls] = CallsSchema.parse(rows);
  return calls;
}
