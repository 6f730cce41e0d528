import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { root } from './project.mjs';
import { Stop } from './stop.mjs';

const guard = new URL('./guard.mjs', import.meta.url).href;

/** npm and the terminal each send the same Ctrl-C: within this time it is one and the same. */
const sameSignalMs = 700;

/** How soon npm's end is noticed: its shell does not pass a signal on, and a restart wants the port back. */
const lookMs = 200;

/**
 * Runs one Node program to its end and returns its exit code (128 + n when signal n ended it). Each signal reaches it
 * once: it has a process group of its own, so only what is passed on here arrives. `npm` in front going away counts as
 * SIGTERM.
 * @param {string} node
 * @param {readonly string[]} args script and its arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function supervise(node, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, ['--import', guard, ...args], {
      cwd: root,
      env,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: process.platform !== 'win32',
    });
    /** @type {Map<string, number>} */
    const passedMs = new Map();
    /** @param {'SIGINT' | 'SIGTERM'} signal */
    const pass = (signal) => {
      const nowMs = performance.now();
      if (nowMs - (passedMs.get(signal) ?? Number.NEGATIVE_INFINITY) < sameSignalMs) return;
      passedMs.set(signal, nowMs);
      if (process.platform !== 'win32') child.kill(signal);
      else if (child.connected) child.send(signal);
    };
    const onInterrupt = () => pass('SIGINT');
    const onTerminate = () => pass('SIGTERM');
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    process.on('SIGHUP', onTerminate);
    const watch = watchParent(onTerminate);
    const settle = () => {
      clearInterval(watch);
      process.removeListener('SIGINT', onInterrupt);
      process.removeListener('SIGTERM', onTerminate);
      process.removeListener('SIGHUP', onTerminate);
    };
    child.on('error', (error) => {
      settle();
      reject(
        new Stop(`${node} could not be started (${error.message}): delete .tools and run the command again.`, {
          cause: error,
        }),
      );
    });
    child.on('exit', (code, signal) => {
      settle();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * The process of the npm in front: our parent, or the parent of the shell that npm put between.
 * @returns {number | undefined}
 */
function npmInFront() {
  const parent = process.ppid;
  const ps = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(parent)], { encoding: 'utf8' });
  const [, grandparent, name = ''] = /^\s*(\d+)\s+(.*\S)\s*$/.exec(ps.stdout ?? '') ?? statOf(parent);
  return /(^|\/)-?(sh|bash|dash|zsh|ash|busybox)$/.test(name) ? Number(grandparent) : parent;
}

/**
 * Linux without `ps` (slim images): the same three from /proc.
 * @param {number} pid
 * @returns {string[]}
 */
function statOf(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return [];
  const [, name = '', parent = ''] = /\((.*)\) \S+ (\d+)/.exec(readFileSync(path, 'utf8')) ?? [];
  return ['', parent, name];
}

/**
 * When the npm in front is killed hard, nobody would stop us. Started by hand, our parent may well leave first
 * (`nohup … &`), which is no reason to stop.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return undefined;
  const npm = npmInFront();
  if (npm === undefined || npm <= 1) return undefined;
  const timer = setInterval(() => {
    try {
      process.kill(npm, 0);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') return;
      clearInterval(timer);
      onGone();
    }
  }, lookMs);
  timer.unref();
  return timer;
}
