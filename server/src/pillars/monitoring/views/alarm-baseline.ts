import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { MonitoringEventSchemas } from '@sitong/shared/pillars/monitoring/events.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

const AlarmsSchema = z.tuple([
  z.object({ raised: z.number(), acked: z.number(), settled: z.number(), ackMeanS: z.number().nullable() }),
]);

/**
 * Alarms raised since a moment: how many were acknowledged, how many of those are over, and the mean time from raised
 * to first acknowledged. To acknowledge what has returned clears it at once: that counts as both. One that returned and was raised again counts once, from when it was first raised.
 */
export async function alarmBaseline(pool: Pool, world: WorldId, below: string, sinceMs: number) {
  const { rows } = await pool.query(
    `WITH raised AS (
       SELECT stream, at FROM events WHERE world = $1 AND type = 'AlarmRaised' AND at >= $3 AND division LIKE $2
     ), acked AS (
       SELECT stream, min(at) AS at FROM (
         SELECT stream, at FROM events WHERE world = $1 AND type = 'AlarmAcknowledged' AND at >= $3
         UNION ALL
         SELECT stream, at FROM events WHERE world = $1 AND type = 'AlarmCleared' AND at >= $3
            AND body::jsonb ->> 'reason' = 'acknowledged'
       ) AS acts GROUP BY stream
     ), cleared AS (
       SELECT DISTINCT stream FROM events WHERE world = $1 AND type = 'AlarmCleared' AND at >= $3
     )
     SELECT count(*)::int AS raised, count(acked.stream)::int AS acked,
            (count(*) FILTER (WHERE acked.stream IS NOT NULL AND cleared.stream IS NOT NULL))::int AS settled,
            avg(extract(epoch FROM acked.at - raised.at))::float8 AS "ackMeanS"
       FROM raised LEFT JOIN acked USING (stream) LEFT JOIN cleared USING (stream)`,
    [world, below, new Date(sinceMs)],
  );
  const [alarms] = AlarmsSchema.parse(rows);
  return alarms;
}

const ReceivedSchema = z.tuple([z.object({ received: z.number() })]);
const EndedSchema = z.object({
  at: z.date(),
  how: z.enum(['cancelled', 'expired']),
  received: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(MonitoringEventSchemas.IncomingWarningReceived.pick({ hazard: true, level: true, headline: true })),
});

/** Warnings of other bodies since a moment, and the one that ended last. */
export async function incomingBaseline(pool: Pool, world: WorldId, below: string, sinceMs: number) {
  const count = await pool.query(
    `SELECT count(*)::int AS received FROM events
      WHERE world = $1 AND type = 'IncomingWarningReceived' AND at >= $3 AND division LIKE $2
        AND body::jsonb ->> 'msgType' = 'Alert'`,
    [world, below, new Date(sinceMs)],
  );
  const ended = await pool.query(
    `SELECT ended.at, ended.body::jsonb ->> 'how' AS how, warning.body AS received
       FROM events ended JOIN events warning
         ON warning.world = ended.world AND warning.stream = ended.stream AND warning.type = 'IncomingWarningReceived'
      WHERE ended.world = $1 AND ended.type = 'IncomingWarningEnded' AND ended.division LIKE $2
        AND ended.body::jsonb ->> 'how' IN ('cancelled', 'expired')
      ORDER BY ended.at DESC LIMIT 1`,
    [world, below],
  );
  const [{ received }] = ReceivedSchema.parse(count.rows);
  const last = z.array(EndedSchema).parse(ended.rows)[0];
  if (last === undefined) return { received, last: undefined };
  const { hazard, level, headline } = last.received;
  return {
    received,
    last: {
      hazard: hazard ?? null,
      level: level ?? null,
      headline,
      endedAt: toTimestamp(last.at.getTime()),
      how: last.how,
    },
  };
}
