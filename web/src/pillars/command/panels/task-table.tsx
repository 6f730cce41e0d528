import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { canChangeTask, canWorkOnTask, isOpenTask } from '@sitong/shared/pillars/command/can-task.ts';
import type { CommandState, Task } from '@sitong/shared/pillars/command/state.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { useSession } from '../../../plumbing/session/session-store.ts';
import { Button } from '../../../ui/button.tsx';
import { useNow } from '../../../ui/clock/clock-context.tsx';
import { Countdown } from '../../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMinute, formatMoment, sameDay } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { useRefusalWords } from '../../../wall/refusal-words.ts';
import { useAct, useMay } from '../../../wall/use-act.ts';

export type TaskAsk =
  | { readonly kind: 'finish' | 'reassign' | 'cancel'; readonly task: Task }
  | { readonly kind: 'create' };

/** Tasks with owner, clock and progress; the acts of the chosen one below, each off with its reason. */
export function TaskTable(props: {
  tasks: readonly Task[];
  all: CommandState['tasks'];
  onAsk: (ask: TaskAsk) => void;
}) {
  const { tasks, all, onAsk } = props;
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const session = useSession();
  const act = useAct();
  const may = useMay();
  const words = useRefusalWords();
  const nowMs = useNow(30_000);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(
    (): readonly DenseColumn<Task>[] => [
      {
        id: 'title',
        header: t('task.title'),
        width: '2.6fr',
        minWidth: 150,
        isRowHeader: true,
        cell: (task) => (
          <span className="flex items-center gap-2 min-w-0">
            <Mark task={task} />
            <span
              className={`line-clamp-2 whitespace-normal leading-[1.3] ${isOpenTask(task) ? 'font-medium' : 'text-ink-2'}`}
              title={task.title}
            >
              {task.title}
            </span>
          </span>
        ),
      },
      {
        id: 'owner',
        header: t('task.owner'),
        width: '1.5fr',
        minWidth: 104,
        cell: (task) => {
          const post = county.posts.get(task.ownerPost)?.name ?? task.ownerPost;
          const person = county.persons.get(task.ownerPerson ?? '')?.name ?? '';
          return (
            <span className="line-clamp-2 whitespace-normal leading-[1.3]" title={`${post} ${person}`}>
              {post} <span className="whitespace-nowrap">{person}</span>
            </span>
          );
        },
      },
      {
        id: 'due',
        header: t('task.due'),
        width: '1.3fr',
        minWidth: 102,
        cell: (task) => <Due task={task} nowMs={nowMs} />,
      },
      {
        id: 'state',
        header: t('task.state'),
        width: '1.1fr',
        minWidth: 102,
        words: Object.values(t('command:taskStatus', { returnObjects: true })),
        cell: (task) =>
          task.ended === undefined
            ? t(`command:taskStatus.${task.status}`)
            : `${t(`command:taskStatus.${task.status}`)} ${task.ended.text}`,
      },
    ],
    [t, county, nowMs],
  );
  const task = tasks.find(({ id }) => id === chosen);
  const off = (type: 'StartTask' | 'FinishTask' | 'ReassignTask' | 'CancelTask' | 'CreateTask'): string | undefined => {
    const role = may(type);
    if (!role.enabled) return role.reason;
    if (type === 'CreateTask') return undefined;
    if (task === undefined) return t('task.chooseFirst');
    const can =
      type === 'StartTask'
        ? canWorkOnTask(task, 'start', session, all)
        : type === 'FinishTask'
          ? canWorkOnTask(task, 'finish', session, all)
          : canChangeTask(task, session);
    return can.allowed === 'yes' ? undefined : words(can);
  };
  const ask = (kind: 'finish' | 'reassign' | 'cancel'): void => {
    if (task !== undefined) onAsk({ kind, task });
  };
  return (
    <div className="flex flex-col h-full min-h-0">
      <div className="flex-1 min-h-0">
        <DenseTable
          label={t('tabs.tasks')}
          columns={columns}
          rows={tasks}
          rowHeight="task"
          textOf={(row) => `${shownNumber('T', row.number)} ${row.title}`}
          selectedId={chosen}
          onSelect={setChosen}
          onAct={(id) => {
            const row = tasks.find((one) => one.id === id);
            if (row !== undefined && isOpenTask(row)) onAsk({ kind: 'finish', task: row });
          }}
          empty={t('task.empty')}
        />
      </div>
      <div className="flex flex-wrap gap-2 px-pad py-2 border-t border-hairline">
        <Button
          disabledReason={off('StartTask')}
          onPress={() => task && void act({ type: 'StartTask', taskId: task.id })}
        >
          {t('task.start')}
        </Button>
        <Button disabledReason={off('FinishTask')} onPress={() => ask('finish')}>
          {t('task.finish')}
        </Button>
        <Button disabledReason={off('ReassignTask')} onPress={() => ask('reassign')}>
          {t('task.reassign')}
        </Button>
        <Button disabledReason={off('CancelTask')} onPress={() => ask('cancel')}>
          {t('task.cancel')}
        </Button>
        <Button className="ml-auto" disabledReason={off('CreateTask')} onPress={() => onAsk({ kind: 'create' })}>
          {t('task.create')}
        </Button>
      </div>
    </div>
  );
}

/** Open circle: to do. Half: started. Filled: done. Diamond: overdue. Form first, colour never alone. */
function Mark({ task }: { task: Task }) {
  const { t } = useTranslation(['incident', 'command']);
  if (isOpenTask(task) && task.overdueAt !== undefined)
    return <Icon name="alert" label={t('task.overdue')} className="text-level-2" />;
  const fill =
    task.status === 'done'
      ? 'bg-cell'
      : task.status === 'started'
        ? 'bg-[linear-gradient(90deg,var(--cell)_50%,transparent_50%)]'
        : '';
  return (
    <span
      role="img"
      aria-label={t(`command:taskStatus.${task.status}`)}
      className={`size-3 shrink-0 rounded-full border-2 border-cell ${fill}`}
    />
  );
}

function Due({ task, nowMs }: { task: Task; nowMs: number }) {
  const due = Date.parse(task.dueAt);
  if (!isOpenTask(task))
    return <span className="text-ink-2">{formatMoment(Date.parse(task.ended?.at ?? task.dueAt), nowMs)}</span>;
  const late = due < nowMs;
  return (
    // Narrow, what is left stands below the hour: the row has two lines.
    <span className={`flex flex-wrap gap-x-3 leading-[1.3] ${late ? 'text-level-2 font-medium' : ''}`}>
      <span>{sameDay(due, nowMs) ? formatMinute(due) : formatDayMinute(due)}</span>
      <Countdown dueMs={due} />
    </span>
  );
}
