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

/** Transactions end out of order: rows stamped this long before the last look are looked at again. */
const OVERLAP_MS = 5000;

/** Terminals written after `sinceMs` (clock of the database), and the time to go on from. */
export async function readStoredSince(
  pool: pg.Pool,
  world: string,
  sinceMs: number,
): Promise<{ terminals: Terminal[]; untilMs: number }> {
  const { rows } = await pool.query<Row & { stored_at: Date }>(
    `SELECT id, number, source, team, label, bound_by, bound_at, first_seen, last_seen, observed_at, lon, lat, speed_kmh,
       course_deg, battery_pct, fix::text AS fix, auth_code, stored_at
     FROM terminals WHERE world = $1 AND stored_at > greatest($2::timestamptz, now() - interval '10 minutes')`,
    [world, new Date(Math.max(0, sinceMs - OVERLAP_MS)).toISOString()],
  );
  let untilMs = sinceMs;
  for (const { stored_at } of rows) untilMs = Math.max(untilMs, stored_at.getTime());
  return { terminals: rows.map((row) => terminalOf(world, row)), untilMs };
}

/** Another fix of the same moment does not replace one, an older one never. */
const NEWER = 'terminals.observed_at IS NULL OR excluded.observed_at >= terminals.observed_at';
const BOUND =
  'excluded.bound_at IS NOT NULL AND (terminals.bound_at IS NULL OR excluded.bound_at >= terminals.bound_at)';
const fixColumns = ['source', 'observed_at', 'lon', 'lat', 'speed_kmh', 'course_deg', 'fix'];
const latest = (columns: readonly string[], when: string): string =>
  columns.map((name) => `${name} = CASE WHEN ${when} THEN excluded.${name} ELSE terminals.${name} END`).join(', ');

/** Last values of many terminals in one statement a page. Two nodes may write one terminal: the newer value stays. */
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
         number = excluded.number, stored_at = now(),
         label = CASE WHEN excluded.label = '' THEN terminals.label ELSE excluded.label END,
         last_seen = greatest(excluded.last_seen, terminals.last_seen),
         battery_pct = CASE WHEN terminals.last_seen IS NULL OR excluded.last_seen >= terminals.last_seen
           THEN coalesce(excluded.battery_pct, terminals.battery_pct) ELSE terminals.battery_pct END,
         auth_code = coalesce(excluded.auth_code, terminals.auth_code),
         ${latest(fixColumns, NEWER)}, ${latest(['team', 'bound_by', 'bound_at'], BOUND)}`,
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
