import { readdir, readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { goalInWords, verdict } from './goal.ts';
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

export async function keptReports(): Promise<KeptReport[]> {
  const names = (await readdir(FIGURES)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    names.map(async (name) => ReportSchema.parse(JSON.parse(await readFile(new URL(name, FIGURES), 'utf8')))),
  );
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
  const days = [...new Set(reports.map(({ at }) => at.slice(0, 10)))].toSorted().join(', ');
  return [
    ...lines,
    '',
    `Measured ${days} on ${[...machines].join('; ')}. Clients, server and database share the machine; load average before each: ${loads}.`,
  ].join('\n');
}

/** The README with its table made anew. Throws when the place for it is gone. */
export function withTable(readme: string, table: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the figures: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

export async function renewReadme(): Promise<void> {
  const readme = await readFile(README, 'utf8');
  const reports = await keptReports();
  await writeFile(README, withProvince(withTable(readme, figuresTable(reports)), provinceTable(reports)));
}
