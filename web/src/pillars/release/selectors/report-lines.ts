import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import { REPORT_FIGURES, type ReportFigure } from '@sitong/shared/pillars/release/report-names.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';

export interface ClockLine {
  key: string;
  report: Report;
  which: 'phone' | 'written';
  fromMs: number;
  dueMs: number;
  /** Met at, ms; undefined while it runs or was missed without being met. */
  metMs: number | undefined;
  missed: boolean;
}

/** Share of the time used up: amber from a half, red from four fifths (domain §5, P); overdue stays. */
export type ClockTone = 'calm' | 'half' | 'late_soon' | 'over';

export type ClockShares = Pick<Practice['report'], 'amberShare' | 'redShare'>;

export function clockTone(line: Pick<ClockLine, 'fromMs' | 'dueMs'>, nowMs: number, shares: ClockShares): ClockTone {
  if (nowMs >= line.dueMs) return 'over';
  const share = clockShare(line, nowMs);
  return share >= shares.redShare ? 'late_soon' : share >= shares.amberShare ? 'half' : 'calm';
}

export function clockShare({ fromMs, dueMs }: Pick<ClockLine, 'fromMs' | 'dueMs'>, nowMs: number): number {
  if (dueMs <= fromMs) return 1;
  return Math.min(1, Math.max(0, (nowMs - fromMs) / (dueMs - fromMs)));
}

function linesOf(report: Report): ClockLine[] {
  const fromMs = toMs(report.receivedAt);
  const phone: ClockLine[] =
    report.phoneDueAt === undefined
      ? []
      : [
          {
            key: `${report.id}/phone`,
            report,
            which: 'phone',
            fromMs,
            dueMs: toMs(report.phoneDueAt),
            metMs: report.phoned === undefined ? undefined : toMs(report.phoned.at),
            missed: report.missed.includes('phone'),
          },
        ];
  const written: ClockLine = {
    key: `${report.id}/written`,
    report,
    which: 'written',
    fromMs,
    dueMs: toMs(report.writtenDueAt),
    metMs: report.sent === undefined ? undefined : toMs(report.sent.at),
    missed: report.missed.includes('written'),
  };
  return [...phone, written];
}

/** Clocks still to be met, the nearest first; and those met, the newest first. */
export function clockLines(reports: readonly Report[]): { open: ClockLine[]; met: ClockLine[] } {
  const all = reports.flatMap(linesOf);
  return {
    open: all.filter(({ metMs }) => metMs === undefined).sort((a, b) => a.dueMs - b.dueMs),
    met: all.filter(({ metMs }) => metMs !== undefined).sort((a, b) => (b.metMs ?? 0) - (a.metMs ?? 0)),
  };
}

/** The report before this one on the same incident: what 上期 shows. */
export function previousOf(report: Report, reports: readonly Report[]): Report | undefined {
  return reports
    .filter(({ incidentId, number }) => incidentId === report.incidentId && number < report.number)
    .sort((a, b) => b.number - a.number)[0];
}

/** Figures that differ from those told before, in the report at hand or against the one before it. */
export function changedFigures(now: ReportFields, before: ReportFields | undefined): ReportFigure[] {
  if (before === undefined) return [];
  return REPORT_FIGURES.filter((figure) => now[figure] !== before[figure]);
}
