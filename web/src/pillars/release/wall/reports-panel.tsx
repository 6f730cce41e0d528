import type { Report } from '@sitong/shared/pillars/release/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { Panel } from '../../../ui/panel.tsx';

interface ReportClock {
  readonly key: string;
  readonly report: Report;
  readonly which: 'phone' | 'written';
  readonly dueMs: number;
}

/** What is still owed upward, the nearest deadline first. */
export function reportClocks(reports: readonly Report[]): ReportClock[] {
  return reports
    .flatMap((report): ReportClock[] => {
      const phone =
        report.phoned === undefined && report.phoneDueAt !== undefined
          ? [{ key: `${report.id} phone`, report, which: 'phone' as const, dueMs: Date.parse(report.phoneDueAt) }]
          : [];
      const written =
        report.sent === undefined
          ? [{ key: `${report.id} written`, report, which: 'written' as const, dueMs: Date.parse(report.writtenDueAt) }]
          : [];
      return [...phone, ...written];
    })
    .sort((a, b) => a.dueMs - b.dueMs);
}

export function ReportsPanel({ rows, checkedAtMs }: { rows: number; checkedAtMs: number }) {
  const { t } = useTranslation(['wall', 'release']);
  const reports = useWorldState((state) => state.release.reports);
  const clocks = useMemo(() => reportClocks(Object.values(reports)), [reports]);
  const now = useNow();
  const more = clocks.length - rows;
  return (
    <Panel
      title={t('wall:reports.title')}
      actions={<span>{more > 0 ? t('wall:reports.more', { count: more }) : t('wall:reports.from')}</span>}
      state={
        clocks.length === 0
          ? { kind: 'empty', text: t('wall:reports.none'), detail: t('wall:reports.noneDetail'), checkedAtMs }
          : { kind: 'ready' }
      }
    >
      <ul className="m-0 py-1 px-0 list-none">
        {clocks.slice(0, rows).map(({ key, report, which, dueMs }) => {
          const title = report.fields.title;
          return (
            <li key={key} className="flex items-baseline justify-between gap-3 px-pad leading-[1.55]">
              <span className="min-w-0">
                {which === 'phone'
                  ? t('wall:reports.phone', { title })
                  : t('wall:reports.written', { title, kind: t(`release:reportKind.${report.kind}`) })}
              </span>
              <Countdown
                dueMs={dueMs}
                className={`shrink-0 font-medium ${dueMs <= now ? 'text-level-1' : dueMs - now < 300_000 ? 'text-level-2' : ''}`}
              />
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
