import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { CommandEventSchemas } from '@sitong/shared/pillars/command/events.ts';
import type { CommandState, Incident, Task } from '@sitong/shared/pillars/command/state.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import type { Order, RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import { useMemo, useState } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { sourceWord } from '../../pillars/command/panels/incident-header.tsx';
import { type TaskAsk, TaskTable } from '../../pillars/command/panels/task-table.tsx';
import { OrderList } from '../../pillars/rescue/panels/order-list.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { Media } from './media.tsx';

const tabs = ['tasks', 'teams', 'figures', 'media', 'reports'] as const;
type TabId = (typeof tabs)[number];

export function RoomTabs(props: {
  incident: Incident;
  tasks: readonly Task[];
  allTasks: CommandState['tasks'];
  orders: readonly Order[];
  teams: RescueState['teams'];
  reports: readonly Report[];
  events: readonly Envelope[];
  onAsk: (ask: TaskAsk) => void;
}) {
  const { incident, tasks, allTasks, orders, teams, reports, events, onAsk } = props;
  const { t } = useTranslation('incident');
  const county = useCounty();
  const world = useLive((live) => live.world);
  const [tab, setTab] = useSearchParam('tab');
  const [order, setOrder] = useState<string | null>(null);
  const figures = useMemo(() => figureHistory(events), [events]);
  const photos = useMemo(() => photosOf(events), [events]);
  const value = tabs.find((id) => id === tab) ?? 'tasks';
  const dispatch = inWorld(paths.dispatch, world);
  return (
    <section data-pane aria-label={t('tabs.label')} className="bg-bg-1 min-h-0 flex flex-col">
      <Tabs<TabId>
        label={t('tabs.label')}
        value={value}
        onChange={(id) => setTab(id === 'tasks' ? undefined : id)}
        className="h-full"
        items={[
          {
            id: 'tasks',
            label: t('tabs.tasks'),
            count: tasks.length,
            content: <TaskTable tasks={tasks} all={allTasks} onAsk={onAsk} />,
          },
          {
            id: 'teams',
            label: t('tabs.teams'),
            count: orders.length,
            content: (
              <div className="flex flex-col h-full min-h-0">
                <div className="flex-1 min-h-0">
                  <OrderList orders={orders} teams={teams} county={county} selectedId={order} onSelect={setOrder} />
                </div>
                <p className="m-0 px-pad py-2 border-t border-hairline">
                  <Link
                    className="underline"
                    href={`${dispatch}${dispatch.includes('?') ? '&' : '?'}incident=${incident.id}${order === null ? '' : `&order=${order}`}`}
                  >
                    {t('tabs.toDispatch')}
                  </Link>
                </p>
              </div>
            ),
          },
          { id: 'figures', label: t('tabs.figures'), count: figures.length, content: <FigureHistory rows={figures} /> },
          {
            id: 'media',
            label: t('tabs.media'),
            count: photos.length,
            content: <Media incident={incident} photos={photos} />,
          },
          { id: 'reports', label: t('tabs.reports'), count: reports.length, content: <Reports reports={reports} /> },
        ]}
      />
    </section>
  );
}

type FigureTold = ReturnType<typeof figureHistory>[number];

/** Every figure ever told for the incident, newest first; nothing is overwritten here. */
export function figureHistory(events: readonly Envelope[]) {
  return events.flatMap((event) => {
    if (event.type !== 'FigureRecorded') return [];
    const body = CommandEventSchemas.FigureRecorded.safeParse(event.body);
    return body.success ? [{ id: String(event.seq), by: event.actor.person, at: event.at, ...body.data }] : [];
  });
}

function FigureHistory({ rows }: { rows: readonly FigureTold[] }) {
  const { t } = useTranslation(['incident', 'command']);
  const county = useCounty();
  const nowMs = useNow(60_000);
  const columns = useMemo(
    (): readonly DenseColumn<FigureTold>[] => [
      {
        id: 'figure',
        header: t('figures.figure'),
        isRowHeader: true,
        width: '1fr',
        cell: (row) => t(`command:figure.${row.figure}`),
      },
      {
        id: 'value',
        header: t('figures.value'),
        width: 90,
        align: 'end',
        cell: (row) => <span className="font-medium">{row.value}</span>,
      },
      { id: 'asOf', header: t('figures.asOf'), width: 120, cell: (row) => formatMoment(Date.parse(row.asOf), nowMs) },
      { id: 'source', header: t('figures.source'), width: '1.2fr', cell: (row) => sourceWord(row.source, t) },
      { id: 'by', header: t('figures.by'), width: '1fr', cell: (row) => county.persons.get(row.by)?.name ?? row.by },
      { id: 'reason', header: t('figures.reason'), width: '1.2fr', cell: (row) => row.reason ?? '' },
    ],
    [t, county, nowMs],
  );
  return (
    <DenseTable
      label={t('tabs.figures')}
      columns={columns}
      rows={rows}
      rowHeight="figures"
      lines="two"
      textOf={(row) => `${t(`command:figure.${row.figure}`)} ${row.value}`}
      empty={t('figures.empty')}
    />
  );
}

/** Pictures of the report and of notes, newest first, each once. */
export function photosOf(events: readonly Envelope[]): { id: string; by: string; at: string }[] {
  const found = new Map<string, { id: string; by: string; at: string }>();
  for (const event of events) {
    const schema =
      event.type === 'IncidentReported'
        ? CommandEventSchemas.IncidentReported
        : event.type === 'IncidentNoteAdded'
          ? CommandEventSchemas.IncidentNoteAdded
          : event.type === 'TaskDone'
            ? CommandEventSchemas.TaskDone
            : undefined;
    const body = schema?.safeParse(event.body);
    if (body?.success !== true) continue;
    for (const id of body.data.photos) found.set(id, { id, by: event.actor.person, at: event.at });
  }
  return [...found.values()];
}

function Reports({ reports }: { reports: readonly Report[] }) {
  const { t } = useTranslation(['incident', 'release']);
  const world = useLive((live) => live.world);
  const county = useCounty();
  const nowMs = useNow(60_000);
  const columns = useMemo(
    (): readonly DenseColumn<Report>[] => [
      {
        id: 'title',
        header: t('reports.report'),
        isRowHeader: true,
        width: '2fr',
        cell: (row) => `${t(`reports.kind.${row.kind}`)} ${row.fields.title}`,
      },
      { id: 'status', header: t('reports.status'), width: '1fr', cell: (row) => t(`reports.state.${row.status}`) },
      {
        id: 'due',
        header: t('reports.due'),
        width: 130,
        cell: (row) => formatMoment(Date.parse(row.writtenDueAt), nowMs),
      },
      {
        id: 'by',
        header: t('reports.by'),
        width: '1fr',
        cell: (row) =>
          row.draftedBy === 'system' ? t('reports.system') : (county.persons.get(row.draftedBy)?.name ?? row.draftedBy),
      },
    ],
    [t, county, nowMs],
  );
  return (
    <div className="flex flex-col h-full min-h-0">
      <div className="flex-1 min-h-0">
        <DenseTable
          label={t('tabs.reports')}
          columns={columns}
          rows={reports}
          rowHeight="task"
          textOf={(row) => `${shownNumber('R', row.number)} ${row.fields.title}`}
          empty={t('reports.empty')}
        />
      </div>
      <p className="m-0 px-pad py-2 border-t border-hairline">
        <Link className="underline" href={inWorld(paths.reports, world)}>
          {t('reports.open')}
        </Link>
      </p>
    </div>
  );
}
