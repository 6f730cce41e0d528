import { HazardSchema } from '@sitong/shared/kernel/hazard.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

const CountsSchema = z.tuple([z.object({ month: z.number(), lastMonth: z.number() })]);
const moment = z.date().transform((at) => toTimestamp(at.getTime()));
const LastSchema = z.object({
  id: z.string(),
  number: z.number(),
  hazard: HazardSchema,
  title: z.string(),
  reportedAt: moment,
  closedAt: moment,
});

/**
 * Incidents reported since `months.thisMs` and in the month before it, and the one closed last. `below`: LIKE pattern
 * of the reader's divisions. Two reads by index.
 */
export async function incidentBaseline(
  pool: Pool,
  world: WorldId,
  below: string,
  months: { thisMs: number; lastMs: number },
) {
  const counts = await pool.query(
    `SELECT count(*) FILTER (WHERE reported_at >= $3)::int AS month,
            count(*) FILTER (WHERE reported_at < $3)::int AS "lastMonth"
       FROM incident_view
      WHERE world = $1 AND division LIKE $2 AND reported_at >= $4 AND status NOT IN ('void', 'merged')`,
    [world, below, new Date(months.thisMs), new Date(months.lastMs)],
  );
  const last = await pool.query(
    `SELECT id, number, hazard, title, reported_at AS "reportedAt", closed_at AS "closedAt" FROM incident_view
      WHERE world = $1 AND division LIKE $2 AND closed_at IS NOT NULL AND status = 'closed'
      ORDER BY closed_at DESC LIMIT 1`,
    [world, below],
  );
  const [{ month, lastMonth }] = CountsSchema.parse(counts.rows);
  return { month, lastMonth, last: z.array(LastSchema).parse(last.rows)[0] ?? null };
}
