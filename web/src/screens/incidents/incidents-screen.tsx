import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { figureOrder } from '../../pillars/command/panels/incident-header.tsx';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ApiError, api } from '../../plumbing/http/api.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { ChipChoice } from '../../ui/chip.tsx';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Elapsed } from '../../ui/clock/countdown.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import type { Enabled } from '../../ui/keys/action.ts';
import { useKeyAction } from '../../ui/keys/keys-context.tsx';
import { LevelBadge } from '../../ui/level/level-badge.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { PanelState } from '../../ui/panel-state.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { ConsoleShell } from '../../wall/console-shell.tsx';
import { useIncidentKeys, useMapKey } from '../../wall/incident-keys.ts';
import { useSearchParam } from '../../wall/use-search-param.ts';
import {
  ClosedPageSchema,
  closedRow,
  type IncidentRow,
  matches,
  openRow,
  type SortColumn,
  type Sorting,
  sortRows,
} from './incident-rows.ts';
import { PreviewSheet } from './preview-sheet.tsx';

const shown = ['open', 'closed', 'all'] as const;
type Shown = (typeof shown)[number];
const MOST_CLOSED = 500;

export function IncidentsScreen() {
  const { t } = useTranslation('incident');
  return (
    <ConsoleShell
      screen="incidents"
      keys={[
        { keys: 'J K', label: t('keys.walk') },
        { keys: 'Enter', label: t('keys.open') },
        { keys: 'Space', label: t('keys.preview') },
        { keys: 'F7', label: t('keys.dispatch') },
      ]}
    >
      <IncidentTable />
    </ConsoleShell>
  );
}

function IncidentTable() {
  const { t } = useTranslation(['incident', 'command']);
  const { span } = useFormat();
  const county = useCounty();
  const navigate = useNavigate();
  const world = useLive((live) => live.world);
  const incidents = useWorldState((state) => state.command.incidents);
  const nowMs = useNow(30_000);
  const [which, setWhich] = useSearchParam('show');
  const [typed, setTyped] = useState('');
  const [sort, setSort] = useState<Sorting>({ column: 'grade', direction: 'ascending' });
  const [selected, setSelected] = useState<string | null>(null);
  const show: Shown = shown.find((one) => one === which) ?? 'open';
  // How many are open: one less means one more is closed, and the closed are asked for again.
  const openCount = Object.keys(incidents).length;
  const closed = useQuery({
    queryKey: ['incidents', 'closed', world, openCount],
    enabled: show !== 'open',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api(`/api/incidents?world=${world}&status=closed&limit=${MOST_CLOSED}`, { schema: ClosedPageSchema, signal }),
  });
  const rows = useMemo(() => {
    const open = show === 'closed' ? [] : Object.values(incidents).map(openRow);
    const past = show === 'open' ? [] : (closed.data?.incidents ?? []).map(closedRow);
    return sortRows(
      [...open, ...past].filter((row) => matches(row, typed)),
      sort,
    );
  }, [incidents, closed.data, show, typed, sort]);
  const [preview, setPreview] = useState<string>();
  const previewed = preview === undefined ? undefined : incidents[preview];
  useListKeys(selected === null ? undefined : incidents[selected], setPreview);
  const columns = useMemo(
    (): readonly DenseColumn<IncidentRow>[] => [
      {
        id: 'grade',
        header: t('list.grade'),
        width: 150,
        sortable: true,
        cell: (row) => (
          <LevelBadge level={row.grade} variant={row.incident === undefined ? 'outline' : 'filled'}>
            {t(`command:grade.${row.grade}`)}
          </LevelBadge>
        ),
      },
      {
        id: 'number',
        header: t('list.number'),
        width: 90,
        // Two incidents of one name are told apart by their numbers, also where rows are read aloud.
        isRowHeader: true,
        sortable: true,
        cell: (row) => shownNumber('I', row.number),
      },
      {
        id: 'title',
        header: t('list.title'),
        width: '1.2fr',
        isRowHeader: true,
        sortable: true,
        cell: (row) => <span className="font-medium truncate">{row.title}</span>,
      },
      {
        id: 'status',
        header: t('list.status'),
        width: 100,
        words: Object.values(t('command:incidentStatus', { returnObjects: true })),
        sortable: true,
        cell: (row) => t(`command:incidentStatus.${row.status}`),
      },
      {
        id: 'place',
        header: t('list.place'),
        width: '1.2fr',
        minWidth: 130,
        cell: (row) => {
          const town = county.divisionName(`${row.division.slice(0, 9)}000`);
          return row.place.includes(town) ? row.place : `${row.place} ${town}`;
        },
      },
      {
        id: 'figures',
        header: t('list.figures'),
        width: '2fr',
        minWidth: 264,
        cell: (row) => {
          const told = toldFigures(row);
          const asOf = told.map((figure) => Date.parse(figure.asOf)).sort((a, b) => b - a)[0];
          const words = told.map(({ figure, value }) => `${t(`command:figure.${figure}`)} ${value}`).join(' ');
          return (
            <span className="line-clamp-2 whitespace-normal leading-[1.3]">
              {words} {asOf === undefined ? null : t('list.asOf', { at: formatMoment(asOf, nowMs) })}
            </span>
          );
        },
      },
      {
        id: 'commander',
        header: t('list.commander'),
        width: 110,
        cell: (row) =>
          row.incident?.siteCommander === undefined
            ? '—'
            : (county.persons.get(row.incident.siteCommander.person)?.name ?? '—'),
      },
      {
        id: 'owner',
        header: t('list.owner'),
        width: 84,
        cell: (row) =>
          row.incident === undefined ? '—' : (county.persons.get(row.incident.owner)?.name ?? row.incident.owner),
      },
      {
        id: 'reported',
        header: t('list.reported'),
        width: 110,
        sortable: true,
        cell: (row) => formatMoment(row.reportedMs, nowMs),
      },
      {
        id: 'elapsed',
        header: t('list.elapsed'),
        width: 84,
        align: 'end',
        cell: (row) =>
          row.endedMs === undefined ? <Elapsed sinceMs={row.reportedMs} /> : span(row.endedMs - row.reportedMs),
      },
    ],
    [t, county, nowMs, span],
  );
  const state = ((): PanelState => {
    if (show !== 'open' && closed.error !== null)
      return {
        kind: 'error',
        what: t('list.closedFailed'),
        stillWorks: t('list.openStands'),
        code: closed.error instanceof ApiError ? closed.error.code : closed.error.name,
        onRetry: () => void closed.refetch(),
      };
    if (show !== 'open' && closed.isPending) return { kind: 'loading' };
    return { kind: 'ready' };
  })();
  return (
    <div className="h-full p-gutter">
      <Panel
        title={t('list.heading')}
        meta={t('list.count', { count: rows.length })}
        state={state}
        className="h-full"
        actions={
          <ChipChoice
            label={t('list.show')}
            choices={shown.map((id) => ({ id, label: t(`list.which.${id}`) }))}
            value={show}
            onChange={(id) => setWhich(id === 'open' ? undefined : id)}
          />
        }
      >
        <div className="flex flex-col h-full min-h-0">
          <div className="px-pad py-2 max-w-[28rem]">
            <TextField
              label={t('list.search')}
              value={typed}
              onChange={setTyped}
              type="search"
              placeholder={t('list.searchHow')}
              autoComplete="off"
            />
          </div>
          <div className="flex-1 min-h-0">
            <DenseTable
              label={t('list.heading')}
              columns={columns}
              rows={rows}
              rowHeight="task"
              textOf={(row) => `${shownNumber('I', row.number)} ${row.title}`}
              selectedId={selected}
              onSelect={setSelected}
              onAct={(id) => void navigate({ to: inWorld(paths.incident(id), world) })}
              sort={sort}
              onSort={({ column, direction }) => {
                const known = sortColumns.find((one) => one === column);
                if (known !== undefined) setSort({ column: known, direction });
              }}
              empty={typed === '' ? t(`list.empty.${show}`) : t('list.noMatch')}
            />
          </div>
        </div>
      </Panel>
      {previewed === undefined ? null : (
        <PreviewSheet
          incident={previewed}
          onClose={() => setPreview(undefined)}
          onOpen={() => void navigate({ to: inWorld(paths.incident(previewed.id), world) })}
        />
      )}
    </div>
  );
}

/** What keys do with the row one stands on; a closed incident is only opened (Enter). */
function useListKeys(incident: Incident | undefined, onPreview: (id: string) => void): void {
  const { t } = useTranslation('incident');
  useIncidentKeys(incident, 'incident');
  useMapKey(incident, 'incident');
  const chosen: Enabled =
    incident === undefined ? { enabled: false, reason: t('keys.chooseFirst') } : { enabled: true };
  useKeyAction({
    id: 'incidents.preview',
    key: 'Space',
    scope: 'list',
    labelKey: 'incident:keys.preview',
    enabledWhen: () => chosen,
    run: () => onPreview(incident?.id ?? ''),
  });
}

/** The gravest figures above zero; four are all a cell holds. */
function toldFigures(row: IncidentRow) {
  return figureOrder
    .flatMap((figure) => {
      const told = row.incident?.figures[figure];
      return told !== undefined && told.value > 0 ? [{ figure, value: told.value, asOf: told.asOf }] : [];
    })
    .slice(0, 4);
}

const sortColumns: readonly SortColumn[] = ['grade', 'number', 'title', 'status', 'reported'];
