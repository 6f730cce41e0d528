import { canWorkOnTask } from '@sitong/shared/pillars/command/can-task.ts';
import type { Task } from '@sitong/shared/pillars/command/state.ts';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FinishTaskForm } from '../../pillars/command/actions/task-forms.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { useSession } from '../../plumbing/session/session-store.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DenseList } from '../../ui/table/dense-list.tsx';
import { DueTime } from '../../wall/panels/due-panel.tsx';
import type { DueItem } from '../../wall/panels/due-today.ts';
import { dueWords } from '../../wall/panels/due-words.ts';
import { doneToday } from '../../wall/panels/tasks-today.ts';
import { useDueToday } from '../../wall/panels/use-due-today.ts';
import { useRefusalWords } from '../../wall/refusal-words.ts';
import { useMay } from '../../wall/use-act.ts';
import { dueHref } from './due-href.ts';
import { DutyTaskForm } from './duty-task-form.tsx';

const drawn = (item: DueItem): ReactNode => <DueRow item={item} />;

/** What is due today: Enter goes to where it is done, or finishes it here; new matters of the day are entered here. */
export function DueList({ checkedAtMs }: { checkedAtMs: number }) {
  const { t } = useTranslation(['duty', 'wall', 'incident']);
  const { t: dueT } = useTranslation(['wall', 'release', 'command']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const county = useCounty();
  const navigate = useNavigate();
  const session = useSession();
  const may = useMay();
  const words = useRefusalWords();
  const world = useLive((live) => live.world);
  const tasks = useWorldState((state) => state.command.tasks);
  const items = useDueToday();
  const done = doneToday(Object.values(tasks), useNow(60_000));
  const [chosen, setChosen] = useState<string | null>(null);
  const [finishing, setFinishing] = useState<Task>();
  const [entering, setEntering] = useState<'no' | 'yes'>('no');
  const item = items.find(({ id }) => id === chosen);
  const finish = useCallback(
    (one: DueItem | undefined): string | undefined => {
      if (one === undefined) return t('duty:quiet.chooseFirst');
      if (one.kind !== 'task' || dueHref(one, world) !== undefined) return undefined;
      const role = may('FinishTask');
      if (!role.enabled) return role.reason;
      const can = canWorkOnTask(one.task, 'finish', session, tasks);
      return can.allowed === 'yes' ? undefined : words(can);
    },
    [t, world, may, session, tasks, words],
  );
  const go = (id: string | null): void => {
    const one = items.find((each) => each.id === id);
    if (one === undefined || finish(one) !== undefined) return;
    const href = dueHref(one, world);
    if (href !== undefined) void navigate({ to: href });
    else if (one.kind === 'task') setFinishing(one.task);
  };
  const here = item?.kind === 'task' && dueHref(item, world) === undefined;
  const enter = may('CreateTask');
  return (
    <Panel
      title={t('wall:tasks.title')}
      meta={t('wall:tasks.count', { count: items.length, done })}
      state={items.length === 0 ? { kind: 'empty', text: t('wall:due.none'), checkedAtMs } : { kind: 'ready' }}
      className="h-full"
      footer={
        <>
          <Button disabledReason={finish(item)} keys="Enter" onPress={() => go(chosen)}>
            {t(here ? 'incident:task.finish' : 'duty:quiet.goTo')}
          </Button>
          <Button
            className="ml-auto"
            disabledReason={enter.enabled ? undefined : enter.reason}
            onPress={() => setEntering('yes')}
          >
            {t('duty:quiet.enter')}
          </Button>
        </>
      }
    >
      {items.length === 0 ? null : (
        <DenseList
          label={t('wall:tasks.title')}
          rows={items}
          rowHeight="figures"
          grows
          textOf={(one) => dueWords(one, county, dueT, causeT).what}
          selectedId={chosen}
          onSelect={setChosen}
          onAct={go}
        >
          {drawn}
        </DenseList>
      )}
      {finishing === undefined ? null : <FinishTaskForm task={finishing} onClose={() => setFinishing(undefined)} />}
      {entering === 'no' ? null : <DutyTaskForm onClose={() => setEntering('no')} />}
    </Panel>
  );
}

function DueRow({ item }: { item: DueItem }) {
  const { t } = useTranslation(['wall', 'release', 'command']);
  const { t: causeT } = useTranslation(['monitoring', 'rescue']);
  const nowMs = useNow(30_000);
  const { what, who } = dueWords(item, useCounty(), t, causeT);
  const late = item.atMs !== undefined && item.atMs < nowMs;
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)_auto_minmax(7rem,max-content)] items-center gap-x-4 w-full py-1 leading-[1.35]">
      <DueTime atMs={item.atMs} nowMs={nowMs} />
      <span className="break-words line-clamp-3 font-medium" title={what}>
        {what}
      </span>
      <span className="text-ink-2 max-w-40">{who}</span>
      <span className={`text-right whitespace-nowrap ${late ? 'text-level-2' : 'text-ink-2'}`}>
        {item.atMs === undefined ? null : <Countdown dueMs={item.atMs} />}
      </span>
    </div>
  );
}
