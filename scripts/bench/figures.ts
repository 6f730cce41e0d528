import { readdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { BENCH_NAMES, budgetSum, MOST } from './budget.ts';
import { goalInWords, verdict } from './goal.ts';
import { missedGoals, missedList, withMissed } from './missed.ts';
import { provinceTable, withProvince } from './province.ts';
import { round } from './report.ts';

/** The kept runs, one file a bench; the README's table is made from them and from nothing else. */
export const FIGURES = new URL('figures/', import.meta.url);
export const README = new URL('../../README.md', import.meta.url);
const BEGIN = '<!-- figures: made by `pnpm bench --keep`, not typed -->';
const END = '<!-- /figures -->';

const BoundSchema = z.strictObject({
  is: z.enum(['at_most', 'at_least', 'exactly', 'floors_at_most', 'better_than_rival']),
  n: z.number(),
});
const ReportSchema = z.object({
  bench: z.string(),
  at: z.iso.datetime(),
  length: z.enum(['whole', 'quick']).optional(),
  tookS: z.number().optional(),
  machine: z.object({
    node: z.string(),
    cpus: z.number(),
    model: z.string(),
    memoryGb: z.number(),
    load1: z.number(),
  }),
  rows: z.array(
    z.object({
      figure: z.string(),
      // JSON writes no number for what could not be measured.
      value: z.number().nullable(),
      unit: z.string(),
      floor: z.number().optional(),
      rival: z.number().optional(),
      goal: z.array(BoundSchema).optional(),
    }),
  ),
});
export type KeptReport = z.infer<typeof ReportSchema>;

export function parseReport(json: string): KeptReport {
  return ReportSchema.parse(JSON.parse(json));
}

export async function keptReports(): Promise<KeptReport[]> {
  const names = (await readdir(FIGURES)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(names.map(async (name) => parseReport(await readFile(new URL(name, FIGURES), 'utf8'))));
}

/** A Markdown table of every row with a goal, and of those that stand beside a floor or a rival. */
export function figuresTable(reports: readonly KeptReport[]): string {
  const lines = ['| Bench | Figure | Ours | Floor | Rival | Goal | |', '|---|---|---|---|---|---|---|'];
  for (const { bench, rows } of reports) {
    for (const row of rows) {
      const { figure, unit, floor, rival, goal } = row;
      if (goal === undefined && floor === undefined && rival === undefined) continue;
      const value = row.value ?? Number.NaN;
      const cells = [
        `\`${bench}\``,
        figure.trim().replaceAll('|', '\\|'),
        row.value === null ? 'not measured' : `${round(value)} ${unit}`.trim(),
        floor === undefined ? '' : `${round(floor)} (${round(value / floor)} ×)`,
        rival === undefined ? '' : `${round(rival)} (${round(rival / value)} × ours)`,
        goal === undefined ? '' : goalInWords(goal, unit),
        goal === undefined ? '' : verdict(goal, { ...row, value }) === 'met' ? 'met' : '**missed**',
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
  }
  const machines = new Set(
    reports.map(({ machine: m }) => `${m.cpus} × ${m.model}, ${m.memoryGb} GB, Node ${m.node.replace('v', '')}`),
  );
  const loads = reports.map(({ bench, machine: m }) => `${bench} ${m.load1}`).join(', ');
  const times = reports.flatMap(({ bench, tookS, length = 'whole' }) =>
    tookS === undefined ? [] : [`${bench} ${round(tookS)}${length === 'quick' ? ' (quick)' : ''}`],
  );
  const absent = BENCH_NAMES.filter((name) => !reports.some(({ bench }) => bench === name));
  const days = [...new Set(reports.map(({ at }) => at.slice(0, 10)))].toSorted().join(', ');
  return [
    ...lines,
    '',
    `Measured ${days} on ${[...machines].join('; ')}. Clients, server and database share the machine; load average before each: ${loads}.`,
    '',
    `All ${BENCH_NAMES.length} together may take ${MOST.whole} s on two cores with nothing else to do; their shares (\`scripts/bench/budget.ts\`) add up to ${budgetSum()} s. Seconds taken: ${times.length === 0 ? 'not kept yet' : times.join(', ')}.${absent.length === 0 ? '' : ` No kept run yet: ${absent.join(', ')}.`}`,
  ].join('\n');
}

/** The README with its table made anew. Throws when the place for it is gone. */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the figures: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

/** What the README shows of the kept runs: table, missed goals, arithmetic of a province. */
export function withFigures(readme: string, reports: readonly KeptReport[]): string {
  const table = withTable(readme, figuresTable(reports));
  return withProvince(withMissed(table, missedList(reports)), provinceTable(reports));
}

/** Makes the README's figures anew; answers the missed goals that have no reason yet. */
export async function renewReadme(): Promise<string[]> {
  const reports = await keptReports();
  await writeFile(README, withFigures(await readFile(README, 'utf8'), reports));
  return missedGoals(reports).flatMap(({ bench, figure, reason }) =>
    reason === undefined ? [`${bench}: ${figure}`] : [],
  );
}
