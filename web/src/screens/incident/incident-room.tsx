import { closingChecks } from '@sitong/shared/pillars/command/closing.ts';
import { nearDuplicates, openIncidents } from '@sitong/shared/pillars/command/public.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { openOrdersOf } from '@sitong/shared/pillars/rescue/public.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FigureConflict, FigureForm } from '../../pillars/command/actions/figure-form.tsx';
import { GradeForm } from '../../pillars/command/actions/grade-form.tsx';
import { MergeForm } from '../../pillars/command/actions/merge-form.tsx';
import { CommanderForm, OwnerForm } from '../../pillars/command/actions/person-forms.tsx';
import { RelocateForm } from '../../pillars/command/actions/relocate-form.tsx';
import { type ResponseAct, ResponseForm } from '../../pillars/command/actions/response-form.tsx';
import {
  CancelTaskForm,
  CreateTaskForm,
  FinishTaskForm,
  ReassignTaskForm,
} from '../../pillars/command/actions/task-forms.tsx';
import { TextForm } from '../../pillars/command/actions/text-form.tsx';
import { ClosingPanel } from '../../pillars/command/panels/closing-panel.tsx';
import { IncidentHeader } from '../../pillars/command/panels/incident-header.tsx';
import { PlanProgressPanel } from '../../pillars/command/panels/plan-progress-panel.tsx';
import { ResponsePanel } from '../../pillars/command/panels/response-panel.tsx';
import type { TaskAsk } from '../../pillars/command/panels/task-table.tsx';
import { tasksOf } from '../../pillars/command/selectors/plan-progress.ts';
import { responsesFor } from '../../pillars/command/selectors/responses.ts';
import { IncidentTrendPanel } from '../../pillars/monitoring/panels/incident-trend-panel.tsx';
import { orderRows } from '../../pillars/rescue/selectors/order-rows.ts';
import { ApiError } from '../../plumbing/http/api.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { PushButton } from '../../wall/steer/push-button.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { DeskMap } from '../dispatch/desk-map.tsx';
import { ActBar, type RoomAct, useRoomActs } from './act-bar.tsx';
import { FigureConflictCard } from './figure-conflict-card.tsx';
import { RoomKeys } from './room-keys.tsx';
import { RoomTabs } from './room-tabs.tsx';
import { TimelinePanel } from './timeline-panel.tsx';
import { useTimeline } from './use-timeline.ts';

/** One incident whole: what is known, what was done, what is still to do. */
export function IncidentRoom({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['incident', 'command']);
  const command = useWorldState((state) => state.command);
  const rescue = useWorldState((state) => state.rescue);
  const release = useWorldState((state) => state.release);
  const [asked, setAsked] = useState<RoomAct>();
  const [task, setTask] = useState<TaskAsk>();
  const [response, setResponse] = useState<ResponseAct>();
  const [conflict, setConflict] = useState<FigureConflict>();
  const [gauge, setGauge] = useSearchParam('gauge');
  const { events, query } = useTimeline(incident.id);

  const responses = useMemo(() => responsesFor(command.responses, incident), [command.responses, incident]);
  const linked = useMemo(
    () => responses.filter(({ incidentIds }) => incidentIds.includes(incident.id)).map(({ id }) => id),
    [responses, incident.id],
  );
  const tasks = useMemo(() => tasksOf(command.tasks, incident.id, linked), [command.tasks, incident.id, linked]);
  const orders = useMemo(
    () => orderRows(rescue.orders).filter((order) => order.incidentId === incident.id),
    [rescue.orders, incident.id],
  );
  const reports = useMemo(
    () =>
      Object.values(release.reports)
        .filter((report) => report.incidentId === incident.id)
        .sort((a, b) => b.number - a.number),
    [release.reports, incident.id],
  );
  const checks = useMemo(
    () => closingChecks({ command, release, rescue }, incident.id),
    [command, release, rescue, incident.id],
  );
  const working = useMemo(() => openOrdersOf(rescue, incident.id).map(({ team }) => team), [rescue, incident.id]);
  const teamsHere = useMemo(() => orders.map(({ team }) => team), [orders]);
  const nearLimits = usePractice().nearDuplicate;
  const targets = useMemo(() => {
    const near = nearDuplicates(
      command,
      incident.hazard,
      incident.place.point,
      Date.parse(incident.reportedAt),
      nearLimits,
    );
    return openIncidents(command)
      .filter(({ id }) => id !== incident.id)
      .map((other) => ({ incident: other, near: near.includes(other) ? ('near' as const) : ('other' as const) }))
      .sort((a, b) => Number(b.near === 'near') - Number(a.near === 'near'));
  }, [command, incident, nearLimits]);
  const watched = useMemo(
    () => ({
      id: incident.id,
      hazard: incident.hazard,
      point: incident.place.point,
      division: incident.place.division,
      reportedAt: incident.reportedAt,
    }),
    [incident],
  );
  const near = targets.filter((target) => target.near === 'near').length;
  const roomActs = useRoomActs({ incident, checks, teamsWorking: working });
  const close = (): void => setAsked(undefined);
  const closeTask = (): void => setTask(undefined);
  const into = incident.mergedInto === undefined ? undefined : command.incidents[incident.mergedInto];
  const plan = responses.find(({ status }) => status === 'active')?.plan;

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] h-full">
      <IncidentHeader
        incident={incident}
        actions={
          <>
            <ActBar acts={roomActs} onAct={setAsked} />
            {incident.status === 'merged' ? null : <PushButton incident={incident} />}
            {into === undefined ? null : (
              <span className="text-ink-2">{t('header.mergedInto', { title: into.title })}</span>
            )}
            {near > 0 && incident.status !== 'merged' ? (
              <span className="ml-auto text-meta text-ink-1">
                {t('header.near', { count: near })} <KeyHint keys="D" />
              </span>
            ) : null}
          </>
        }
      />
      <div className="grid gap-gutter p-gutter min-h-0 grid-cols-[minmax(17rem,18.5%)_minmax(0,1fr)_minmax(21rem,35%)] max-lg:block max-lg:overflow-auto max-lg:[&>*]:h-[46rem] max-lg:[&>*]:mb-gutter">
        <div
          data-column
          className="grid gap-gutter min-w-0 min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(8.5rem,1fr)_auto_fit-content(27%)_minmax(6rem,0.6fr)] [@media(max-height:60rem)]:block [@media(max-height:60rem)]:overflow-auto [@media(max-height:60rem)]:[&>*+*]:mt-gutter [@media(max-height:60rem)]:[&>*:first-child]:h-44"
        >
          <PlanProgressPanel tasks={tasks} plan={plan} />
          <IncidentTrendPanel incident={watched} chosen={gauge} onChoose={setGauge} />
          <ResponsePanel incident={incident} responses={responses} onAct={setResponse} />
          <ClosingPanel checks={checks} twoPersons={incident.grade <= 2} />
        </div>
        <TimelinePanel
          incident={incident}
          events={events}
          more={{ has: query.hasNextPage, loading: query.isFetchingNextPage, load: () => void query.fetchNextPage() }}
          error={
            query.error === null
              ? undefined
              : {
                  code: query.error instanceof ApiError ? query.error.code : query.error.name,
                  retry: () => void query.refetch(),
                }
          }
        >
          {conflict === undefined ? null : (
            <FigureConflictCard
              incident={incident}
              conflict={conflict}
              onSettled={() => setConflict(undefined)}
              onRecheck={() => setTask({ kind: 'create' })}
            />
          )}
        </TimelinePanel>
        <div className="grid gap-gutter min-w-0 min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,4fr)_minmax(0,5fr)]">
          <DeskMap centre={incident.place.point} teams={teamsHere} />
          <RoomTabs
            incident={incident}
            tasks={tasks}
            allTasks={command.tasks}
            orders={orders}
            teams={rescue.teams}
            reports={reports}
            events={events}
            onAsk={setTask}
          />
        </div>
      </div>
      <RoomKeys
        incident={incident}
        gradeOff={roomActs.find(({ act }) => act === 'grade')?.enabled ?? { enabled: false, reason: t('keys.notNow') }}
        onGrade={() => setAsked('grade')}
        near={roomActs.some(({ act, enabled }) => act === 'merge' && enabled.enabled) ? near : 0}
        onCompare={() => setAsked('merge')}
      />
      {asked === undefined ? null : asked === 'grade' ? (
        <GradeForm incident={incident} onClose={close} />
      ) : asked === 'figure' ? (
        <FigureForm incident={incident} onClose={close} onConflict={setConflict} />
      ) : asked === 'commander' ? (
        <CommanderForm incident={incident} onClose={close} />
      ) : asked === 'owner' ? (
        <OwnerForm incident={incident} onClose={close} />
      ) : asked === 'relocate' ? (
        <RelocateForm incident={incident} onClose={close} />
      ) : asked === 'merge' ? (
        <MergeForm incident={incident} targets={targets} onClose={close} />
      ) : (
        <TextForm incident={incident} act={asked} onClose={close} />
      )}
      {task === undefined ? null : task.kind === 'create' ? (
        <CreateTaskForm
          incident={incident}
          groups={[...new Set(tasks.map(({ group }) => group))]}
          {...(conflict === undefined
            ? {}
            : { title: t('conflict.recheckTask', { figure: t(`command:figure.${conflict.figure}`) }) })}
          onClose={closeTask}
        />
      ) : task.kind === 'finish' ? (
        <FinishTaskForm task={task.task} onClose={closeTask} />
      ) : task.kind === 'reassign' ? (
        <ReassignTaskForm task={task.task} onClose={closeTask} />
      ) : (
        <CancelTaskForm task={task.task} onClose={closeTask} />
      )}
      {response === undefined ? null : <ResponseForm act={response} onClose={() => setResponse(undefined)} />}
    </div>
  );
}
