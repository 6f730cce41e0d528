import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { DAY_MS } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';

/** How far back a change is tried. */
export const PAST_DAYS = 7;

/** Of how many things in the last days so many would have come to it, by the value in force and by another. */
export interface Past {
  counted: 'orders' | 'incidents' | 'warnings' | 'silences';
  of: number;
  now: number;
  after: number;
}

interface Asked {
  pool: pg.Pool;
  county: CountyIndex;
  world: string;
  nowMs: number;
  now: number;
  after: number;
}

const CountsSchema = z.object({
  of: z.coerce.number().int(),
  now: z.coerce.number().int(),
  after: z.coerce.number().int(),
});

async function count(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<Omit<Past, 'counted'>> {
  const { rows } = await pool.query<Record<string, unknown>>(sql, [...values]);
  return CountsSchema.parse(rows[0]);
}

const since = ({ nowMs }: Asked): Date => new Date(nowMs - PAST_DAYS * DAY_MS);

/** Orders that were still waiting for their team when the clock ran out. */
async function orders(asked: Asked): Promise<Past> {
  const { pool, world, nowMs, now, after } = asked;
  const waited = `extract(epoch FROM coalesce(accepted_at, ended_at, $3::timestamptz) - saved_at)`;
  const sql = `SELECT count(*) AS of, count(*) FILTER (WHERE ${waited} > $4) AS now,
      count(*) FILTER (WHERE ${waited} > $5) AS after
    FROM order_view WHERE world = $1 AND saved_at > $2 AND saved_at <= $3`;
  return { counted: 'orders', ...(await count(pool, sql, [world, since(asked), new Date(nowMs), now, after])) };
}

/** Incidents as bad as this by their newest grade. */
async function incidents(asked: Asked): Promise<Past> {
  const { pool, world, nowMs, now, after } = asked;
  const sql = `SELECT count(*) AS of, count(*) FILTER (WHERE grade <= $4) AS now, count(*) FILTER (WHERE grade <= $5) AS after
    FROM incident_view WHERE world = $1 AND reported_at > $2 AND reported_at <= $3 AND status <> 'void'`;
  return { counted: 'incidents', ...(await count(pool, sql, [world, since(asked), new Date(nowMs), now, after])) };
}

/** Live warnings from outside as bad as this. */
async function warnings(asked: Asked): Promise<Past> {
  const { pool, world, nowMs, now, after } = asked;
  const level = `(shown ->> 'level')::int`;
  const sql = `SELECT count(*) AS of, count(*) FILTER (WHERE ${level} <= $4) AS now, count(*) FILTER (WHERE ${level} <= $5) AS after
    FROM incoming_warnings WHERE world = $1 AND received_at > $2 AND received_at <= $3 AND state <> 'not-live'`;
  return { counted: 'warnings', ...(await count(pool, sql, [world, since(asked), new Date(nowMs), now, after])) };
}

/** Times a sensor was not measured for longer than so many of its cadences; `of` is how many sensors were measured. */
async function silences(asked: Asked): Promise<Past> {
  const { pool, county, world, nowMs, now, after } = asked;
  const { sensors } = county.data;
  const sql = `WITH cadence AS (SELECT * FROM unnest($4::text[], $5::float8[]) AS one (sensor, s)),
      gaps AS (
        SELECT sensor, extract(epoch FROM observed_at - lag(observed_at) OVER (PARTITION BY sensor ORDER BY observed_at)) AS s
          FROM readings WHERE world = $1 AND observed_at > $2 AND observed_at <= $3)
    SELECT count(DISTINCT gaps.sensor) AS of, count(*) FILTER (WHERE gaps.s > $6 * cadence.s) AS now,
           count(*) FILTER (WHERE gaps.s > $7 * cadence.s) AS after
      FROM gaps JOIN cadence USING (sensor)`;
  const ids = sensors.map(({ id }) => id);
  const cadences = sensors.map(({ cadenceS }) => cadenceS);
  const values = [world, since(asked), new Date(nowMs), ids, cadences, now, after];
  return { counted: 'silences', ...(await count(pool, sql, values)) };
}

const TRIED: ReadonlyMap<string, (asked: Asked) => Promise<Past>> = new Map([
  ['order.reRingS', orders],
  ['order.offerNextS', orders],
  ['order.leaderS', orders],
  ['response.incidentFrom', incidents],
  ['alarm.incomingFrom', warnings],
  ['sensor.silentAfterCadences', silences],
]);

/** Undefined: what is stored does not tell for this value. */
export function pastOf(path: string, asked: Asked): Promise<Past> | undefined {
  return TRIED.get(path)?.(asked);
}
