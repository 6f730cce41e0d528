import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClockLine, type ClockTone, clockShare, clockTone } from '../../pillars/release/selectors/report-lines.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMoment } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { walkWithJK } from '../../ui/table/list-keys.ts';
import { useFormat } from '../../ui/use-format.ts';

const FILL: Readonly<Record<ClockTone, string>> = {
  calm: 'bg-ink-2',
  half: 'bg-level-2-fill',
  late_soon: 'bg-level-1-fill',
  over: 'bg-level-1-fill',
};
const TEXT: Readonly<Record<ClockTone, string>> = {
  calm: 'text-ink-1',
  half: 'text-level-2',
  late_soon: 'text-level-1',
  over: 'text-level-1',
};

/** A ring is the focus alone: one report holds two clocks, and both rows are chosen with it. */
const CHOSEN = 'bg-bg-2 shadow-[inset_4px_0_0_0_var(--text-1)] focus-visible:shadow-none';

interface ListProps {
  open: readonly ClockLine[];
  met: readonly ClockLine[];
  chosen: string | undefined;
  onChoose: (reportId: string) => void;
}

/** Clocks still to be met, the nearest first; below them what was reported and how long it took. */
export function ClockList({ open, met, chosen, onChoose }: ListProps) {
  const { t } = useTranslation('release');
  const nowMs = useNow(60_000);
  const late = met.filter(({ metMs, dueMs }) => metMs !== undefined && metMs > dueMs).length;
  return (
    <div className="grid grid-rows-[minmax(0,1fr)_minmax(0,1fr)_auto] h-full min-h-0 gap-gutter">
      <Panel
        title={t('reportDesk.clocks', { n: open.length })}
        meta={t('reportDesk.nearest')}
        state={
          open.length === 0
            ? {
                kind: 'empty',
                text: t('reportDesk.noClocks'),
                detail: t('reportDesk.noClocksDetail'),
                checkedAtMs: nowMs,
              }
            : { kind: 'ready' }
        }
      >
        <ul data-keys="list" onKeyDownCapture={walkButtons} className="m-0 p-0 list-none h-full overflow-auto">
          {open.map((line) => (
            <OpenClock key={line.key} line={line} chosen={line.report.id === chosen} onChoose={onChoose} />
          ))}
        </ul>
      </Panel>
      <Panel
        title={t('reportDesk.met', { n: met.length })}
        meta={t('reportDesk.late', { n: late })}
        actions={t('reportDesk.receipt')}
        state={
          met.length === 0 ? { kind: 'empty', text: t('reportDesk.metNone'), checkedAtMs: nowMs } : { kind: 'ready' }
        }
      >
        <ul data-keys="list" onKeyDownCapture={walkButtons} className="m-0 p-0 list-none h-full overflow-auto">
          {met.map((line) => (
            <MetClock key={line.key} line={line} chosen={line.report.id === chosen} onChoose={onChoose} />
          ))}
        </ul>
      </Panel>
      <p className="m-0 px-pad py-2 bg-bg-1 text-meta text-ink-3">{t('reportDesk.rule')}</p>
    </div>
  );
}

/** J, K and the arrows walk the rows as they walk every other list. */
function walkButtons(event: KeyboardEvent<HTMLElement>): void {
  walkWithJK(event);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function useLineName(line: ClockLine): { name: string; incident: string } {
  const { t } = useTranslation('release');
  const incident = useWorldState((state) => state.command.incidents[line.report.incidentId]);
  const kind = t(`reportKind.${line.report.kind}`);
  return {
    name: t(line.which === 'phone' ? 'reportDesk.phoneName' : 'reportDesk.writtenName', { kind }),
    incident:
      incident === undefined ? line.report.fields.title : `${shownNumber('I', incident.number)} ${incident.title}`,
  };
}

interface RowProps {
  line: ClockLine;
  chosen: boolean;
  onChoose: (reportId: string) => void;
}

function OpenClock({ line, chosen, onChoose }: RowProps) {
  const now = useNow();
  const { name, incident } = useLineName(line);
  const shares = usePractice().report;
  const tone = clockTone(line, now, shares);
  return (
    <li className="border-b border-row-line">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(line.report.id)}
        className={`grid grid-cols-[minmax(0,1fr)] w-full text-left px-pad py-2 cursor-default ${chosen ? CHOSEN : ''}`}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="text-row leading-tight font-medium">{name}</span>
          <Countdown dueMs={line.dueMs} className={`text-key font-medium whitespace-nowrap ${TEXT[tone]}`} />
        </span>
        <span className="flex justify-between gap-3 text-meta text-ink-2">
          <span className="truncate" title={incident}>
            {incident}
          </span>
          <span className="whitespace-nowrap">{formatDayMinute(line.dueMs)}</span>
        </span>
        <ClockBar share={clockShare(line, now)} tone={tone} />
      </button>
    </li>
  );
}

/** Ticks at a half and at four fifths: where it turns amber and red. */
export function ClockBar({ share, tone }: { share: number; tone: ClockTone }) {
  return (
    <span className="relative block h-1.5 mt-1.5 bg-track" aria-hidden="true" data-tone={tone}>
      <span className={`absolute inset-y-0 left-0 ${FILL[tone]}`} style={{ width: `${share * 100}%` }} />
      <span className="absolute -inset-y-0.5 left-1/2 w-0.5 bg-ink-1" />
      <span className="absolute -inset-y-0.5 left-[80%] w-0.5 bg-ink-1" />
    </span>
  );
}

function MetClock({ line, chosen, onChoose }: RowProps) {
  const { t } = useTranslation('release');
  const { span } = useFormat();
  const now = useNow(60_000);
  const { name, incident } = useLineName(line);
  const metMs = line.metMs ?? line.dueMs;
  const lateMs = metMs - line.dueMs;
  const facts = {
    at: formatMoment(metMs, now),
    limit: span(line.dueMs - line.fromMs),
    used: span(metMs - line.fromMs),
  };
  const receipt =
    line.which === 'phone' ? line.report.phoned?.answeredBy : (line.report.receipt?.text ?? t('reportDesk.noReceipt'));
  return (
    <li className="border-b border-row-line">
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(line.report.id)}
        className={`grid grid-cols-[minmax(0,1fr)] w-full text-left px-pad py-1.5 cursor-default ${chosen ? CHOSEN : ''}`}
      >
        <span className="flex justify-between gap-3">
          <span className="font-medium min-w-0">
            {name} <span className="font-normal text-ink-2">{incident}</span>
          </span>
          <span className="text-meta text-ink-2 truncate shrink-0 max-w-[40%]">{receipt}</span>
        </span>
        <span className={`text-meta ${lateMs > 0 ? 'text-level-1' : 'text-ink-2'}`}>
          {lateMs > 0 ? t('reportDesk.lateLine', { ...facts, late: span(lateMs) }) : t('reportDesk.metLine', facts)}
        </span>
      </button>
    </li>
  );
}
