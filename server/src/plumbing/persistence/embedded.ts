import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, locateBinaries } from './embedded/binaries.ts';
import { EmbeddedDatabaseError } from './embedded/embedded-database-error.ts';
import {
  type Credentials,
  credentialsOf,
  type DatabaseFolder,
  makePrivate,
  noteRunning,
  prepareFolder,
} from './embedded/folder.ts';
import { lockFolder } from './embedded/folder-lock.ts';
import { stopOrphan } from './embedded/orphan.ts';
import { type Listening, spawnAs, startPostmaster, stopPostmaster } from './embedded/postmaster.ts';

const DATABASE = 'sitong';
const MAJOR = '18';
/** macOS allows 104 bytes, Linux 108, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_PORT = 5432;
const CHILDREN_END_MS = 15_000;
const RESTART_DELAYS_MS = [0, 200, 1_000, 3_000];

export interface EmbeddedLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface EmbeddedOptions {
  /** DATA_DIR; the database stands in `postgres/` below it. */
  dataDir: string;
  log: EmbeddedLog;
  /** Where root puts what the unprivileged user cannot reach under DATA_DIR; /var/lib/sitong by default. */
  sharedHome?: string;
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
export async function startEmbedded({ dataDir, log, sharedHome }: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const folder = prepareFolder(dataDir, sharedHome);
  const lock = lockFolder(folder.home);
  try {
    const binaries = locateBinaries(folder.runAs, sharedHome);
    const credentials = credentialsOf(folder.home);
    await initialise(folder, binaries, credentials);
    const listen = await whereToListen(folder);
    const server = await supervise(folder, binaries, listen, log);
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

/** Makes the cluster aside and moves it into place whole, so that a start cut short leaves nothing half made. */
async function initialise(
  folder: DatabaseFolder,
  { initdb }: Binaries,
  { user, password }: Credentials,
): Promise<void> {
  const versionFile = join(folder.pgdata, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const version = readFileSync(versionFile, 'utf8').trim();
    if (version === MAJOR) return;
    throw new EmbeddedDatabaseError(
      `${folder.pgdata} was made by PostgreSQL ${version}, this is ${MAJOR}: restore a backup into a new DATA_DIR or set DATABASE_URL`,
    );
  }
  const workshop = join(folder.root, 'initdb');
  rmSync(workshop, { recursive: true, force: true });
  makePrivate(workshop, folder.runAs);
  const passwordFile = join(workshop, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (folder.runAs) chownSync(passwordFile, folder.runAs.uid, folder.runAs.gid);
  const made = join(workshop, 'pgdata');
  const args = [`--pgdata=${made}`, `--username=${user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  args.push(
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  );
  const child = spawnAs(initdb, args, folder.runAs, workshop);
  let said = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0)
    throw new EmbeddedDatabaseError(
      `initdb failed in ${folder.root}: ${said.trim().split('\n').slice(-3).join(' | ')}`,
    );
  renameSync(made, folder.pgdata);
  rmSync(workshop, { recursive: true, force: true });
}

/** A socket in a private folder; where its path would be too long or sockets do not exist, a free loopback port. */
async function whereToListen(folder: DatabaseFolder): Promise<Listening> {
  const sockets = join(folder.root, 'run');
  const longest = Buffer.byteLength(join(sockets, `.s.PGSQL.${SOCKET_PORT}`));
  if (process.platform !== 'win32' && longest <= LONGEST_SOCKET_PATH) {
    return { host: sockets, port: SOCKET_PORT };
  }
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string')
    throw new EmbeddedDatabaseError('no free loopback port: set DATABASE_URL');
  return { host: '127.0.0.1', port: address.port };
}

function urlOf({ user, password }: Credentials, { host, port }: Listening, database = DATABASE): string {
  return `postgresql://${user}:${password}@${encodeURIComponent(host)}:${port}/${database}`;
}

/** The children of a killed server notice within moments; until they are gone, PostgreSQL refuses to start. */
async function startWhenFree(start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (const deadline = Date.now() + CHILDREN_END_MS; ; await sleep(100)) {
    try {
      return await start();
    } catch (error) {
      const waiting = error instanceof EmbeddedDatabaseError && error.message.includes('shared memory block');
      if (!waiting || Date.now() > deadline) throw error;
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Keeps the server running until stopped. */
async function supervise(
  folder: DatabaseFolder,
  { postgres }: Binaries,
  listen: Listening,
  log: EmbeddedLog,
): Promise<{ stop(): Promise<void> }> {
  let phase: 'running' | 'stopping' = 'running';
  let failures = 0;
  let restarting: Promise<void> = Promise.resolve();
  const { pgdata, runAs } = folder;
  const start = async (): Promise<ChildProcess> => {
    const orphan = await stopOrphan(pgdata);
    if (orphan !== undefined) log.warn({ pid: orphan }, 'stopped a PostgreSQL whose parent had died');
    if (listen.host.startsWith('/')) {
      // No server lives on this folder now; what a killed one left in its socket folder would stop the next.
      rmSync(listen.host, { recursive: true, force: true });
      makePrivate(listen.host, runAs);
    }
    const started = await startPostmaster({ postgres, pgdata, runAs, listen, onLine: (line) => relay(log, line) });
    started.once('exit', (code, signal) => {
      if (phase === 'stopping') return;
      log.error({ code, signal }, 'embedded PostgreSQL ended unexpectedly, starting it again');
      restarting = restart();
    });
    return started;
  };
  const restart = async (): Promise<void> => {
    while (phase === 'running') {
      await sleep(RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)]);
      if (phase !== 'running') return;
      try {
        child = await start();
        failures = 0;
        return;
      } catch (error) {
        failures += 1;
        log.error({ error }, 'embedded PostgreSQL did not start again');
      }
    }
  };
  let child = await startWhenFree(start);
  // A parent that ends without stop() still asks the server to stop cleanly.
  const onExit = (): void => {
    child.kill('SIGINT');
  };
  process.once('exit', onExit);
  return {
    async stop() {
      phase = 'stopping';
      process.off('exit', onExit);
      await restarting;
      await stopPostmaster(child);
    },
  };
}

function relay(log: EmbeddedLog, line: string): void {
  if (/^(ERROR|FATAL|PANIC):/.test(line)) log.error({ postgres: line }, 'PostgreSQL');
  else if (line.startsWith('WARNING:')) log.warn({ postgres: line }, 'PostgreSQL');
  else log.info({ postgres: line }, 'PostgreSQL');
}
