import { parseArgs } from 'node:util';
import { REGRESSIONS } from './regressions.ts';
import { simulate } from './run.ts';
import { SABOTAGES, type Sabotage } from './sabotage.ts';

/**
 * `pnpm simulate [--seeds N] [--seed S] [--sabotage WHAT]`: N runs from seed S on (200 from 1), after the kept ones. Prints
 * each failing seed with the way to run it again. Exit code 0 = every run held.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    sabotage: { type: 'string', default: 'none' },
  },
});
const first = Number(values.seed ?? 1);
const count = Number(values.seeds ?? (values.seed === undefined ? 200 : 1));
const sabotage = SABOTAGES.find((one): one is Sabotage => one === values.sabotage);
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count < 1 || sabotage === undefined) {
  process.stderr.write(`simulate: --seeds N, --seed S are whole numbers; --sabotage one of: ${SABOTAGES.join(', ')}\n`);
  process.exit(2);
}
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const seeds = [
  ...(values.seed === undefined ? REGRESSIONS.map(({ seed }) => seed) : []),
  ...Array.from({ length: count }, (_, n) => first + n),
];
const startedMs = performance.now();
const failed: number[] = [];
const sum = { events: 0, pressed: 0, acknowledged: 0, refused: 0, unanswered: 0, faults: 0, virtualMs: 0 };
for (const [n, seed] of seeds.entries()) {
  const { problems, did, weather } = await simulate(seed, sabotage);
  for (const key of ['events', 'pressed', 'acknowledged', 'refused', 'unanswered', 'faults', 'virtualMs'] as const)
    sum[key] += did[key];
  if (problems.length > 0) {
    failed.push(seed);
    say(`FAIL  seed ${seed} (${weather}): pnpm simulate --seed ${seed}`);
    for (const problem of problems) say(`        ${problem}`);
  } else if (seeds.length === 1) say(`ok    seed ${seed} (${weather}): ${JSON.stringify(did)}`);
  if ((n + 1) % 500 === 0) say(`${n + 1} of ${seeds.length} runs, ${failed.length} failed`);
}
const seconds = (performance.now() - startedMs) / 1000;
say(
  `${seeds.length - failed.length} of ${seeds.length} runs held in ${seconds.toFixed(1)} s: ` +
    `${(sum.virtualMs / 3_600_000).toFixed(1)} h of virtual time, ${sum.faults} faults, ${sum.events} events, ` +
    `${sum.pressed} acts pressed, ${sum.acknowledged} acknowledged, ${sum.refused} refused, ${sum.unanswered} unanswered`,
);
if (failed.length > 0) say(`failing seeds go into scripts/simulate/regressions.ts: ${failed.slice(0, 20).join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
