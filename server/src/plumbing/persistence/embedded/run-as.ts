import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

/** The unprivileged user PostgreSQL runs as when this process is root; it refuses to run as root itself. */
export interface RunAs {
  uid: number;
  gid: number;
  /** Whether this user may walk to `path`, and read it or at least go through it. */
  canReach(path: string, how: 'read' | 'search'): boolean;
}

const CANDIDATES = ['sitong', 'postgres', 'nobody'];

/**
 * Undefined when this process is not root. An existing data folder keeps its owner.
 * @param existing data folder of an earlier start, if there is one
 */
export function chooseRunAs(existing: string | undefined, passwd = '/etc/passwd'): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existing !== undefined && existsSync(existing)) {
    const { uid, gid } = statSync(existing);
    if (uid !== 0) return runAs(uid, gid);
  }
  const lines = existsSync(passwd) ? readFileSync(passwd, 'utf8').split('\n') : [];
  for (const candidate of CANDIDATES) {
    const fields = lines.find((line) => line.startsWith(`${candidate}:`))?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    // macOS writes nobody as -2.
    if (fields !== undefined && uid !== 0 && Number.isInteger(uid) && Number.isInteger(gid))
      return runAs(uid >>> 0, gid >>> 0);
  }
  throw new EmbeddedDatabaseError(
    `PostgreSQL refuses to run as root and none of the users ${CANDIDATES.join(', ')} exists: start as another user or set DATABASE_URL`,
  );
}

function runAs(uid: number, gid: number): RunAs {
  return { uid, gid, canReach: (path, how) => reachable(path, how, uid, gid) };
}

/** Every folder above must be searchable; judged by mode bits, because root may do everything. */
function reachable(path: string, how: 'read' | 'search', uid: number, gid: number): boolean {
  const real = realpathSync(path);
  for (let at = real; ; at = dirname(at)) {
    const stat = statSync(at);
    const shift = stat.uid === uid ? 6 : stat.gid === gid ? 3 : 0;
    const bits = (stat.mode >> shift) & 0o7;
    const wanted = at === real && how === 'read' ? (stat.isDirectory() ? 0o5 : 0o4) : 0o1;
    if ((bits & wanted) !== wanted) return false;
    if (at === dirname(at)) return true;
  }
}
