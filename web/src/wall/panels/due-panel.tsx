import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useShownCounty } from '../../plumbing/privacy/name-mask.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import type { DueItem } from './due-today.ts';
import { dueWords } from './due-words.ts';
import { doneToday } from './tasks-today.ts';
import { onWall, useDueToday } from './use-due-today.ts';

const coarseMs = 30_000;

/** What is due today on the wall: when, what, who. */
export function DuePanel({ rows }: { rows: number }) {
  const { t } = useTranslation('wall');
  const all = useWorldState((state) => state.command.tasks);
  const due = useDueToday();
  const items = useMemo(() => due.filter(onWall), [due]);
  const nowMs = useNow(coarseMs);
  const done = useMemo(() => doneToday(Object.values(all), nowMs), [all, nowMs]);
  const more = items.length - rows;
  return (
    <Panel
      title={t('tasks.title')}
      actions={
        <span>{more > 0 ? t('tasks.more', { count: more }) : t('tasks.count', { count: items.length, done })}</span>
      }
    >
      {items.length === 0 ? <p className="m-0 px-pad py-1 text-ink-2">{t('due.none')}</p> : null}
      <ul className="m-0 py-1 px-0 list-none">
        {items.slice(0, rows).map((item) => (
          <DueRow key={item.id} item={item} nowMs={nowMs} />
        ))}
      </ul>
    </Panel>
  );
}

function DueRow({ item, nowMs }: { item: DueItem; nowMs: number }) {
  const { t } = useTranslation(['wall', 'release', 'command']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const { what, who } = dueWords(item, useShownCounty(), t, causeT);
  const { atMs } = item;
  return (
    <li className="flex items-baseline gap-3 px-pad leading-[1.55]">
      <DueTime atMs={atMs} nowMs={nowMs} />
      <span className="min-w-0 lang-en:break-keep wrap-anywhere">{what}</span>
      <span className="ml-auto shrink-0 max-w-[40%] font-medium">
        {atMs !== undefined && atMs < nowMs ? <Countdown dueMs={atMs} /> : who}
      </span>
    </li>
  );
}

/** The hour, with the day in front when it was an earlier one; without an hour it is due some time today. */
export function DueTime({ atMs, nowMs }: { atMs: number | undefined; nowMs: number }) {
  const { t } = useTranslation('wall');
  if (atMs === undefined) return <span className="shrink-0 text-ink-2 whitespace-nowrap">{t('due.today')}</span>;
  return (
    <time dateTime={new Date(atMs).toISOString()} className="shrink-0 text-ink-2 whitespace-nowrap">
      {sameDay(atMs, nowMs) ? formatMinute(atMs) : formatDayMinute(atMs)}
    </time>
  );
}
