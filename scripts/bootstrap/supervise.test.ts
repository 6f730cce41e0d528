import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** A server that tells each signal it gets and then ends by itself. */
const program = `
const keep = setInterval(() => {}, 1000);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
  process.stdout.write('got ' + signal + '\\n');
  clearInterval(keep);
  process.exitCode = 7;
});
process.stdout.write('pid ' + process.pid + '\\n');
`;

let folder = '';
let front: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), '四统 supervise '));
});
afterEach(() => {
  front?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program behind `supervise` and waits until it runs; `lines` collects what it says. */
async function begin(
  source: string,
): Promise<{ child: ChildProcess; pid: number; lines: string[]; ended: Promise<unknown> }> {
  const file = join(folder, 'server.mjs');
  writeFileSync(file, source);
  const supervise = new URL('./supervise.mjs', import.meta.url).href;
  const main = `import { supervise } from ${JSON.stringify(supervise)};
    process.exitCode = await supervise(process.execPath, [${JSON.stringify(file)}], process.env);`;
  const env = { ...process.env };
  delete env['npm_lifecycle_event'];
  const child = spawn(process.execPath, ['--input-type=module', '-e', main], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  front = child;
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const first = once(reader, 'line');
  reader.on('line', (line) => lines.push(line));
  // The pipe closes when the last process that holds it has ended: the program itself, not only what is in front of it.
  const ended = once(reader, 'close');
  const [said] = await first;
  return { child, pid: Number(String(said).slice('pid '.length)), lines, ended };
}

describe('a started program', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'gets %s once, however often it arrives at once, and its exit code is kept',
    async (signal) => {
      const { child, lines, ended } = await begin(program);
      child.kill(signal);
      child.kill(signal);
      const [code] = await once(child, 'exit');
      await ended;
      expect(lines.slice(1)).toEqual([`got ${signal}`]);
      expect(code).toBe(7);
    },
  );

  it('ends in good order when what is in front of it is killed hard', async () => {
    const { child, lines, ended } = await begin(program);
    child.kill('SIGKILL');
    await ended;
    expect(lines.slice(1)).toEqual(['got SIGTERM']);
  });

  it('is told apart by its exit code when a signal ended it', async () => {
    const { child, pid } = await begin(
      `process.stdout.write('pid ' + process.pid + '\\n'); setInterval(() => {}, 1000);`,
    );
    process.kill(pid, 'SIGKILL');
    const [code] = await once(child, 'exit');
    expect(code).toBe(128 + 9);
  });
});
