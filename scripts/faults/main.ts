import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { dropFolder } from '@sitong/server/testing/server-process.ts';
import { clientFrozen } from './client-frozen.ts';
import { databaseFrozen } from './database-frozen.ts';
import { type Check, openScene, type Row, type Scene } from './fault.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { serverKilled } from './server-killed.ts';

/**
 * `pnpm faults [name …] [--seed N]`: each fault of the table against a real server of its own, judged by what its
 * clients were told. Exit code 0 = every promise held, 1 = one did not.
 */
const FAULTS: Readonly<Record<string, { title: string; run: (scene: Scene) => Promise<Check[]> }>> = {
  'server-killed': { title: 'server SIGKILL under load', run: serverKilled },
  'database-frozen': { title: 'PostgreSQL SIGSTOP 10 s', run: databaseFrozen },
  'reconnect-storm': { title: 'reconnect storm', run: reconnectStorm },
  'client-frozen': { title: 'frozen client', run: clientFrozen },
};

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function runOne(
  name: string,
  title: string,
  run: (scene: Scene) => Promise<Check[]>,
  seed: number,
): Promise<Row> {
  const startedMs = performance.now();
  const scene = await openScene(seed);
  let checks: Check[];
  try {
    checks = await run(scene);
  } catch (error) {
    checks = [{ what: 'the fault ran to its end', holds: false, found: String(error) }];
  } finally {
    await scene.server.end('SIGTERM');
    await dropFolder(scene.dataDir);
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const row = { fault: name, seconds, load1: Math.round((loadavg()[0] ?? 0) * 10) / 10, checks };
  say(
    `\n${checks.every(({ holds }) => holds) ? 'pass' : 'FAIL'}  ${title}  (${row.seconds} s, load average ${row.load1})`,
  );
  for (const { what, holds, found } of checks) say(`  ${holds ? 'ok  ' : 'FAIL'}  ${what}: ${found}`);
  return row;
}

const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const seed = Number(values.seed);
const unknown = positionals.find((name) => !(name in FAULTS));
if (unknown !== undefined || !Number.isSafeInteger(seed)) {
  process.stderr.write(`faults: ${Object.keys(FAULTS).join(', ')}; --seed takes a whole number\n`);
  process.exit(2);
}
const rows: Row[] = [];
for (const [name, { title, run }] of Object.entries(FAULTS)) {
  if (positionals.length === 0 || positionals.includes(name)) rows.push(await runOne(name, title, run, seed));
}
await mkdir('out', { recursive: true });
await writeFile('out/faults.json', `${JSON.stringify({ seed, at: new Date().toISOString(), rows }, null, 2)}\n`);
const failed = rows.filter(({ checks }) => checks.some(({ holds }) => !holds));
say(`\nseed ${seed}: ${rows.length - failed.length} of ${rows.length} faults survived`);
process.exit(failed.length === 0 ? 0 : 1);
