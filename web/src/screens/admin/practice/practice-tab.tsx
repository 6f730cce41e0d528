import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { PRACTICE_LIST, type PracticeField, type PracticeValues, valuesOf } from '@sitong/shared/kernel/practice.ts';
import { changeAt, PRACTICE_KEY } from '@sitong/shared/kernel/practice-schedule.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { api } from '../../../plumbing/http/api.ts';
import { useLive, useWorldState } from '../../../plumbing/live/live-store.ts';
import { usePractice } from '../../../plumbing/live/use-practice.ts';
import { ChipChoice } from '../../../ui/chip.tsx';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { formatDayMinute } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { SplitPanes } from '../../../ui/split-panes.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { stateOf } from '../../drills/query-state.ts';
import { ChangePane } from './change-pane.tsx';
import { PracticeHistorySchema, standingOf, waitingOf } from './practice-data.ts';
import { useValueWords } from './value-words.ts';
import { VersionList } from './version-list.tsx';

type Row = PracticeField & { id: string };

const GROUPS = [
  'order',
  'team',
  'road',
  'call',
  'report',
  'warning',
  'countersignMin',
  'response',
  'alarm',
  'sensor',
  'nearDuplicate',
  'capValidH',
] as const;
const SHOWS = ['all', 'changedOnly'] as const;
type Show = (typeof SHOWS)[number];

const ROWS: readonly Row[] = PRACTICE_LIST.map((field) => ({ ...field, id: field.path }));
const groupOf = (path: string) => GROUPS.find((group) => group === path.split('.')[0]) ?? 'order';

/** 本地规定: every value with unit, shipped default, what is in force, who set it, and what waits; changed with a reason. */
export function PracticeTab() {
  const { t } = useTranslation(['practice', 'admin']);
  const words = useValueWords();
  const county = useCounty();
  const world = useLive((live) => live.world);
  const book = useWorldState((state) => state.command.practice[PRACTICE_KEY]);
  const practice = usePractice();
  const clock = useClock();
  const version = book?.version ?? 0;
  const inForce = book === undefined ? 0 : (changeAt(book, clock.now())?.version ?? 1);
  const values = useMemo(() => valuesOf(practice), [practice]);
  const [show, setShow] = useState<Show>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const [draft, setDraft] = useState<PracticeValues>({});
  // Asked anew when a version was made or taken back, here or elsewhere, or another one took effect.
  const asked = useQuery({
    queryKey: ['practice', world, version, book?.changes.length, inForce],
    queryFn: ({ signal }) => api(`/api/practice?limit=200&world=${world}`, { schema: PracticeHistorySchema, signal }),
    placeholderData: (before) => before,
  });
  const history = asked.data?.history;
  const standing = useMemo(() => standingOf(history ?? []), [history]);
  const waiting = useMemo(() => waitingOf(history ?? []), [history]);
  const rows = ROWS.filter(({ path, leaf }) => {
    if (show === 'all') return true;
    return values[path] !== leaf.shipped || path in draft || waiting.has(path);
  });
  const columns = useMemo(
    (): readonly DenseColumn<Row>[] => [
      {
        id: 'group',
        header: t('column.group'),
        width: 104,
        words: Object.values(t('group', { returnObjects: true })),
        cell: ({ path }) => <span className="text-ink-3">{t(`group.${groupOf(path)}`)}</span>,
      },
      {
        id: 'name',
        header: t('column.name'),
        width: '2.4fr',
        minWidth: 210,
        isRowHeader: true,
        cell: ({ path }) => words.name(path),
      },
      {
        id: 'now',
        header: t('column.now'),
        width: 120,
        align: 'end',
        cell: ({ path, leaf }) => (
          <span className={values[path] === leaf.shipped ? '' : 'font-medium'}>{words.value(path, values[path])}</span>
        ),
      },
      {
        id: 'shipped',
        header: t('column.shipped'),
        width: 110,
        align: 'end',
        cell: ({ path, leaf }) => <span className="text-ink-3">{words.value(path, leaf.shipped)}</span>,
      },
      {
        id: 'since',
        header: t('column.since'),
        width: 120,
        cell: ({ path }) => {
          const row = standing.get(path);
          if (row === undefined || row.origin !== 'changed') return <span className="text-ink-3">—</span>;
          return formatDayMinute(toMs(row.effectiveFrom));
        },
      },
      {
        id: 'by',
        header: t('column.by'),
        width: 120,
        cell: ({ path }) => {
          const row = standing.get(path);
          if (row === undefined || row.origin !== 'changed')
            return <span className="text-ink-3">{t('atShipped')}</span>;
          return county.persons.get(row.madeBy)?.name ?? row.madeBy;
        },
      },
      {
        id: 'next',
        header: t('column.next'),
        width: '1.4fr',
        minWidth: 120,
        cell: ({ path }) => {
          const next = waiting.get(path);
          return next === undefined ? '' : `${words.value(path, next.value)} · ${formatDayMinute(next.fromMs)}`;
        },
      },
    ],
    [t, words, values, standing, waiting, county],
  );
  const count = history?.filter(({ state }) => state === 'waiting').length ?? 0;
  return (
    <SplitPanes
      panes={[
        {
          id: 'values',
          content: (
            <Panel
              className="h-full"
              title={t('title')}
              meta={
                <>
                  <span>{inForce <= 1 ? t('shippedOnly') : t('inForce', { version: inForce })}</span>
                  {count === 0 ? null : <span>{t('waiting', { count })}</span>}
                  {world === LIVE ? null : <span className="text-drill">{t('world')}</span>}
                </>
              }
              actions={
                <ChipChoice
                  label={t('filter')}
                  choices={SHOWS.map((id) => ({ id, label: t(id) }))}
                  value={show}
                  onChange={setShow}
                />
              }
              state={stateOf(asked, { what: t('admin:failed') })}
            >
              <DenseTable
                label={t('title')}
                columns={columns}
                rows={rows}
                rowHeight="figures"
                lines="two"
                textOf={({ path }) => words.name(path)}
                selectedId={chosen}
                onSelect={setChosen}
                toneOf={({ path }) => (path in draft ? 'changed' : 'none')}
                empty={t('empty')}
              />
            </Panel>
          ),
        },
        {
          id: 'change',
          size: 400,
          minSize: 320,
          content: <ChangePane chosen={chosen} values={values} draft={draft} version={version} onDraft={setDraft} />,
        },
        {
          id: 'history',
          size: 360,
          minSize: 280,
          content: (
            <Panel className="h-full" title={t('history.title')}>
              <VersionList history={history ?? []} />
            </Panel>
          ),
        },
      ]}
    />
  );
}
