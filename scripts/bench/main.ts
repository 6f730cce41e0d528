import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BENCH_NAMES, type BenchName, BUDGET, isBenchName, MOST } from './budget.ts';
import { FIGURES, parseReport, renewReadme } from './figures.ts';
import { type BenchReport, type BenchRun, printReport } from './report.ts';

/**
 * `pnpm bench [name …] [--quick] [--keep] [--profile]`: each prints a table and writes `out/bench/<name>.json`; with
 * `--keep` also among the figures that the README shows, and renews its tables. `--profile` (wall, events): a CPU
 * profile beside the report; what is measured under the profiler is not kept.
 */
type Run = (quick: boolean, profile: 'no' | 'yes') => Promise<BenchReport>;

/** Loaded one at a time: none pays for the libraries of another. */
const BENCHES: Readonly<Record<BenchName, () => Promise<Run>>> = {
  command: async () => (await import('./command.ts')).benchCommand,
  positions: async () => (await import('./positions.ts')).benchPositions,
  ingest: async () => (await import('./ingest.ts')).benchIngest,
  resume: async () => (await import('./resume.ts')).benchResume,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  replay: async () => (await import('./replay.ts')).benchReplay,
  rules: async () => (await import('./rules.ts')).benchRulesReport,
  wall: async () => (await import('./wall.ts')).benchWall,
  soak: async () => (await import('./soak.ts')).benchSoak,
  events: async () => (await import('./events.ts')).benchEvents,
  load: async () => (await import('./load.ts')).benchLoad,
  start: async () => (await import('./start.ts')).benchStart,
  nodes: async () => (await import('./nodes.ts')).benchNodes,
  federation: async () => (await import('./federation.ts')).benchFederation,
};
const FLAGS = ['--quick', '--keep', '--profile'];

const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith('--'));
const asked = words.filter((word) => !word.startsWith('--'));
const length: BenchRun['length'] = flags.includes('--quick') ? 'quick' : 'whole';
const keep = flags.includes('--keep');
const profile = flags.includes('--profile') ? 'yes' : 'no';

function wrong(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

async function runHere(name: BenchName): Promise<void> {
  const run = await BENCHES[name]();
  const report = await run(length === 'quick', profile);
  // Since this process began: what a bench costs who waits for it.
  const taken: BenchRun = { ...report, length, tookS: Math.round(performance.now() / 100) / 10 };
  printReport(taken, BUDGET[name][length]);
  const json = `${JSON.stringify(taken, null, 2)}\n`;
  await writeFile(`out/bench/${name}.json`, json);
  if (keep) await writeFile(new URL(`${name}.json`, FIGURES), json);
}

/** Each in a process of its own: the memory of one is not the next one's, and one that breaks costs itself alone. */
async function runApart(names: readonly BenchName[]): Promise<BenchName[]> {
  const broken: BenchName[] = [];
  for (const name of names) {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name, ...flags], { stdio: 'inherit' });
    const [code]: unknown[] = await once(child, 'exit');
    if (code !== 0) broken.push(name);
  }
  return broken;
}

async function printTimes(names: readonly BenchName[], broken: readonly BenchName[]): Promise<void> {
  let sum = 0;
  process.stdout.write('\nseconds taken, of those it may take on two cores with nothing else to do\n');
  for (const name of names) {
    if (broken.includes(name)) {
      process.stdout.write(`  ${name.padEnd(12)} broke\n`);
      continue;
    }
    const { tookS = Number.NaN } = parseReport(await readFile(`out/bench/${name}.json`, 'utf8'));
    sum += tookS;
    process.stdout.write(`  ${name.padEnd(12)} ${tookS.toFixed(0).padStart(4)} of ${BUDGET[name][length]}\n`);
  }
  const most = length === 'whole' && names.length === BENCH_NAMES.length ? ` of ${MOST.whole}` : '';
  process.stdout.write(`  ${'together'.padEnd(12)} ${sum.toFixed(0).padStart(4)}${most}\n`);
}

const names = asked.filter(isBenchName);
const unknown = asked.find((name) => !isBenchName(name));
if (unknown !== undefined) wrong(`no bench "${unknown}"; there are: ${BENCH_NAMES.join(', ')}`);
const odd = flags.find((flag) => !FLAGS.includes(flag));
if (odd !== undefined) wrong(`no option "${odd}"; there are: ${FLAGS.join(', ')}`);
if (keep && profile === 'yes') wrong('what is measured under the profiler is not kept: --keep or --profile, not both');

await mkdir('out/bench', { recursive: true });
const [only] = names;
if (only !== undefined && names.length === 1) {
  await runHere(only);
  const unsaid = keep ? await renewReadme() : [];
  for (const one of unsaid) process.stderr.write(`missed without a reason in scripts/bench/reasons.ts: ${one}\n`);
  process.exit(0);
}
const several = names.length > 0 ? names : BENCH_NAMES;
const broken = await runApart(several);
await printTimes(several, broken);
process.exit(broken.length === 0 ? 0 : 1);
