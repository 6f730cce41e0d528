import type pg from 'pg';
import type { FixStanding } from '../../ingest/contract.ts';
import { Terminal } from './terminal.ts';

const PAGE = 2000;

const FIX_OF: Readonly<Record<string, FixStanding>> = { v: 'valid', i: 'invalid', u: 'unknown' };

/** The letter a fix is stored as. */
export function fixLetter(fix: FixStanding): string {
  return fix === 'valid' ? 'v' : fix === 'invalid' ? 'i' : 'u';
}

export function fixOfLetter(letter: string): FixStanding {
  return FIX_OF[letter] ?? 'unknown';
}

interface Row {
  id: string;
  number: string;
  source: string;
  team: string | null;
  label: string;
  bound_by: string | null;
  bound_at: Date | null;
  first_seen: Date;
  last_seen: Date | null;
  observed_at: Date | null;
  lon: number | null;
  lat: number | null;
  speed_kmh: number | null;
  course_deg: number | null;
  battery_pct: number | null;
  fix: string;
  auth_code: string | null;
}

/**
 * Terminals of a world with their last position: that of the table, or a newer one of the history, which
 * is ahead of it when the process was killed between two flushes. No fix is younger than its arrival.
 */
export async function readTerminals(pool: pg.Pool, world: string): Promise<Terminal[]> {
  const { rows } = await pool.query<Row>(
    `SELECT t.id, t.number, coalesce(p.source, t.source) AS source, t.team, t.label, t.bound_by, t.bound_at, t.first_seen,
       greatest(p.received_at, t.last_seen) AS last_seen, coalesce(least(p.observed_at, p.received_at), t.observed_at) AS observed_at,
       coalesce(p.lon, t.lon) AS lon, coalesce(p.lat, t.lat) AS lat,
       CASE WHEN p.world IS NULL THEN t.speed_kmh ELSE p.speed_kmh END AS speed_kmh,
       CASE WHEN p.world IS NULL THEN t.course_deg ELSE p.course_deg END AS course_deg,
       t.battery_pct, coalesce(p.fix, t.fix)::text AS fix, t.auth_code
     FROM terminals t LEFT JOIN LATERAL (
       SELECT * FROM positions p
       WHERE p.world = t.world AND p.terminal = t.id AND p.fix <> 'i'
         AND p.observed_at > coalesce(t.observed_at, t.first_seen - interval '1 day')
       ORDER BY p.observed_at DESC LIMIT 1
     ) p ON true
     WHERE t.world = $1 ORDER BY t.first_seen, t.id`,
    [world],
  );
  return rows.map((row) => terminalOf(world, row));
}

function terminalOf(world: string, row: Row): Terminal {
  const terminal = new Terminal(world, row.id, row.source, row.first_seen.getTime());
  terminal.number = row.number;
  terminal.team = row.team ?? undefined;
  terminal.label = row.label;
  terminal.boundBy = row.bound_by ?? undefined;
  terminal.boundAtMs = row.bound_at?.getTime();
  terminal.lastSeenMs = row.last_seen?.getTime() ?? 0;
  terminal.observedMs = row.observed_at?.getTime() ?? 0;
  terminal.lon = row.lon ?? 0;
  terminal.lat = row.lat ?? 0;
  terminal.speedKmh = row.speed_kmh ?? Number.NaN;
  terminal.courseDeg = row.course_deg ?? Number.NaN;
  terminal.batteryPct = row.battery_pct ?? Number.NaN;
  terminal.fix = fixOfLetter(row.fix);
  terminal.authCode = row.auth_code ?? undefined;
  return terminal;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const time = (ms: number | undefined): string | null =>
  ms === undefined || ms === 0 ? null : new Date(ms).toISOString();

/** Last values of many terminals in one statement a page. */
export async function upsertTerminals(pool: pg.Pool, terminals: readonly Terminal[]): Promise<void> {
  for (let i = 0; i < terminals.length; i += PAGE) {
    const page = terminals.slice(i, i + PAGE);
    const column = <T>(of: (terminal: Terminal) => T): T[] => page.map(of);
    await pool.query(
      `INSERT INTO terminals (world, id, number, source, team, label, bound_by, bound_at, first_seen, last_seen,
         observed_at, lon, lat, speed_kmh, course_deg, battery_pct, fix, auth_code)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
         $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::float8[], $13::float8[],
         $14::real[], $15::real[], $16::real[], $17::"char"[], $18::text[])
       ON CONFLICT (world, id) DO UPDATE SET
         number = excluded.number, source = excluded.source, team = excluded.team, label = excluded.label,
         bound_by = excluded.bound_by, bound_at = excluded.bound_at, last_seen = excluded.last_seen,
         observed_at = excluded.observed_at, lon = excluded.lon, lat = excluded.lat, speed_kmh = excluded.speed_kmh,
         course_deg = excluded.course_deg, battery_pct = excluded.battery_pct, fix = excluded.fix,
         auth_code = excluded.auth_code`,
      [
        column((one) => one.world),
        column((one) => one.terminalId),
        column((one) => one.number),
        column((one) => one.source),
        column((one) => one.team ?? null),
        column((one) => one.label),
        column((one) => one.boundBy ?? null),
        column((one) => time(one.boundAtMs)),
        column((one) => time(one.firstSeenMs)),
        column((one) => time(one.lastSeenMs)),
        column((one) => time(one.observedMs)),
        column((one) => (one.observedMs === 0 ? null : one.lon)),
        column((one) => (one.observedMs === 0 ? null : one.lat)),
        column((one) => orNull(one.speedKmh)),
        column((one) => orNull(one.courseDeg)),
        column((one) => orNull(one.batteryPct)),
        column((one) => fixLetter(one.fix)),
        column((one) => one.authCode ?? null),
      ],
    );
  }
}
