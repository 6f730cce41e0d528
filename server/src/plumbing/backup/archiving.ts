import { existsSync, mkdirSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { makePrivate } from '../persistence/embedded/folder.ts';
import type { RunAs } from '../persistence/embedded/run-as.ts';
import { BackupError } from './manifest.ts';

/** A segment of the write-ahead log goes to the archive after this time even when it is not full: what a lost disk may cost. */
const ARCHIVE_EVERY_S = 60;

/** Single quotes end a word for the shell; a path with one would be read as more than a path. */
function quoted(path: string): string {
  if (/['\n%]/.test(path))
    throw new BackupError(`the folder ${path} has a quote or a percent sign in its name: choose another`);
  return `'${path}'`;
}

/** Never writes over a segment that is there; a copy cut short is never taken for whole. */
export function archiveCommand(folder: string): string {
  const to = quoted(folder);
  return `test -f ${to}/%f && cmp -s %p ${to}/%f || { test ! -f ${to}/%f && cp %p ${to}/%f.part && sync ${to}/%f.part && mv ${to}/%f.part ${to}/%f; }`;
}

/** Makes the embedded PostgreSQL keep its write-ahead log in `folder` from now on, also after a restart. */
export async function keepWal(client: ClientBase, folder: string, runAs: RunAs | undefined): Promise<void> {
  if (process.platform === 'win32')
    throw new BackupError(
      'backups of the embedded database need a POSIX shell: set DATABASE_URL and use its own backup',
    );
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  makePrivate(folder, runAs);
  if (runAs !== undefined && !runAs.canReach(folder, 'search'))
    throw new BackupError(
      `the user PostgreSQL runs as (uid ${runAs.uid}) cannot reach ${folder}: open the folders above it or choose another`,
    );
  const { rows } = await client.query<{ mode: string; command: string }>(
    `SELECT current_setting('archive_mode') AS mode, current_setting('archive_command') AS command`,
  );
  const [now] = rows;
  if (now?.mode === 'off')
    throw new BackupError('this PostgreSQL was started without archive_mode: restart the server once');
  const command = archiveCommand(folder);
  if (now?.command === command) return;
  // ALTER SYSTEM takes no parameters; the literal is made by the server itself.
  const { rows: literals } = await client.query<{ literal: string }>('SELECT quote_literal($1) AS literal', [command]);
  await client.query(`ALTER SYSTEM SET archive_command = ${literals[0]?.literal ?? "''"}`);
  await client.query(`ALTER SYSTEM SET archive_timeout = ${ARCHIVE_EVERY_S}`);
  await client.query('SELECT pg_reload_conf()');
}
