import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { logsDir } from './project.mjs';
import { Stop } from './stop.mjs';

/** How much of a step's output is kept to find the cause of a failure; the whole of it stands in the log. */
const tailChars = 16_000;

/** The step that runs now, so that a signal can end it with everything it started. @type {import('node:child_process').ChildProcess | undefined} */
let running;

let interrupted = false;

/** Thrown by a step that a signal ended. */
export class Interrupted extends Error {}

/**
 * Ends the running step and its own children; tells whether there was one. Windows has no process groups: its own tool walks the tree.
 * @returns {boolean}
 */
export function endRunningStep() {
  if (running?.pid === undefined || running.exitCode !== null) return false;
  interrupted = true;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(running.pid), '/t', '/f']);
  else signalGroup(running.pid, 'SIGTERM');
  return true;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group ended by itself between the look and the signal.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Runs one step to its end, quietly: its output goes to a log, its newest line to `detail`.
 * @param {string} command path of a real executable, so that no shell takes paths with spaces apart
 * @param {readonly string[]} args
 * @param {{ log: string, cwd: string, env: NodeJS.ProcessEnv, detail?: (line: string) => void, shell?: boolean }} options
 * @returns {Promise<{ ok: boolean, output: string, ended: string, logPath: string }>}
 */
export function runStep(command, args, { log, cwd, env, detail, shell = false }) {
  mkdirSync(logsDir, { recursive: true });
  const logPath = join(logsDir, `${log}.log`);
  const file = createWriteStream(logPath);
  // A full disk must not hide the step's own message behind the log's.
  let logError = '';
  file.on('error', (error) => {
    logError = String(error);
  });
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    running = child;
    let output = '';
    /** @param {string} chunk */
    const take = (chunk) => {
      output = (output + chunk).slice(-tailChars);
      file.write(chunk);
      const line = chunk.trim().split(/\r?\n/).at(-1)?.trim();
      if (line) detail?.(line);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => {
      running = undefined;
      file.end();
      reject(
        new Stop(`${command} could not be started (${error.message}): check that it exists and may be run.`, {
          cause: error,
        }),
      );
    });
    child.on('close', (code, signal) => {
      running = undefined;
      file.end();
      if (interrupted) {
        reject(new Interrupted());
        return;
      }
      const ended = signal === null ? `exit code ${code}` : `signal ${signal}`;
      resolve({ ok: code === 0, output: `${output}${logError}`, ended, logPath });
    });
  });
}

/**
 * What an executable answers to `--version`, or undefined when it cannot run.
 * @param {string} binary
 */
export function versionOf(binary) {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 20_000, windowsHide: true });
  return status === 0 ? stdout.trim().replace(/^v/, '') : undefined;
}

/**
 * The last lines of a failed step, for a person to read above the sentence.
 * @param {string} output
 * @param {number} [lines]
 */
export function lastLines(output, lines = 12) {
  return output
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-lines)
    .map((line) => `    ${line.length > 300 ? `${line.slice(0, 299)}…` : line}`);
}
