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

/** Keeps the partitions made ahead. Returns the way to stop. */
export function keepDaysAhead(
  pool: pg.Pool,
  now: () => number,
  onError: (error: unknown, what: string) => void,
): () => void {
  let timer: NodeJS.Timeout;
  const again = (afterMs: number): void => {
    timer = setTimeout(() => {
      ensureDays(pool, now()).then(
        () => again(AGAIN_MS),
        (error: unknown) => {
          onError(error, 'partitions of the coming days could not be made; tried again soon, rows are kept meanwhile');
          again(SOON_MS);
        },
      );
    }, afterMs);
    timer.unref();
  };
  again(AGAIN_MS);
  return () => clearTimeout(timer);
}
