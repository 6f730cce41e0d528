import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { TARGETS } from './targets.ts';

/**
 * `node scripts/fuzz/main.ts [name …] [--seconds 10] [--seed N]`: each parser for so long. What breaks one is kept under
 * `scripts/fuzz/corpus/<name>/` and run first ever after. Exit code 0 = nothing found.
 */
const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
const unknown = positionals.find((name) => !(name in TARGETS));
if (unknown !== undefined || !(seconds > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write(`fuzz: ${Object.keys(TARGETS).join(', ')}; --seconds and --seed take numbers\n`);
  process.exit(2);
}
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
let found = 0;
say('target                inputs        MB   worst ms/100 KB   heap MB');
for (const [name, target] of Object.entries(TARGETS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const done = await fuzz(name, target, { seed, inputs: Number.POSITIVE_INFINITY, forMs: seconds * 1000 });
  found += done.findings.length;
  say(
    `${name.padEnd(20)} ${String(done.inputs).padStart(7)} ${(done.bytes / 1e6).toFixed(1).padStart(9)} ` +
      `${done.worstMs.toFixed(1).padStart(17)} ${done.heapMb.toFixed(1).padStart(9)}`,
  );
  for (const { what, detail, file } of done.findings) say(`  ${what}: ${detail}  (kept as ${file})`);
}
process.exit(found === 0 ? 0 : 1);
