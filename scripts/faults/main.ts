import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { fileOf, playBeside } from './beside.ts';
import type { Amount, Check, Row } from './fault.ts';
import { FAULTS, type Fault } from './rows.ts';

/**
 * `pnpm faults [name …] [--whole [--beside N]] [--seed N] [--rounds N] [--seconds N]`: each fault of the table against
 * real servers of its own, judged by what its clients were told; `--whole`: as long and as often as the table says, with
 * `--beside` so many at a time of the rows that last for minutes. `--rounds` and `--seconds` ask for another number where
 * a row strikes more than once or lasts. Exit code 0 = every promise held, 1 = one did not.
 */

/** Rows that last so long wait most of the time. */
const LONG_S = 300;

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
    beside: { type: 'string', default: '1' },
    // For `playBeside`: leaves its row in a file of its own, and no sum.
    alone: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const seed = Number(values.seed);
const asked = { times: values.rounds, s: values.seconds, sockets: undefined, once: undefined };
const amountOf = ({ of, usual, whole }: Amount): number => Number(asked[of] ?? (values.whole ? whole : usual));
const unknown = positionals.find((name) => !(name in FAULTS));
const good = (text: string | undefined): boolean => text === undefined || /^[1-9]\d{0,8}$/.test(text);
if (
  unknown !== undefined ||
  !Number.isSafeInteger(seed) ||
  ![values.rounds, values.seconds, values.beside].every(good)
) {
  process.stderr.write(
    `faults: ${Object.keys(FAULTS).join(', ')}; --seed, --rounds, --seconds, --beside take a whole number\n`,
  );
  process.exit(2);
}
const names = Object.keys(FAULTS).filter((name) => positionals.length === 0 || positionals.includes(name));
const atOnce = Number(values.beside);
const isLong = (name: string): boolean => {
  const amount = FAULTS[name]?.amount;
  return atOnce > 1 && amount?.of === 's' && amountOf(amount) >= LONG_S;
};
const rows: Row[] = [];
for (const name of names.filter((one) => !isLong(one))) {
  const fault = FAULTS[name];
  if (fault !== undefined) rows.push(await runOne(name, fault, seed, amountOf(fault.amount)));
}
const options = Object.entries({ seed: values.seed, seconds: values.seconds })
  .flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
  .concat(values.whole ? ['--whole'] : []);
const beside = { atOnce, options, say: (text: string) => process.stdout.write(text) };
rows.push(...(await playBeside(names.filter(isLong), beside)));
await mkdir('out', { recursive: true });
const file = fileOf(values.alone ? names[0] : undefined);
await writeFile(file, `${JSON.stringify({ seed, at: new Date().toISOString(), rows }, null, 2)}\n`);
const failed = rows.filter(({ checks }) => checks.some(({ holds }) => !holds));
if (!values.alone) say(`\nseed ${seed}: ${rows.length - failed.length} of ${rows.length} faults survived`);
process.exit(failed.length === 0 ? 0 : 1);
