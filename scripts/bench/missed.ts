import type { KeptReport } from './figures.ts';
import { goalInWords, verdict } from './goal.ts';
import { reasons } from './reasons.ts';
import { round } from './report.ts';

const BEGIN = '<!-- missed: made by `pnpm bench --keep` from `scripts/bench/reasons.ts`, not typed -->';
const END = '<!-- /missed -->';

export interface Missed {
  readonly bench: string;
  readonly figure: string;
  /** What was reached, against what, in words. */
  readonly reached: string;
  readonly reason: string | undefined;
}

type Row = KeptReport['rows'][number];

function reachedBy({ value, unit, floor, rival, goal = [] }: Row): string {
  if (value === null) return 'not measured';
  const own = `${round(value)} ${unit}`.trim();
  const beside = goal.flatMap((bound): string[] => {
    if (bound.is === 'floors_at_most' && floor !== undefined) return [`${round(value / floor)} × floor`];
    if (bound.is === 'better_than_rival' && rival !== undefined) return [`${round(rival / value)} × better than rival`];
    return [];
  });
  return [own, ...beside].join(', ');
}

/** Every goal of the kept runs that was not reached, and why. */
export function missedGoals(reports: readonly KeptReport[]): Missed[] {
  return reports.flatMap(({ bench, rows }) =>
    rows.flatMap((row): Missed[] => {
      const { figure, value, unit, goal } = row;
      if (goal === undefined || verdict(goal, { ...row, value: value ?? Number.NaN }) === 'met') return [];
      const name = figure.trim();
      const known = reasons.find((one) => one.bench === bench && one.figure.test(name));
      return [
        {
          bench,
          figure: name,
          reached: `${reachedBy(row)} (goal ${goalInWords(goal, unit)})`,
          reason: known?.why,
        },
      ];
    }),
  );
}

/** A line for each missed goal. */
export function missedList(reports: readonly KeptReport[]): string {
  const missed = missedGoals(reports);
  if (missed.length === 0) return 'Every goal of the kept runs is met.';
  return [
    `Missed: ${missed.length} ${missed.length === 1 ? 'goal' : 'goals'}, each with what costs and what was tried.`,
    '',
    ...missed.map(
      ({ bench, figure, reached, reason }) =>
        `- \`${bench}\`, ${figure}: ${reached}. ${reason ?? 'The reason has not been found yet.'}`,
    ),
  ].join('\n');
}

/** The README with the list made anew. Throws when the place for it is gone. */
export function withMissed(readme: string, list: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no place for the missed goals: ${BEGIN} … ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${list}\n\n${readme.slice(to)}`;
}
