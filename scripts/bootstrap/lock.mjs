import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A holder touches its lock this often; one that was not touched for `staleMs` belongs to a process that is gone. */
const touchMs = 2_000;
const staleMs = 30_000;

/**
 * @param {string} path
 * @returns {{ pid: number, token: string, touchedMs: number } | undefined} undefined when nobody holds it
 */
function holderOf(path) {
  try {
    const [pid = '', token = ''] = readFileSync(path, 'utf8').split(' ');
    return { pid: Number(pid), token, touchedMs: statSync(path).mtimeMs };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // A holder that was killed between creating and filling the file leaves no number: only its age tells.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Takes away the lock of a process that is gone. Two waiters may see the same stale lock: whoever moved a fresh one by
 * mistake puts it back.
 * @param {string} path
 * @param {string} staleToken
 * @param {string} mine
 */
function removeStale(path, staleToken, mine) {
  const aside = `${path}.${mine}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return;
    throw error;
  }
  if (holderOf(aside)?.token === staleToken) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

/**
 * Runs `work` while no other process prepares the same folder; waits its turn and says so.
 * @template T
 * @param {string} folder
 * @param {(line: string) => void} say
 * @param {() => Promise<T>} work
 * @param {{ pollMs?: number, nowMs?: () => number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(folder, say, work, { pollMs = 300, nowMs = Date.now } = {}) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const token = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  let saidMs = Number.NEGATIVE_INFINITY;
  for (;;) {
    try {
      writeFileSync(path, `${process.pid} ${token}`, { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (!isAlive(holder.pid) || nowMs() - holder.touchedMs > staleMs) {
      say(`the last run (process ${holder.pid}) was interrupted; going on where it stopped`);
      removeStale(path, holder.token, token);
      continue;
    }
    if (nowMs() - saidMs >= 5_000) {
      say(`process ${holder.pid} is preparing this folder; waiting for it`);
      saidMs = nowMs();
    }
    await wait(pollMs);
  }
  const release = () => {
    if (holderOf(path)?.token === token) rmSync(path, { force: true });
  };
  const touch = setInterval(() => {
    const now = new Date();
    if (holderOf(path)?.token === token) utimesSync(path, now, now);
  }, touchMs);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.removeListener('exit', release);
    release();
  }
}
