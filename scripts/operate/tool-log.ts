import type { Config } from '@sitong/server/config.ts';
import { parseConfig } from '@sitong/server/config.ts';
import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';

export const quiet = (): void => undefined;
export const silentLog = { info: quiet, warn: quiet, error: quiet };
export const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** The environment as the server reads it; throws with every sentence when it cannot be used. */
export function configOrThrow(): Config {
  const parsed = parseConfig(process.env, process.cwd());
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  return parsed.config;
}

/** Runs with the event log of a database, and closes it whatever happens. */
export async function withLog<T>(url: string, run: (log: PostgresEventLog) => Promise<T>): Promise<T> {
  const pool = createPool({ url, name: 'sitong-operate', max: 1, onError: quiet });
  const log = new PostgresEventLog({ pool, url, onError: quiet });
  try {
    return await run(log);
  } finally {
    await log.close();
    await pool.end();
  }
}

/** Runs a tool: one sentence and exit code 2 when it cannot do its work. */
export async function runTool(name: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
