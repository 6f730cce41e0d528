import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { TextField } from '../../ui/form/text-field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { useSearchParam } from '../../wall/use-search-param.ts';
import { type Findable, found } from './ledger-search.ts';

interface LedgerProps<R extends Findable> {
  title: string;
  rows: readonly R[];
  columns: readonly DenseColumn<R>[];
  detail: (row: R) => ReactNode;
  /** Beside the search: a choice that narrows the list. */
  filter?: ReactNode;
  /** Stands above the details of what is chosen: its place on a map. */
  map?: (row: R | undefined) => ReactNode;
  toneOf?: (row: R) => 'none' | 'trouble' | 'changed';
  /** How many lines a text may take in its row; left out: two. */
  lines?: 'two' | 'three';
}

/** A long list of things the county has: find, choose, see whole. The choice stands in the address. */
export function Ledger<R extends Findable>(props: LedgerProps<R>) {
  const { title, rows, columns, detail, filter, map, toneOf, lines = 'two' } = props;
  const { t } = useTranslation('admin');
  const county = useCounty();
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useSearchParam('id');
  const shown = useMemo(() => found(rows, typed, county), [rows, typed, county]);
  const row = rows.find(({ id }) => id === chosen) ?? shown[0];
  return (
    <SplitPanes
      panes={[
        {
          id: 'list',
          content: (
            <Panel
              className="h-full"
              title={title}
              meta={t('ledger.count', { count: rows.length, shown: shown.length })}
              actions={<span>{t('ledger.demo')}</span>}
            >
              <div className="flex flex-col h-full min-h-0">
                <div className="flex flex-wrap items-end gap-4 px-pad py-2">
                  <div className="w-80">
                    <TextField
                      label={t('ledger.search')}
                      type="search"
                      value={typed}
                      onChange={setTyped}
                      placeholder={t('ledger.searchHow')}
                      autoComplete="off"
                    />
                  </div>
                  {filter}
                </div>
                <div className="flex-1 min-h-0">
                  <DenseTable
                    label={title}
                    columns={columns}
                    rows={shown}
                    rowHeight={lines === 'two' ? 'figures' : 'alarm'}
                    lines={lines}
                    textOf={(one) => one.name}
                    selectedId={row?.id ?? null}
                    onSelect={choose}
                    {...(toneOf === undefined ? {} : { toneOf })}
                    empty={t('ledger.none')}
                  />
                </div>
              </div>
            </Panel>
          ),
        },
        {
          id: 'detail',
          size: map === undefined ? 440 : '31%',
          minSize: 340,
          content: (
            <div className="flex flex-col gap-gutter h-full min-h-0">
              {map === undefined ? null : <div className="flex-[1.3] min-h-0">{map(row)}</div>}
              <Panel className="flex-1" title={row?.name ?? title}>
                <div className="h-full overflow-auto p-pad">
                  {row === undefined ? <p className="m-0 text-ink-2">{t('ledger.choose')}</p> : detail(row)}
                </div>
              </Panel>
            </div>
          ),
        },
      ]}
    />
  );
}
