import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { LEFT_OUT } from '@sitong/server/plumbing/backup/base-backup.ts';
import { copyTree } from '@sitong/server/plumbing/backup/copy-tree.ts';
import { type Binaries, locateBinaries } from '@sitong/server/plumbing/persistence/embedded/binaries.ts';
import { makeCluster } from '@sitong/server/plumbing/persistence/embedded/cluster.ts';
import {
  type Credentials,
  credentialsOf,
  type DatabaseFolder,
  makePrivate,
  prepareFolder,
} from '@sitong/server/plumbing/persistence/embedded/folder.ts';
import { startPostmaster } from '@sitong/server/plumbing/persistence/embedded/postmaster.ts';
import pg from 'pg';
import { freePort } from '../bench/free-port.ts';

const STANDBY = 'standby';
const PATIENCE_MS = 60_000;

export interface Database {
  port: number;
  pid: number;
  /** Its last words. */
  said: readonly string[];
  /** Of the database `sitong`, on this port or another one that leads here. */
  urlAt: (port: number) => string;
  kill(signal: NodeJS.Signals): void;
  end(): Promise<void>;
}

export interface Pair {
  primary: Database;
  standby: Database;
  end(): Promise<void>;
}

/**
 * A primary and its synchronous standby on this machine: a commit is answered when both have it on disk
 * (`synchronous_commit = on` with `synchronous_standby_names`). The standby begins as a copy of the running primary and
 * follows it through a replication slot.
 */
export async function startPair(home: string): Promise<Pair> {
  const folder = prepareFolder(join(home, 'primary'));
  const binaries = locateBinaries(folder.runAs);
  const credentials = credentialsOf(folder.home);
  await makeCluster(folder, binaries, credentials);
  const primary = await startOn(folder, binaries, credentials);
  const client = new pg.Client({ connectionString: primary.urlAt(primary.port).replace(/sitong$/, 'postgres') });
  // When something goes wrong the server is ended under it; what went wrong is told by its own error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('CREATE DATABASE sitong');
    await client.query("ALTER SYSTEM SET archive_command = 'exit 0'");
    await client.query(`SELECT pg_create_physical_replication_slot('${STANDBY}', true)`);
    const copy = await copyOf(client, folder, join(home, STANDBY), primary.port, credentials);
    const standby = await startOn(copy, binaries, credentials);
    // From here on every commit waits for it.
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (${STANDBY})'`);
    await client.query('SELECT pg_reload_conf()');
    await until('the standby follows in step', async () => {
      const { rows } = await client.query<{ sync_state: string }>('SELECT sync_state FROM pg_stat_replication');
      return rows[0]?.sync_state === 'sync';
    });
    return {
      primary,
      standby,
      end: async () => {
        await primary.end();
        await standby.end();
      },
    };
  } catch (error) {
    await primary.end();
    throw new Error(`${String(error)}; the primary said: ${primary.said.slice(-4).join(' | ')}`, { cause: error });
  } finally {
    await client.end();
  }
}

async function startOn(folder: DatabaseFolder, { postgres }: Binaries, credentials: Credentials): Promise<Database> {
  const port = await freePort();
  const said: string[] = [];
  const child: ChildProcess = await startPostmaster({
    postgres,
    pgdata: folder.pgdata,
    runAs: folder.runAs,
    listen: { host: '127.0.0.1', port },
    onLine: (line) => said.push(line),
  });
  const { user, password } = credentials;
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    port,
    pid: child.pid ?? 0,
    said,
    urlAt: (at) => `postgresql://${user}:${password}@127.0.0.1:${at}/sitong`,
    kill: (signal) => {
      if (running()) child.kill(signal);
    },
    end: async () => {
      if (!running()) return;
      const gone = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGQUIT');
      await gone;
    },
  };
}

/** A copy of the running primary that will follow it from where the copy began. */
async function copyOf(
  client: pg.Client,
  from: DatabaseFolder,
  dataDir: string,
  port: number,
  { user, password }: Credentials,
): Promise<DatabaseFolder> {
  const folder = prepareFolder(dataDir);
  makePrivate(folder.pgdata, folder.runAs);
  await client.query(`SELECT pg_backup_start('${STANDBY}', true)`);
  await copyTree(from.pgdata, folder.pgdata, (path) => !LEFT_OUT.some((rule) => rule.test(path)));
  const { rows } = await client.query<{ label: string }>('SELECT labelfile AS label FROM pg_backup_stop(false)');
  writeFileSync(join(folder.pgdata, 'backup_label'), rows[0]?.label ?? '', { mode: 0o600 });
  writeFileSync(join(folder.pgdata, 'standby.signal'), '', { mode: 0o600 });
  for (const empty of ['pg_wal', 'pg_wal/archive_status', 'pg_wal/summaries'])
    mkdirSync(join(folder.pgdata, empty), { recursive: true, mode: 0o700 });
  const line = `host=127.0.0.1 port=${port} user=${user} password=${password} application_name=${STANDBY}`;
  appendFileSync(
    join(folder.pgdata, 'postgresql.auto.conf'),
    `primary_conninfo = '${line}'\nprimary_slot_name = '${STANDBY}'\n`,
  );
  const { runAs } = folder;
  if (runAs !== undefined)
    for (const entry of readdirSync(folder.pgdata, { recursive: true, encoding: 'utf8' }))
      chownSync(join(folder.pgdata, entry), runAs.uid, runAs.gid);
  return folder;
}

/** The standby takes writes from here on. */
export async function promote(standby: Database): Promise<void> {
  const client = new pg.Client({ connectionString: standby.urlAt(standby.port) });
  await client.connect();
  try {
    const { rows } = await client.query<{ done: boolean }>('SELECT pg_promote(true, 30) AS done');
    if (rows[0]?.done !== true) throw new Error('the standby was not promoted within 30 s');
  } finally {
    await client.end();
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !(await holds()); await pause(100))
    if (performance.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`);
}
