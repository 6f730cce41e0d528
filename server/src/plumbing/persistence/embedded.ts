import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { locateBinaries } from './embedded/binaries.ts';
import { makeCluster } from './embedded/cluster.ts';
import { type Credentials, credentialsOf, noteRunning, prepareFolder } from './embedded/folder.ts';
import { lockFolder } from './embedded/folder-lock.ts';
import { whereToListen } from './embedded/listening.ts';
import type { Listening } from './embedded/postmaster.ts';
import { type EmbeddedLog, supervise } from './embedded/supervisor.ts';

const DATABASE = 'sitong';

export interface EmbeddedOptions {
  /** DATA_DIR; the database stands in `postgres/` below it. */
  dataDir: string;
  log: EmbeddedLog;
  /** Where root puts what the unprivileged user cannot reach under DATA_DIR; /var/lib/sitong by default. */
  sharedHome?: string;
  /** How long recovery may take before the start counts as failed, 120 s by default. */
  readyWithinMs?: number;
}

export interface EmbeddedDatabase {
  /** Holds the password: never log it. Stays the same when the server has to be restarted. */
  url: string;
  /** Clean stop; the folder is free afterwards. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL on its own data folder, fsync on. A server that dies is started again; a parent that
 * dies leaves one that the next start stops. Errors: `EmbeddedDatabaseError`, whose message says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, log, sharedHome, readyWithinMs } = options;
  const folder = prepareFolder(dataDir, sharedHome);
  const lock = lockFolder(folder.home);
  try {
    const binaries = locateBinaries(folder.runAs, sharedHome);
    const credentials = credentialsOf(folder.home);
    await makeCluster(folder, binaries, credentials);
    const listen = await whereToListen(folder);
    const server = await supervise(folder, binaries, listen, log, readyWithinMs);
    const url = urlOf(credentials, listen);
    try {
      await createDatabase(urlOf(credentials, listen, 'postgres'));
      noteRunning(folder.home, { url, pid: process.pid });
    } catch (error) {
      await server.stop();
      throw error;
    }
    return {
      url,
      async stop() {
        await server.stop();
        rmSync(join(folder.home, 'running.json'), { force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function urlOf({ user, password }: Credentials, { host, port }: Listening, database = DATABASE): string {
  return `postgresql://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await keepNoWal(client);
  } finally {
    await client.end();
  }
}

/** Without a command full segments would wait for one for ever and fill the disk. */
async function keepNoWal(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ command: string }>(
    "SELECT setting AS command FROM pg_settings WHERE name = 'archive_command'",
  );
  if (rows[0]?.command !== '' && rows[0]?.command !== '(disabled)') return;
  await client.query("ALTER SYSTEM SET archive_command = 'exit 0'");
  await client.query('SELECT pg_reload_conf()');
}
