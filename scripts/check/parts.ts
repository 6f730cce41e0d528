import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from './run.ts';
import { afterSecondTry, countTests } from './tests.ts';

export const parts = ['types', 'lint', 'layers', 'unit', 'db', 'e2e'] as const;
export type Part = (typeof parts)[number];

/** What one part has shown. `output` is printed when something failed and was not seen live. */
export type Result = {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
  output: string;
  problems: string[];
  again?: string[];
};

/** The script behind a tool's command, so that it runs under this very Node on every platform, without a shell. */
function toolScript(root: string, name: string, bin: string): string {
  const folder = join(root, 'node_modules', name);
  const manifest: { bin?: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[bin];
  if (path === undefined) throw new Error(`${name} offers no command ${bin}`);
  return resolve(folder, path);
}

async function single(name: string, root: string, args: readonly string[]): Promise<Result> {
  const { code, output, seconds } = await runTool(process.execPath, args, { cwd: root });
  const failed = code === 0 ? 0 : 1;
  return { name, passed: 1 - failed, failed, seconds, output, problems: failed === 0 ? [] : [`exit code ${code}`] };
}

/** Types of one package. */
export const types = (root: string, folder: string): Promise<Result> =>
  single(`types ${folder}`, root, [toolScript(root, 'typescript', 'tsc'), '-p', folder, '--pretty', 'false']);

export const lint = (root: string): Promise<Result> =>
  single('lint and format', root, [
    toolScript(root, '@biomejs/biome', 'biome'),
    'check',
    '.',
    '--colors=off',
    '--diagnostic-level=error',
    '--max-diagnostics=100',
  ]);

export const layers = (root: string): Promise<Result> => single('layers', root, ['scripts/layers.ts']);

/** One room of tests, shown as it runs. In CI up to three failed files of a room with real processes run once more, alone. */
export async function tests(
  room: 'unit' | 'db' | 'e2e',
  root: string,
  filters: readonly string[],
  tries: 'once' | 'again_alone',
): Promise<Result> {
  const first = await roomOnce(room, root, filters);
  if (room === 'unit' || tries === 'once' || first.again === undefined) return first;
  process.stdout.write(`\nonce more, alone: ${first.again.join(', ')}\n`);
  const second = await roomOnce(room, root, first.again);
  return { ...afterSecondTry(first, second), seconds: first.seconds + second.seconds };
}

/** `filters` narrow a room to files for a person at work. */
async function roomOnce(room: 'unit' | 'db' | 'e2e', root: string, filters: readonly string[]): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sitong-check-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = toolScript(root, 'vitest', 'vitest');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const args = [vitest, 'run', '--project', room, ...reporters, ...filters];
    const { code, output, seconds } = await runTool(process.execPath, args, { cwd: root, live: true });
    return { name: `${room} tests`, seconds, output, ...countTests(report, code) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
