import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Amount, Check, Row } from './fault.ts';
import { FAULTS, type Fault } from './rows.ts';

/**
 * `pnpm faults [name …] [--whole] [--seed N] [--rounds N] [--seconds N]`: each fault of the table against real servers of
 * its own, judged by what its clients were told; `--whole`: as long and as often as the table says. `--rounds` and
 * `--seconds` ask for another number where a row strikes more than once or lasts. Exit code 0 = every promise held, 1 =
 * one did not.
 */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function runOne(name: string, { title, play }: Fault, seed: number, amount: number): Promise<Row> {
  const startedMs = performance.now();
  const played = await play(seed, amount).catch((error: unknown): Check[] => [
    { what: 'the fault ran to its end', holds: false, found: error instanceof Error ? error.message : String(error) },
  ]);
  const checks = played ?? [{ what: 'left out', holds: true, found: 'this user may not mount a disk of its own' }];
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const row: Row = {
    fault: name,
    title: title(amount),
    seconds,
    load1: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    checks,
  };
  const mark = played === undefined ? 'skip' : checks.every(({ holds }) => holds) ? 'pass' : 'FAIL';
  say(`\n${mark}  ${row.title}  (${row.seconds} s, load average ${row.load1})`);
  for (const { what, holds, found } of checks) say(`  ${holds ? 'ok  ' : 'FAIL'}  ${what}: ${found}`);
  return row;
}

const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const seed = Number(values.seed);
const asked = { times: values.rounds, s: values.seconds, sockets: undefined, once: undefined };
const amountOf = ({ of, usual, whole }: Amount): number => Number(asked[of] ?? (values.whole ? whole : usual));
const unknown = positionals.find((name) => !(name in FAULTS));
const good = (text: string | undefined): boolean => text === undefined || /^[1-9]\d{0,8}$/.test(text);
if (unknown !== undefined || !Number.isSafeInteger(seed) || !good(values.rounds) || !good(values.seconds)) {
  process.stderr.write(`faults: ${Object.keys(FAULTS).join(', ')}; --seed, --rounds, --seconds take a whole number\n`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, fault] of Object.entries(FAULTS))
  if (positionals.length === 0 || positionals.includes(name))
    rows.push(await runOne(name, fault, seed, amountOf(fault.amount)));
await mkdir('out', { recursive: true });
await writeFile('out/faults.json', `${JSON.stringify({ seed, at: new Date().toISOString(), rows }, null, 2)}\n`);
const failed = rows.filter(({ checks }) => checks.some(({ holds }) => !holds));
say(`\nseed ${seed}: ${rows.length - failed.length} of ${rows.length} faults survived`);
process.exit(failed.length === 0 ? 0 : 1);
