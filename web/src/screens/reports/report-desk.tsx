import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clockLines } from '../../pillars/release/selectors/report-lines.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { ClockList } from './clock-list.tsx';
import { ReportEditor } from './report-editor.tsx';

/** `?report=` shows one; else the one whose clock runs out first. `?draft=<incident>` opens that incident's newest. */
export function ReportDesk() {
  const { t } = useTranslation('release');
  const all = useWorldState((state) => state.release.reports);
  const reports = useMemo(() => Object.values(all).sort((a, b) => b.number - a.number), [all]);
  const lines = useMemo(() => clockLines(reports), [reports]);
  const [reportId, setReport] = useSearchParam('report');
  const [draft] = useSearchParam('draft');
  const nowMs = useNow(60_000);
  const chosen =
    (reportId === undefined ? undefined : all[reportId]) ??
    reports.find(({ incidentId }) => incidentId === draft) ??
    lines.open[0]?.report ??
    reports[0];
  return (
    <div className="grid grid-cols-[24rem_minmax(0,1fr)] max-2xl:grid-cols-[20rem_minmax(0,1fr)] max-md:block max-md:overflow-y-auto max-md:[&>*]:mb-2 h-full gap-gutter p-gutter">
      <ClockList open={lines.open} met={lines.met} chosen={chosen?.id} onChoose={setReport} />
      {chosen === undefined ? (
        <Panel
          title={t('reportDesk.preview')}
          state={{ kind: 'empty', text: t('reportDesk.none'), detail: t('reportDesk.noneDetail'), checkedAtMs: nowMs }}
        />
      ) : (
        <ReportEditor key={chosen.id} report={chosen} reports={reports} onOpen={setReport} />
      )}
    </div>
  );
}
