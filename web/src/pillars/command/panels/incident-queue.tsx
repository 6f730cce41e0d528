import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { memo, type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../../ui/format/time.ts';
import { levelText } from '../../../ui/level/level.ts';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';

/** Above this only what is in view is drawn, each in two lines. */
const MOST_DRAWN = 20;

/** Figures a queue names, worst first. */
const TOLD = ['dead', 'missing', 'trapped', 'injured', 'threatened', 'evacuated'] as const;

/** Open incidents by level, with the time since each was reported always running. `forces`: teams and people sent. */
export function IncidentQueue(props: {
  incidents: readonly Incident[];
  forces: (incidentId: string) => ReactNode;
  selectedId: string | null;
  onSelect: (id: string) => void;
  /** Enter: on to the recommendation. */
  onAct: (id: string) => void;
}) {
  const { incidents, forces, selectedId, onSelect, onAct } = props;
  const { t } = useTranslation(['dispatch', 'command']);
  const many = incidents.length > MOST_DRAWN;
  const row = useCallback(
    (incident: Incident): ReactNode => (
      <QueueRow incident={incident} forces={forces(incident.id)} lines={many ? 'two' : 'all'} />
    ),
    [forces, many],
  );
  return (
    <DenseList
      label={t('queue.title')}
      rows={incidents}
      rowHeight="recommendation"
      virtual={many}
      textOf={({ number, title, grade }) => `${shownNumber('I', number)} ${title} ${t(`command:grade.${grade}`)}`}
      selectedId={selectedId}
      onSelect={onSelect}
      onAct={onAct}
      empty={t('queue.empty')}
    >
      {row}
    </DenseList>
  );
}

const QueueRow = memo(function QueueRow({
  incident,
  forces,
  lines,
}: {
  incident: Incident;
  forces: ReactNode;
  lines: 'two' | 'all';
}) {
  const { t } = useTranslation(['dispatch', 'command']);
  const county = useCounty();
  const nowMs = useNow(60_000);
  const figures = TOLD.flatMap((figure) => {
    const now = incident.figures[figure];
    return now !== undefined && now.value > 0 ? [{ figure, ...now }] : [];
  }).slice(0, 2);
  const told = figures.map(({ figure, value }) => t('queue.figure', { figure: t(`command:figure.${figure}`), value }));
  // The older of the two: nothing looks fresher than it is.
  const asOf = figures.map((figure) => Date.parse(figure.asOf)).sort((a, b) => a - b)[0];
  const commander = incident.siteCommander;
  return (
    <div className="grid gap-0.5 w-full min-w-0 py-2">
      <div className="flex items-center gap-2 min-w-0">
        <LevelGlyph level={incident.grade} size={22} />
        <span className="text-row font-medium truncate">{incident.title}</span>
        <Elapsed
          sinceMs={Date.parse(incident.reportedAt)}
          className={`ml-auto font-medium ${levelText[incident.grade]}`}
        />
      </div>
      {/* In two lines what finds no room goes as a whole. */}
      <p
        className={`m-0 flex flex-wrap gap-x-3 text-meta text-ink-2 whitespace-nowrap ${lines === 'two' ? 'max-h-[1.5em] overflow-hidden' : ''}`}
      >
        <span>{shownNumber('I', incident.number)}</span>
        <span>{t(`command:grade.${incident.grade}`)}</span>
        <span>{t(`command:incidentStatus.${incident.status}`)}</span>
        {told.map((figure) => (
          <span key={figure}>{figure}</span>
        ))}
        {asOf === undefined ? null : (
          <span className="text-ink-3">
            {t('queue.asOf', { at: (sameDay(asOf, nowMs) ? formatMinute : formatDayMinute)(asOf) })}
          </span>
        )}
      </p>
      {lines === 'two' ? null : (
        <>
          <p className="m-0 text-meta text-ink-2">
            {commander === undefined
              ? t('queue.noCommander')
              : t('queue.commander', {
                  name: county.persons.get(commander.person)?.name ?? commander.person,
                  channel: commander.channel || '—',
                })}
          </p>
          <p className="m-0 text-meta flex flex-wrap gap-x-3">{forces}</p>
        </>
      )}
    </div>
  );
});
