import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './project.mjs';
import { Stop } from './stop.mjs';

const guard = new URL('./guard.mjs', import.meta.url).href;

/** npm and the terminal each send the same Ctrl-C: within this time it is one and the same. */
const sameSignalMs = 700;

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
 * Under npm the parent is npm (or its shell): when it is killed hard, nobody would stop us. Started by hand the parent may
 * well leave first (`nohup … &`), which is no reason to stop.
 * @param {() => void} onGone
 */
function watchParent(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, 1_000);
  timer.unref();
  return timer;
}
