import { once } from 'node:events';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { type Credentials, type DatabaseFolder, makePrivate } from './folder.ts';
import { spawnAs } from './postmaster.ts';

const MAJOR = '18';

/** Makes the cluster aside and moves it into place whole, so that a start cut short leaves nothing half made. */
export async function makeCluster(
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
