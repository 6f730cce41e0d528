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
  if (!Number.isInteger(pid) || pid <= 1 || lifeOf(pid) === 'gone') return undefined;
  if (lifeOf(pid) === 'zombie' || !servesFolder(pid, pgdata)) {
    makeHarmless(path, text);
    return undefined;
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_MS;
  while (lifeOf(pid) === 'alive') {
    if (Date.now() > deadline) {
      throw new EmbeddedDatabaseError(
        `an earlier PostgreSQL (process ${pid}) on ${pgdata} does not stop: end it, then start again`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
  // Stopped cleanly it took its note with it. One that was being killed when we looked leaves it, and may stay a zombie.
  if (existsSync(path)) {
    const left = readFileSync(path, 'utf8');
    if (Number.parseInt(left, 10) === pid) makeHarmless(path, left);
  }
  return pid;
}

/**
 * PostgreSQL would take the number for a living server. Its parent's number it takes for stale, and goes on checking
 * the shared memory named below it.
 */
function makeHarmless(path: string, text: string): void {
  writeFileSync(path, text.replace(/^\d+/, String(process.pid)));
}

/** A zombie has ended, but nobody has asked how: children of a killed parent in a container without init. */
function lifeOf(pid: number): 'alive' | 'zombie' | 'gone' {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'alive' : 'gone';
  }
  if (process.platform !== 'linux') return 'alive';
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) ? 'zombie' : 'alive';
  } catch {
    return 'gone'; // ended between the two looks
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
