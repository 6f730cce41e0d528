import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
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

const CREDENTIALS = 'credentials.json';
const MOVED = 'moved-to.txt';

/** Makes the folders, or finds those of an earlier start. */
export function prepareFolder(dataDir: string, sharedHome = SHARED_HOME): DatabaseFolder {
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(homeOf(dataDir), { recursive: true, mode: 0o700 });
  const home = realpathSync(homeOf(dataDir));
  const earlier = earlierRoot(home);
  const runAs = chooseRunAs(earlier && join(earlier, 'pgdata'));
  if (runAs === undefined) {
    chmodSync(home, 0o700);
    return { home, root: home, pgdata: join(home, 'pgdata'), runAs };
  }
  for (const folder of [dirname(home), home]) letPass(folder, runAs);
  const root = earlier ?? (runAs.canReach(home, 'search') ? home : newRootIn(sharedHome, home));
  if (!runAs.canReach(root, 'search')) {
    throw new EmbeddedDatabaseError(
      `the user PostgreSQL runs as (uid ${runAs.uid}) cannot reach ${root}: open the folders above it, choose another DATA_DIR or set DATABASE_URL`,
    );
  }
  return { home, root, pgdata: join(root, 'pgdata'), runAs };
}

/** Where an earlier start put the data. Never begins empty where data is known to have been. */
function earlierRoot(home: string): string | undefined {
  if (!existsSync(join(home, MOVED))) return existsSync(join(home, 'pgdata')) ? home : undefined;
  const root = readFileSync(join(home, MOVED), 'utf8').trim();
  if (existsSync(join(root, 'pgdata'))) return root;
  if (!existsSync(join(home, CREDENTIALS))) return root; // cut short before there was any data
  throw new EmbeddedDatabaseError(
    `the data of ${home} stood in ${root}, which is gone: bring it back, or delete ${join(home, MOVED)} to begin empty`,
  );
}

/** Ours and closed to everybody else: the user PostgreSQL runs as may pass through, nobody else may more than before. */
function letPass(folder: string, runAs: RunAs): void {
  const { uid, mode } = statSync(folder);
  if (uid !== 0 || (mode & 0o077) !== 0) return;
  chownSync(folder, 0, runAs.gid);
  chmodSync(folder, 0o710);
}

/** A place of its own, noted in DATA_DIR: a folder deleted there begins anew, one moved keeps its data. */
function newRootIn(sharedHome: string, home: string): string {
  mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  const root = mkdtempSync(join(sharedHome, 'data-'));
  chmodSync(root, 0o711);
  writeFileSync(join(home, MOVED), `${root}\n`, { flush: true });
  return root;
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
  const path = join(home, CREDENTIALS);
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
