import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Check, Row } from './fault.ts';
import { closeScene } from './fault.ts';
import { FAULTS, type Fault } from './rows.ts';

/**
 * `pnpm faults [name …] [--seed N] [--rounds N]`: each fault of the table against a real server of its own, judged by what its
 * clients were told. Exit code 0 = every promise held, 1 = one did not.
 */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function runOne(
  name: string,
  { title, open, run }: Fault,
  seed: number,
  rounds: number | undefined,
): Promise<Row> {
  const startedMs = performance.now();
  const scene = await open(seed);
  let checks: Check[];
  if (scene === undefined) checks = [{ what: 'left out', holds: true, found: 'this user may not mount a small disk' }];
  else
    try {
      checks = await run(scene, rounds);
    } catch (error) {
      const words = scene.server.said.slice(-3).join(' / ');
      checks = [{ what: 'the fault ran to its end', holds: false, found: `${String(error)}; server: ${words}` }];
    } finally {
      await closeScene(scene);
    }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const row = { fault: name, seconds, load1: Math.round((loadavg()[0] ?? 0) * 10) / 10, checks };
  const mark = scene === undefined ? 'skip' : checks.every(({ holds }) => holds) ? 'pass' : 'FAIL';
  say(`\n${mark}  ${title}  (${row.seconds} s, load average ${row.load1})`);
  for (const { what, holds, found } of checks) say(`  ${holds ? 'ok  ' : 'FAIL'}  ${what}: ${found}`);
  return row;
}

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, rounds: { type: 'string' } },
  allowPositionals: true,
});
const seed = Number(values.seed);
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
const unknown = positionals.find((name) => !(name in FAULTS));
if (
  unknown !== undefined ||
  !Number.isSafeInteger(seed) ||
  !(rounds === undefined || (Number.isSafeInteger(rounds) && rounds > 0))
) {
  process.stderr.write(`faults: ${Object.keys(FAULTS).join(', ')}; --seed and --rounds take a whole number\n`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, fault] of Object.entries(FAULTS)) {
  if (positionals.length === 0 || positionals.includes(name)) rows.push(await runOne(name, fault, seed, rounds));
}
await mkdir('out', { recursive: true });
await writeFile('out/faults.json', `${JSON.stringify({ seed, at: new Date().toISOString(), rows }, null, 2)}\n`);
const failed = rows.filter(({ checks }) => checks.some(({ holds }) => !holds));
say(`\nseed ${seed}: ${rows.length - failed.length} of ${rows.length} faults survived`);
process.exit(failed.length === 0 ? 0 : 1);
