import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { layers, lint, type Part, parts, type Result, tests, types } from './check/parts.ts';

/**
 * `pnpm check [--only=types,lint,layers,unit,db,e2e] [file …]`: everything CI holds against a change, with one summary and
 * a last line `N passed, N failed`. `--ci` is what `npm test` adds: no colours, no question.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const usage = `usage: pnpm check [--only=${parts.join(',')}] [test file …]`;

function isPart(name: string): name is Part {
  return parts.some((part) => part === name);
}

/** The parts that were asked for, or the word that is none. */
function wanted(only: string | undefined): Part[] | string {
  if (only === undefined) return [...parts];
  const names = only.split(',').map((name) => name.trim());
  return names.find((name) => !isPart(name)) ?? names.filter(isPart);
}

function report(result: Result): void {
  const mark = result.failed === 0 ? 'ok    ' : 'FAILED';
  process.stdout.write(`${mark} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
  if (result.failed > 0 && result.output !== '') process.stdout.write(`${result.output.trimEnd()}\n`);
}

/** Two at a time: each of these is one process, and there may be no more than two cores. */
async function twoAtATime(jobs: (() => Promise<Result>)[]): Promise<Result[]> {
  const waiting = [...jobs];
  const results: Result[] = [];
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const result = await job();
      report(result);
      results.push(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, ci: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const chosen = wanted(values.only);
  if (typeof chosen === 'string') {
    process.stderr.write(`There is no part "${chosen}"; ${usage}\n`);
    return 2;
  }
  if (values.ci) {
    process.env['CI'] = 'true';
    process.env['NO_COLOR'] = '1';
    delete process.env['FORCE_COLOR'];
  }
  const has = (part: Part): boolean => chosen.includes(part);
  const jobs = [
    ...(has('types') ? ['shared', 'server', 'web', 'scripts'].map((folder) => () => types(root, folder)) : []),
    ...(has('lint') ? [() => lint(root)] : []),
    ...(has('layers') ? [() => layers(root)] : []),
  ];
  const results = await twoAtATime(jobs);
  // One room after the other: each already uses both cores, and a browser beside a fuzz run would only be slow.
  for (const room of ['unit', 'db', 'e2e'] as const) {
    if (!has(room)) continue;
    const result = await tests(room, root, positionals, values.ci ? 'again_alone' : 'once');
    report(result);
    results.push(result);
  }
  return summarise(results);
}

function summarise(results: readonly Result[]): number {
  process.stdout.write('\nSummary\n');
  for (const { name, passed, failed, seconds, problems } of results) {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    process.stdout.write(`  ${name.padEnd(16)} ${counts} ${seconds.toFixed(1).padStart(7)} s\n`);
    for (const problem of problems.slice(0, 50)) process.stdout.write(`      ${problem}\n`);
    if (problems.length > 50) process.stdout.write(`      and ${problems.length - 50} more\n`);
  }
  const sum = (pick: (result: Result) => number): number => results.reduce((total, each) => total + pick(each), 0);
  const [passed, failed] = [sum((each) => each.passed), sum((each) => each.failed)];
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
