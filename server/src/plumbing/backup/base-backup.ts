import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Head } from '../eventlog/event-log.ts';
import { homeOf, prepareFolder } from '../persistence/embedded/folder.ts';
import { keepWal } from './archiving.ts';
import { copyFile, copyTree, mirrorTree } from './copy-tree.ts';
import { BackupError, type Base, basesIn, FILES, MANIFEST, type Manifest, WAL } from './manifest.ts';

/** Not copied: belongs to the running server, or is made anew at start (PostgreSQL manual, "Making a base backup"). */
export const LEFT_OUT = [
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/$/,
  /^postmaster\.(pid|opts)$/,
  /^postgresql\.auto\.conf\.tmp$/,
  /(^|\/)pgsql_tmp/,
  /(^|\/)pg_internal\.init/,
  /^backup_label$|^tablespace_map$/,
];

/** Waiting for the last segment to reach the archive; longer means that the archive cannot be written. */
const ARCHIVED_WITHIN_MS = 120_000;

export interface BackupOptions {
  /** The running database; its cluster must be the embedded one of `dataDir`. */
  url: string;
  dataDir: string;
  /** Where backups are kept; best on another disk. */
  to: string;
  /** Bases to keep; what only older ones need is removed. */
  keep: number;
  heads: readonly Head[];
  now: () => Date;
}

/** Takes a base backup while the server runs, and from then on keeps the write-ahead log beside it. */
export async function takeBaseBackup(
  options: BackupOptions,
): Promise<{ base: Base; removed: string[]; files: number }> {
  const { dataDir, to, now } = options;
  const { pgdata, runAs } = prepareFolder(dataDir);
  mkdirSync(to, { recursive: true, mode: 0o711 });
  const startedAt = now();
  const name = `base-${startedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const partial = join(to, `${name}.part`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, 'pgdata'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: options.url, application_name: 'sitong-backup' });
  await client.connect();
  try {
    await keepWal(client, join(to, WAL), runAs);
    await client.query(`SET statement_timeout = ${ARCHIVED_WITHIN_MS}`);
    const { rows: begun } = await client.query<{ wal: string; version: string; folder: string }>(
      `SELECT pg_walfile_name(pg_backup_start('sitong', true)) AS wal, current_setting('server_version') AS version,
         current_setting('data_directory') AS folder`,
    );
    const [start] = begun;
    if (start === undefined || start.folder !== pgdata)
      throw new BackupError(
        `the running database is not the one of ${dataDir}: set DATA_DIR to the server's data folder`,
      );
    const wanted = (path: string): boolean => !LEFT_OUT.some((rule) => rule.test(path));
    const files = await copyTree(pgdata, join(partial, 'pgdata'), wanted);
    const { rows: ended } = await client.query<{ label: string }>(
      'SELECT labelfile AS label FROM pg_backup_stop(true)',
    );
    const label = ended[0]?.label ?? '';
    writeFileSync(join(partial, 'pgdata', 'backup_label'), label, { mode: 0o600, flush: true });
    await copyFile(join(homeOf(dataDir), 'credentials.json'), join(partial, 'credentials.json'), 'credentials.json');
    const fresh = await mirrorTree(dataDir, join(to, FILES), (path) => isOurFile(path, dataDir, to));
    const manifest: Manifest = {
      format: 1,
      startedAt: startedAt.toISOString(),
      finishedAt: now().toISOString(),
      postgres: start.version,
      firstWal: start.wal,
      heads: options.heads.map(({ world, seq, hash }) => ({ world, seq, hash })),
      files,
    };
    writeFileSync(join(partial, MANIFEST), `${JSON.stringify(manifest)}\n`, { mode: 0o600, flush: true });
    renameSync(partial, join(to, name));
    return { base: { name, folder: join(to, name), manifest }, removed: prune(to, options.keep), files: fresh };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Everything under DATA_DIR but the database, the log file and the backups themselves. */
function isOurFile(path: string, dataDir: string, to: string): boolean {
  const full = join(dataDir, path);
  return path !== 'postgres' && !path.endsWith('.log') && full !== to && !full.endsWith('.part');
}

/** Removes bases beyond `keep`, and segments that no base left needs. Names of segments order by their last 16 digits. */
function prune(to: string, keep: number): string[] {
  const bases = basesIn(to);
  const old = bases.slice(0, Math.max(0, bases.length - Math.max(1, keep)));
  for (const { folder } of old) rmSync(folder, { recursive: true });
  const first = bases[old.length]?.manifest.firstWal.slice(8);
  if (first !== undefined) pruneWal(join(to, WAL), first);
  return old.map(({ name }) => name);
}

function pruneWal(folder: string, first: string): void {
  for (const name of readdirSync(folder))
    if (/^[0-9A-F]{24}/.test(name) && name.slice(8, 24) < first) rmSync(join(folder, name));
}
