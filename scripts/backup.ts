import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeBaseBackup } from '@sitong/server/plumbing/backup/base-backup.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { configOrThrow, runTool, say, silentLog, withLog } from './operate/tool-log.ts';

/**
 * `pnpm backup [--to DIR] [--keep 7]`: a base backup of the embedded database, photos and tiles, while the server runs or
 * is down; from then on the write-ahead log is kept beside it, so that any second can be restored (`pnpm restore`).
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { to: { type: 'string' }, keep: { type: 'string', default: '7' } } });
  const keep = Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1) throw new Error(`--keep ${values.keep} must be a whole number from 1`);
  const { dataDir, database: wanted } = configOrThrow();
  if (wanted.kind === 'external')
    throw new Error(
      'DATABASE_URL names a PostgreSQL of its own: back it up with pg_basebackup and its WAL archive (scripts/deploy/RUNBOOK.md)',
    );
  const to = resolve(values.to ?? join(dataDir, 'backups'));
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log: silentLog });
  try {
    const started = performance.now();
    const heads = await withLog(database.url, async (log) =>
      Promise.all((await log.worlds()).map(({ id }) => log.head(id))),
    );
    const { base, removed, files } = await takeBaseBackup({
      url: database.url,
      dataDir,
      to,
      keep,
      heads,
      now: () => new Date(),
    });
    const bytes = base.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`${base.folder}: ${base.manifest.files.length} files, ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s`);
    say(`photos, tiles and settings new or changed: ${files}`);
    for (const head of heads) say(`head ${JSON.stringify(head)}`);
    for (const name of removed) say(`removed ${name}`);
    if (values.to === undefined)
      say(
        'This backup lies on the same disk as the data: give --to a folder on another one, and copy it off this machine.',
      );
    return 0;
  } finally {
    await database.close();
  }
}

await runTool('backup', main);
