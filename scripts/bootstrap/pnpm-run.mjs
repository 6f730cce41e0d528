// Runs `pnpm run NAME …` from a Node program, so that signals and the end of the process in front reach it as they reach
// every other program started here.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const [pnpm = '', name = '', ...args] = process.argv.slice(2);
const child = spawn(pnpm, ['run', name, ...args], { stdio: 'inherit' });
/** @param {NodeJS.Signals} signal */
const pass = (signal) => {
  // As a terminal does it: the whole group, because pnpm does not pass a signal on to what it started.
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(0, signal);
};
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => {
    process.on(signal, () => child.ref());
    pass(signal);
  });
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
});
