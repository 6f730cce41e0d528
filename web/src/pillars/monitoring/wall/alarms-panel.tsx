import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { memo, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../../plumbing/live/live-store.ts';
import { useShownCounty } from '../../../plumbing/privacy/name-mask.ts';
import { Elapsed } from '../../../ui/clock/countdown.tsx';
import { glyphLevels, levelText } from '../../../ui/level/level.ts';
import { LevelCounts } from '../../../ui/level/level-badge.tsx';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { alarmWords } from './alarm-words.ts';

/** Unacknowledged and not set aside, the worst and oldest first. */
export function unackedAlarms(alarms: readonly Alarm[]): Alarm[] {
  return alarms
    .filter((alarm) => alarm.status !== 'acked' && alarm.shelved === undefined)
    .sort((a, b) => a.priority - b.priority || Date.parse(a.raisedAt) - Date.parse(b.raisedAt));
}

/**
 * Alarms nobody has acknowledged: the first few by name, the rest as counts by level. `quiet`: with none, what became
 * of the last ones; `facts` only where there is room.
 */
export function AlarmsPanel(props: { rows: number; quiet: { readonly total: ReactNode; readonly facts: ReactNode } }) {
  const { rows } = props;
  const { t } = useTranslation('wall');
  const all = useWorldState((state) => state.monitoring.alarms);
  const list = useMemo(() => Object.values(all), [all]);
  const unacked = useMemo(() => unackedAlarms(list), [list]);
  const rest = unacked.slice(rows);
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const alarm of unacked.length === 0 ? [] : rest) counts[alarm.priority] += 1;
  const shelved = list.filter((alarm) => alarm.shelved !== undefined).length;
  const quiet = unacked.length === 0;
  return (
    <Panel
      title={t('alarms.title', { count: unacked.length })}
      actions={
        quiet ? (
          <span>{props.quiet.total}</span>
        ) : (
          <>
            <span>{t('alarms.total', { count: list.length })}</span>
            {shelved === 0 ? null : <span>{t('alarms.shelved', { count: shelved })}</span>}
          </>
        )
      }
    >
      <ul className="m-0 p-0 list-none">
        {unacked.slice(0, rows).map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} />
        ))}
      </ul>
      {quiet || rest.length > 0 ? (
        <div className="flex items-center gap-4 px-pad min-h-panel-title text-meta text-ink-3">
          {quiet ? null : t('alarms.rest')}
          {quiet ? <LevelCounts counts={counts} /> : <RestCounts counts={counts} />}
        </div>
      ) : null}
      {quiet ? props.quiet.facts : null}
    </Panel>
  );
}

/** Beside named alarms a level without any more is left out. */
function RestCounts({ counts }: { counts: Readonly<Record<1 | 2 | 3 | 4, number>> }) {
  const { t } = useTranslation('ui');
  return glyphLevels
    .filter((level) => counts[level] > 0)
    .map((level) => (
      <span key={level} className={`inline-flex items-center gap-2 font-medium ${levelText[level]}`}>
        <LevelGlyph level={level} size={18} label={t(`level.short.${level}`)} />
        {counts[level]}
      </span>
    ));
}

const AlarmRow = memo(function AlarmRow({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['wall', 'monitoring', 'rescue']);
  const county = useShownCounty();
  const { title, what, detail } = alarmWords(alarm, county, t);
  const owner = county.persons.get(alarm.owner)?.name ?? alarm.owner;
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 px-pad min-h-row-alarm leading-[1.3] border-b border-row-line">
      <LevelGlyph level={alarm.priority} size={22} blinking={alarm.status === 'unacked' && alarm.priority === 1} />
      <div className="min-w-0">
        {/* What finds no room beside the name stands before the facts; they begin a line of their own otherwise. */}
        <p className="m-0 flex flex-wrap items-baseline gap-x-2 text-row">
          <span>{title}</span>
          {what === undefined ? null : <span>{what}</span>}
          <span className="flex-auto basis-[calc(100%-3.2em)] text-mini text-ink-2">{detail}</span>
        </p>
      </div>
      <div className="text-right">
        <Elapsed
          sinceMs={Date.parse(alarm.raisedAt)}
          className={`block text-row font-medium ${levelText[alarm.priority]}`}
        />
        <span className="block text-mini text-ink-2">{owner}</span>
      </div>
    </li>
  );
});
