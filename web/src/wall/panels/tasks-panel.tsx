import { toMs } from '@sitong/shared/kernel/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { useShownCounty } from '../../plumbing/privacy/name-mask.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { doneToday, tasksOfToday } from './tasks-today.ts';

const coarseMs = 30_000;

/** What somebody still has to do today: when, what, who. */
export function TasksPanel({ rows }: { rows: number }) {
  const { t } = useTranslation('wall');
  const county = useShownCounty();
  const all = useWorldState((state) => state.command.tasks);
  const nowMs = useNow(coarseMs);
  const tasks = useMemo(() => tasksOfToday(Object.values(all), nowMs), [all, nowMs]);
  const done = useMemo(() => doneToday(Object.values(all), nowMs), [all, nowMs]);
  const more = tasks.length - rows;
  const ownerOf = (post: string, person: string | undefined): string =>
    (person === undefined ? undefined : county.persons.get(person)?.name) ?? county.posts.get(post)?.name ?? post;
  return (
    <Panel
      title={t('tasks.title')}
      actions={
        <span>{more > 0 ? t('tasks.more', { count: more }) : t('tasks.count', { count: tasks.length, done })}</span>
      }
    >
      <ul className="m-0 py-1 px-0 list-none">
        {tasks.slice(0, rows).map(({ id, title, dueAt, ownerPost, ownerPerson }) => (
          <li key={id} className="flex items-baseline gap-3 px-pad leading-[1.55] whitespace-nowrap">
            <time dateTime={dueAt} className="shrink-0 text-ink-2">
              {sameDay(toMs(dueAt), nowMs) ? formatMinute(toMs(dueAt)) : formatDayMinute(toMs(dueAt))}
            </time>
            <span className="min-w-0 truncate" title={title}>
              {title}
            </span>
            <span className="ml-auto shrink-0 max-w-[40%] truncate font-medium">
              {toMs(dueAt) < nowMs ? <Countdown dueMs={toMs(dueAt)} /> : ownerOf(ownerPost, ownerPerson)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
