import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * How to run npm here: its own script under the running Node where that is found, which needs no shell and so no quoting
 * on Windows, where `npm` is a `.cmd`.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(env) {
  const beside = dirname(process.execPath);
  const candidates = [
    env['npm_execpath'] ?? '',
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  if (script !== undefined) return { command: process.execPath, args: [script], shell: false };
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false };
}
