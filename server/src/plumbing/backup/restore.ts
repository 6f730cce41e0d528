import { appendFileSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedDatabaseError } from '../persistence/embedded/embedded-database-error.ts';
import { type DatabaseFolder, homeOf, makePrivate, prepareFolder } from '../persistence/embedded/folder.ts';
import type { EmbeddedLog } from '../persistence/embedded/supervisor.ts';
import { type EmbeddedDatabase, startEmbedded } from '../persistence/embedded.ts';
import { copyTree, hashOf } from './copy-tree.ts';
import { BackupError, type Base, baseFor, basesIn, FILES, WAL } from './manifest.ts';

export interface RestoreOptions {
  /** Where `pnpm backup` kept them. */
  from: string;
  /** A new data folder: a restore never writes over one that holds a database. */
  into: string;
  /** The last moment to hold; everything that was archived when undefined. */
  atMs?: number | undefined;
  log: EmbeddedLog;
}

/** Replaying a day of a county takes minutes; longer than this something hangs. */
const RECOVERED_WITHIN_MS = 3_600_000;

/** Restores into a new data folder and starts PostgreSQL on it; the caller checks the log and stops it. */
export async function restore(options: RestoreOptions): Promise<{ base: Base; database: EmbeddedDatabase }> {
  const { from, into, atMs } = options;
  if (!existsSync(from)) throw new BackupError(`there is no folder ${from}: name the folder pnpm backup wrote to`);
  if (existsSync(homeOf(into)))
    throw new BackupError(
      `${into} holds a database already: restore into a new folder and start with DATA_DIR set to it`,
    );
  const base = baseFor(basesIn(from), atMs);
  await checkFiles(base);
  const folder = prepareFolder(into);
  makePrivate(folder.pgdata, folder.runAs);
  await copyTree(join(base.folder, 'pgdata'), folder.pgdata, () => true);
  cpSync(join(base.folder, 'credentials.json'), join(folder.home, 'credentials.json'));
  if (existsSync(join(from, FILES))) cpSync(join(from, FILES), into, { recursive: true });
  for (const empty of ['pg_wal', 'pg_wal/archive_status', 'pg_wal/summaries'])
    mkdirSync(join(folder.pgdata, empty), { recursive: true, mode: 0o700 });
  const wal = join(folder.root, 'restored-wal');
  // Copied, because the user PostgreSQL runs as may not be allowed into the backup.
  cpSync(join(from, WAL), wal, { recursive: true });
  askForRecovery(folder, wal, atMs);
  giveAway(folder, [folder.pgdata, wal]);
  const database = await recovered(options, base);
  await forgetRecovery(database.url);
  return { base, database };
}

async function checkFiles({ folder, manifest }: Base): Promise<void> {
  for (const { path, sha256 } of manifest.files) {
    const full = join(folder, 'pgdata', path);
    const now = existsSync(full) ? await hashOf(full) : 'missing';
    if (now !== sha256)
      throw new BackupError(
        `${full} is ${now === 'missing' ? 'missing' : 'not as it was written'}: use another backup`,
      );
  }
}

function askForRecovery({ pgdata }: DatabaseFolder, wal: string, atMs: number | undefined): void {
  const settings = [
    // What the server archived to before must not be written to from a copy.
    "archive_command = 'exit 0'",
    `restore_command = 'cp "${wal}/%f" "%p"'`,
    ...(atMs === undefined
      ? []
      : [`recovery_target_time = '${new Date(atMs).toISOString().replace('T', ' ').replace('Z', '+00')}'`]),
    "recovery_target_action = 'promote'",
    'hot_standby = off',
  ];
  appendFileSync(join(pgdata, 'postgresql.auto.conf'), `${settings.join('\n')}\n`, { flush: true });
  writeFileSync(join(pgdata, 'recovery.signal'), '', { mode: 0o600, flush: true });
}

async function forgetRecovery(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const name of ['restore_command', 'recovery_target_time', 'recovery_target_action', 'hot_standby'])
      await client.query(`ALTER SYSTEM RESET ${name}`);
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}

async function recovered({ into, atMs, log }: RestoreOptions, base: Base): Promise<EmbeddedDatabase> {
  try {
    return await startEmbedded({ dataDir: into, log, readyWithinMs: RECOVERED_WITHIN_MS });
  } catch (error) {
    if (
      error instanceof EmbeddedDatabaseError &&
      error.message.includes('recovery ended before configured recovery target')
    )
      throw new BackupError(
        `the archive ends before ${new Date(atMs ?? 0).toISOString()}: leave --at out for its end, or name a moment from ${base.manifest.finishedAt}`,
        { cause: error },
      );
    throw error;
  }
}

function giveAway({ runAs }: DatabaseFolder, folders: readonly string[]): void {
  if (runAs === undefined) return;
  for (const folder of folders) {
    chownSync(folder, runAs.uid, runAs.gid);
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      chownSync(join(folder, entry), runAs.uid, runAs.gid);
  }
}
