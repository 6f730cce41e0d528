import type { Report } from './state.ts';

/** Figures of a report upward, in the order of the form (domain §5). */
export const REPORT_FIGURES = ['dead', 'missing', 'injured', 'trapped', 'evacuated'] as const;
export type ReportFigure = (typeof REPORT_FIGURES)[number];

type Numbered = Pick<Report, 'incidentId' | 'number' | 'kind'>;

/** Which 续报 of its incident this is, from 1. */
export function updateOrdinal(report: Numbered, reports: readonly Numbered[]): number {
  return reports.filter(
    ({ incidentId, number, kind }) => incidentId === report.incidentId && kind === 'update' && number <= report.number,
  ).length;
}

const HANZI = '一二三四五六七八九十';

/** （二） on paper; beyond ten, digits. */
export function ordinalText(n: number, script: 'hanzi' | 'digits'): string {
  const word = script === 'hanzi' ? (HANZI[n - 1] ?? String(n)) : String(n);
  return script === 'hanzi' ? `（${word}）` : ` ${word}`;
}
