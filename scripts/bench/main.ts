import { mkdir, writeFile } from 'node:fs/promises';
import { benchCommand } from './command.ts';
import { benchEvents } from './events.ts';
import { benchFederation } from './federation.ts';
import { FIGURES, renewReadme } from './figures.ts';
import { benchGrowth } from './growth.ts';
import { benchIngest } from './ingest.ts';
import { benchLoad } from './load.ts';
import { benchNodes } from './nodes.ts';
import { benchPositions } from './positions.ts';
import { benchReplay } from './replay.ts';
import { type BenchReport, printReport } from './report.ts';
import { benchResume } from './resume.ts';
import { benchRulesReport } from './rules.ts';
import { benchSoak } from './soak.ts';
import { benchStart } from './start.ts';
import { benchWall } from './wall.ts';

/**
 * `pnpm bench [name …] [--quick] [--keep]`: each prints a table and writes `out/bench/<name>.json`; with `--keep` also
 * among the figures that the README shows, and renews its table.
 */
const BENCHES: Readonly<Record<string, (quick: boolean) => Promise<BenchReport>>> = {
  command: benchCommand,
  positions: benchPositions,
  ingest: benchIngest,
  resume: benchResume,
  growth: benchGrowth,
  replay: benchReplay,
  rules: benchRulesReport,
  wall: benchWall,
  soak: benchSoak,
  events: benchEvents,
  load: benchLoad,
  start: benchStart,
  nodes: benchNodes,
  federation: benchFederation,
};

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const keep = words.includes('--keep');
const names = words.filter((word) => !word.startsWith('--'));
const unknown = names.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  process.stderr.write(`no bench "${unknown}"; there are: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(2);
}
await mkdir('out/bench', { recursive: true });
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const run = BENCHES[name];
  if (run === undefined) continue;
  const report = await run(quick);
  printReport(report);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  await writeFile(`out/bench/${name}.json`, json);
  if (keep) await writeFile(new URL(`${name}.json`, FIGURES), json);
}
if (keep) await renewReadme();
process.exit(0);
