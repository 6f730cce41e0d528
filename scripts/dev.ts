import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** `pnpm dev`: the server, restarted when its files change, and the screens, replaced in the browser as they are edited. */
const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'web');
const vite = join(dirname(createRequire(join(web, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js');
const port = process.env['PORT'] ?? '8080';

const programs: { name: string; child: ChildProcess }[] = [];

function show(name: string, stream: Readable | null): void {
  if (stream === null) return;
  createInterface({ input: stream }).on('line', (line) => process.stdout.write(`${name.padEnd(6)} │ ${line}\n`));
}

function stopAll(signal: NodeJS.Signals): void {
  for (const { child } of programs) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}

function start(name: string, cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  programs.push({ name, child });
  show(name, child.stdout);
  show(name, child.stderr);
  child.on('exit', (code) => {
    // One without the other is of no use: the first to end takes the other along.
    process.exitCode ??= code ?? 1;
    stopAll('SIGTERM');
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode ??= 0;
    stopAll(signal);
  });
}
start('server', root, ['--watch', '--watch-preserve-output', 'server/src/main.ts'], {});
start('web', web, [vite, '--clearScreen', 'false'], { SITONG_SERVER: `http://127.0.0.1:${port}` });
