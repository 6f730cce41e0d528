import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';

const RunningSchema = z.object({ url: z.string() });

/** Address of the embedded database of a running server, from its data folder. */
export function databaseOf(dataDir: string): string {
  return RunningSchema.parse(JSON.parse(readFileSync(join(dataDir, 'postgres', 'running.json'), 'utf8'))).url;
}

/** Lines to a database, without the waits a server sets itself. `settings`: of each session, `name=value`. */
export function openPool(url: string, max: number, settings: readonly string[] = []): pg.Pool {
  const options = ['statement_timeout=0', ...settings].map((setting) => `-c ${setting}`).join(' ');
  const pool = new pg.Pool({ connectionString: url, max, options });
  // A database that stops ends idle lines before they have ended themselves. Whoever still asks on one is told there.
  pool.on('error', () => undefined);
  return pool;
}
