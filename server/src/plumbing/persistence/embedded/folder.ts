import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';

/** Data folders that the unprivileged user cannot reach under DATA_DIR stand here instead. */
const SHARED_HOME = '/var/lib/sitong';

/** Where one embedded server keeps its things. */
export interface DatabaseFolder {
  /** Ours: lock, credentials, runtime note. */
  home: string;
  /** PostgreSQL's: data, sockets, owned by the user it runs as. */
  root: string;
  pgdata: string;
  runAs: RunAs | undefined;
}

const CredentialsSchema = z.object({ user: z.string(), password: z.string() });
export type Credentials = z.infer<typeof CredentialsSchema>;

const RunningSchema = z.object({ url: z.string(), pid: z.number().int().positive() });
/** Note for other processes of the same machine (verify-log, token): how to reach the running server. */
export type Running = z.infer<typeof RunningSchema>;

export const homeOf = (dataDir: string): string => join(dataDir, 'postgres');

/** Makes the folders, or finds those of an earlier start. */
export function prepareFolder(dataDir: string, sharedHome = SHARED_HOME): DatabaseFolder {
  mkdirSync(homeOf(dataDir), { recursive: true });
  const home = realpathSync(homeOf(dataDir));
  const elsewhere = join(sharedHome, `data-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`);
  const existing = [home, elsewhere].find((root) => existsSync(join(root, 'pgdata')));
  const runAs = chooseRunAs(existing && join(existing, 'pgdata'));
  const root = existing ?? (runAs === undefined || runAs.canReach(dataDir) ? home : elsewhere);
  if (root === elsewhere) {
    mkdirSync(root, { recursive: true, mode: 0o755 });
    writeFileSync(join(home, 'moved-to.txt'), `${root}\n`);
  }
  if (runAs !== undefined) {
    chmodSync(root, 0o711);
    if (!runAs.canReach(join(root, '..'))) {
      throw new EmbeddedDatabaseError(
        `the user PostgreSQL runs as (uid ${runAs.uid}) cannot reach ${root}: open the folders above it, choose another DATA_DIR or set DATABASE_URL`,
      );
    }
  } else {
    chmodSync(home, 0o700);
  }
  return { home, root, pgdata: join(root, 'pgdata'), runAs };
}

/** A folder only the user PostgreSQL runs as may enter. */
export function makePrivate(path: string, runAs: RunAs | undefined): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid);
  return path;
}

/** Random once for each data folder, readable by the owner alone. */
export function credentialsOf(home: string): Credentials {
  const path = join(home, 'credentials.json');
  if (existsSync(path)) return CredentialsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const credentials = { user: 'sitong', password: randomBytes(24).toString('base64url') };
  writePrivately(path, credentials);
  return credentials;
}

export function noteRunning(home: string, running: Running): void {
  writePrivately(join(home, 'running.json'), running);
}

/** The running server of a data folder as last noted; it may have ended without a word. */
export function readRunning(dataDir: string): Running | undefined {
  const path = join(homeOf(dataDir), 'running.json');
  return existsSync(path) ? RunningSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

function writePrivately(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
