import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { explainConnectionError } from './connection-error.ts';
import { CONNECT_TIMEOUT_MS } from './pool.ts';

/** Any constant of ours; two nodes starting at once meet on it. */
const LOCK_KEY = 4_410_525;
const ASK_EVERY_MS = 100;
const WAIT_MS = 120_000;
const NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** The database and the files beside this code do not fit together; the message names the file. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, hex. */
  hash: string;
}

export interface AppliedMigration {
  name: string;
  hash: string;
}

export const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations');

/** Files in order of their names: 0001_eventlog.sql, 0010_accounts.sql … */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => {
    if (!NAME.test(name)) throw new MigrationError(`migration ${name}: a name reads 0123_words.sql`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

/** What is still to do. Throws when history differs: a file edited, lost or merged below one already applied. */
export function pendingMigrations(files: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const last = applied.at(-1);
  for (const { name, hash } of applied) {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined) {
      throw new MigrationError(
        `migration ${name} was applied to this database but is not among the files: start the version that has it`,
      );
    }
    if (file.hash !== hash) {
      throw new MigrationError(
        `migration ${name} was edited after it was applied: restore the file and put the change into a new one`,
      );
    }
  }
  const pending = files.filter((file) => !applied.some(({ name }) => name === file.name));
  const late = pending.find(({ name }) => last !== undefined && name < last.name);
  if (late)
    throw new MigrationError(
      `migration ${late.name} comes before ${last?.name}, which was already applied: give it a higher number`,
    );
  return pending;
}

/**
 * Brings the database to the newest shape. All that is pending is one transaction: a start cut short leaves
 * nothing behind. A second node waits for the first, then finds nothing to do.
 * @returns names of the files applied now
 */
export async function migrate(url: string, files: readonly Migration[] = readMigrations()): Promise<string[]> {
  const client = await connect(url);
  try {
    await waitForTurn(client);
    await client.query(`CREATE TABLE IF NOT EXISTS migrations (
      name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const { rows } = await client.query<AppliedMigration>(
      'SELECT name, hash FROM migrations ORDER BY name COLLATE "C"',
    );
    const pending = pendingMigrations(files, rows);
    await client.query('BEGIN');
    for (const migration of pending) await apply(client, migration);
    await client.query('COMMIT');
    return pending.map(({ name }) => name);
  } finally {
    // Closing the session gives the lock back and rolls back what was not committed.
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'sitong-migrate',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => {
      // The query under way is rejected with the same error; without a listener the process would end.
    });
    await client.connect();
    return client;
  } catch (error) {
    throw explainConnectionError(url, error);
  }
}

async function waitForTurn(client: pg.Client): Promise<void> {
  for (const deadline = Date.now() + WAIT_MS; ; await sleep(ASK_EVERY_MS)) {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK_KEY]);
    if (rows[0]?.mine) return;
    if (Date.now() > deadline)
      throw new MigrationError(`another node has been migrating for ${WAIT_MS / 1000} s: look at that one first`);
  }
}

async function apply(client: pg.Client, { name, sql, hash }: Migration): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    const place =
      error instanceof pg.DatabaseError && error.position ? ` at line ${lineOf(sql, Number(error.position))}` : '';
    throw new MigrationError(`migration ${name}${place}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  await client.query('INSERT INTO migrations (name, hash) VALUES ($1, $2)', [name, hash]);
}

function lineOf(sql: string, position: number): number {
  return sql.slice(0, position).split('\n').length;
}
