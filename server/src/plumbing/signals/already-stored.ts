import type pg from 'pg';
import type { PositionFix, Reading } from '../../ingest/contract.ts';

/**
 * Which inputs of a batch are in the history already, by their place in it: a retry after a lost answer must
 * not count twice. Two requests that cross each other are both stored, and dropped on reading as ever.
 */
const AT_ONCE = 5000;

export async function storedFixes(
  pool: pg.Pool,
  world: string,
  fixes: readonly (PositionFix & { id: string })[],
): Promise<Set<number>> {
  const found = new Set<number>();
  for (let from = 0; from < fixes.length; from += AT_ONCE) {
    const page = fixes.slice(from, from + AT_ONCE);
    const { rows } = await pool.query<{ place: number }>(
      `SELECT (k.place)::int AS place
       FROM unnest($2::text[], $3::timestamptz[], $4::float8[], $5::float8[], $6::float4[], $7::float4[])
         WITH ORDINALITY AS k (terminal, at, lon, lat, speed, course, place)
       WHERE EXISTS (SELECT 1 FROM positions p
         WHERE p.world = $1 AND p.terminal = k.terminal AND p.observed_at = k.at AND p.lon = k.lon AND p.lat = k.lat
           AND p.speed_kmh IS NOT DISTINCT FROM k.speed AND p.course_deg IS NOT DISTINCT FROM k.course)`,
      [
        world,
        page.map(({ id }) => id),
        page.map(({ observedAtMs }) => new Date(observedAtMs).toISOString()),
        page.map(({ lon }) => lon),
        page.map(({ lat }) => lat),
        page.map(({ speedKmh }) => speedKmh ?? null),
        page.map(({ courseDeg }) => courseDeg ?? null),
      ],
    );
    for (const { place } of rows) found.add(from + place - 1);
  }
  return found;
}

export async function storedReadings(pool: pg.Pool, world: string, readings: readonly Reading[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (let from = 0; from < readings.length; from += AT_ONCE) {
    const page = readings.slice(from, from + AT_ONCE);
    const { rows } = await pool.query<{ place: number }>(
      `SELECT (k.place)::int AS place
       FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::float8[], $6::int[])
         WITH ORDINALITY AS k (sensor, quantity, at, value, duration, place)
       WHERE EXISTS (SELECT 1 FROM readings r
         WHERE r.world = $1 AND r.sensor = k.sensor AND r.observed_at = k.at AND r.quantity = k.quantity
           AND r.value IS NOT DISTINCT FROM k.value AND r.duration_s IS NOT DISTINCT FROM k.duration)`,
      [
        world,
        page.map(({ sensor }) => sensor),
        page.map(({ quantity }) => quantity),
        page.map(({ observedAtMs }) => new Date(observedAtMs).toISOString()),
        page.map(({ value }) => value),
        page.map((one) => (one.quantity === 'rain' && one.period.kind === 'amount' ? one.period.durationS : null)),
      ],
    );
    for (const { place } of rows) found.add(from + place - 1);
  }
  return found;
}
