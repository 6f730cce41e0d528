import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';

const STOP_MS = 30_000;
const LOOK_EVERY_MS = 25;

/**
 * Ends a server that outlived its parent. We hold the folder's lock, so nobody living owns it; stopping
 * it (rather than adopting it) costs a checkpoint and gives a child whose end we notice and whose words we hear.
 * A number taken over by some other process is not an orphan: the stale note is made harmless.
 * @returns the process id that was stopped
 */
export async function stopOrphan(pgdata: string): Promise<number | undefined> {
  const path = join(pgdata, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return undefined;
  if (!servesFolder(pid, pgdata)) {
    // PostgreSQL takes its parent's number for stale, but goes on checking the shared memory named below it.
    writeFileSync(path, text.replace(/^\d+/, String(process.pid)));
    return undefined;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      throw new EmbeddedDatabaseError(
        `an earlier PostgreSQL (process ${pid}) on ${pgdata} does not stop: end it, then start again`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  return pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A killed parent in a container without init leaves its dead children unreaped. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true; // gone between the two looks
  }
}

/** A PostgreSQL server works inside its data folder. */
function servesFolder(pid: number, pgdata: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata);
    } catch {
      return false; // another user's process: not one of ours
    }
  }
  if (process.platform === 'win32') return false;
  return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(pgdata);
}
