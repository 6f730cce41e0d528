import { DAY_MS } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';

const AGAIN_MS = 3 * 3_600_000;
const SOON_MS = 30_000;

/** Partitions of yesterday, today and the next two UTC days; older and later rows go to the rest. */
export async function ensureDays(pool: pg.Pool, nowMs: number): Promise<void> {
  for (const days of [-1, 0, 1, 2]) {
    const day = new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
    await pool.query('SELECT ensure_signal_day($1::date)', [day]);
  }
}

/** A year and a month: the same season of last year stays comparable. The event log is kept for ever. */
export const KEPT_DAYS = 400;

/** Drops whole days of positions and readings older than `keptDays`, and such rows outside the days. Tells how many days went. */
export async function dropOldDays(pool: pg.Pool, nowMs: number, keptDays = KEPT_DAYS): Promise<number> {
  const oldest = new Date(nowMs - keptDays * DAY_MS).toISOString().slice(0, 10);
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent IN ('positions'::regclass, 'readings'::regclass)
        AND c.relname ~ '^(positions|readings)_\\d{8}$' AND right(c.relname, 8) < $1
      ORDER BY 1`,
    [oldest.replaceAll('-', '')],
  );
  // One statement each: the parent is locked for the moment of one, and what was dropped stays dropped.
  for (const { name } of rows) await pool.query(`DROP TABLE IF EXISTS ${name}`);
  for (const table of ['positions_other', 'readings_other'])
    await pool.query(`DELETE FROM ${table} WHERE greatest(observed_at, received_at) < $1::date`, [oldest]);
  return rows.length;
}

/** Keeps the partitions made ahead and the old ones away. Returns the way to stop. */
export function keepDaysAhead(
  pool: pg.Pool,
  now: () => number,
  onError: (error: unknown, what: string) => void,
): () => void {
  let timer: NodeJS.Timeout;
  const again = (afterMs: number): void => {
    timer = setTimeout(() => {
      const upkeep = async (): Promise<void> => {
        await ensureDays(pool, now());
        await dropOldDays(pool, now());
      };
      upkeep().then(
        () => again(AGAIN_MS),
        (error: unknown) => {
          onError(error, 'partitions could not be made ahead or dropped; tried again soon, rows are kept meanwhile');
          again(SOON_MS);
        },
      );
    }, afterMs);
    timer.unref();
  };
  again(AGAIN_MS);
  return () => clearTimeout(timer);
}
