import type { Task } from '@sitong/shared/pillars/command/state.ts';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { DenseList } from '../../../ui/table/dense-list.tsx';
import { type GroupProgress, progressByGroup } from '../selectors/plan-progress.ts';

const drawn = (group: GroupProgress): ReactNode => <Group {...group} />;

/** How far each working group is: a box a task, filled when done, and what presses next. */
export function PlanProgressPanel({ tasks, plan }: { tasks: readonly Task[]; plan: string | undefined }) {
  const { t } = useTranslation('incident');
  const county = useCounty();
  const counted = tasks.filter(({ status }) => status !== 'cancelled');
  const done = counted.filter(({ status }) => status === 'done').length;
  const groups = useMemo(() => progressByGroup(tasks), [tasks]);
  const row = plan === undefined ? undefined : county.plans.get(plan);
  return (
    <Panel
      title={t('plan.title')}
      meta={
        row === undefined ? (
          t('plan.none')
        ) : (
          <>
            <span className="max-2xl:hidden">{row.name}</span>
            <span>{t('plan.version', { version: row.version })}</span>
          </>
        )
      }
      actions={<span className="text-body font-medium text-ink-1">{`${done}/${counted.length}`}</span>}
      state={
        counted.length === 0 ? { kind: 'empty', text: t('plan.empty'), detail: t('plan.emptyHow') } : { kind: 'ready' }
      }
    >
      <DenseList
        label={t('plan.title')}
        rows={groups}
        rowHeight="plan"
        textOf={(group) => `${group.id} ${t('plan.share', { done: group.done, count: group.tasks.length })}`}
      >
        {drawn}
      </DenseList>
    </Panel>
  );
}

function Group(group: GroupProgress) {
  const { t } = useTranslation('incident');
  return (
    <div className="grid grid-cols-[6.75rem_minmax(0,1fr)_auto] gap-x-2 items-center w-full min-w-0">
      <span className="font-medium truncate" title={group.id}>
        {group.id}
      </span>
      <span
        className="flex flex-wrap gap-0.5"
        role="img"
        aria-label={t('plan.share', { done: group.done, count: group.tasks.length })}
      >
        {group.tasks.map((task) => (
          <span
            key={task.id}
            className={`w-3 h-2.5 rounded-chip border ${task.status === 'done' ? 'bg-cell border-cell' : task.overdueAt !== undefined ? 'border-level-2' : 'border-control'}`}
          />
        ))}
      </span>
      <span className="text-meta text-ink-2 whitespace-nowrap">
        {group.next === undefined ? (
          t('plan.done')
        ) : (
          <Countdown
            dueMs={Date.parse(group.next.dueAt)}
            className={group.next.overdueAt === undefined ? '' : 'text-level-2'}
          />
        )}
      </span>
    </div>
  );
}
