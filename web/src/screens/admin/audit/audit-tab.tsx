import { toMs } from '@sitong/shared/kernel/time.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../../plumbing/county/county-store.ts';
import { saveFile } from '../../../plumbing/http/save-file.ts';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { formatMoment } from '../../../ui/format/time.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { stateOf } from '../../drills/query-state.ts';
import { useAdminAct } from '../use-admin-act.ts';
import { type AuditQuery, type Entry, exportAudit, readPage, WHOLE } from './audit-data.ts';
import { AuditFilter } from './audit-filter.tsx';
import { factWords } from './fact-words.ts';

const CHANGES = ['audit'];

/** What people did to the system itself, newest first: by person, kind and day, page by page, and as CSV. */
export function AuditTab() {
  const { t } = useTranslation(['account', 'admin']);
  const { t: tell } = useTranslation('account');
  const county = useCounty();
  const act = useAdminAct(CHANGES);
  const [query, setQuery] = useState<AuditQuery>(WHOLE);
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: [...CHANGES, query],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => readPage(query, pageParam, signal),
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(
    (): Entry[] =>
      (pages.data?.pages ?? []).flatMap(({ entries }) => entries.map((entry) => ({ ...entry, id: String(entry.seq) }))),
    [pages.data],
  );
  const columns = useMemo((): readonly DenseColumn<Entry>[] => {
    const nameOf = (id: string): string => county.persons.get(id)?.name ?? id;
    const by = (entry: Entry): string =>
      entry.person === 'system'
        ? t('account:audit.system')
        : entry.person === 'api-token'
          ? t('account:audit.api')
          : (entry.name ?? entry.person);
    return [
      {
        id: 'at',
        header: t('account:audit.at'),
        width: 160,
        isRowHeader: true,
        cell: (row) => formatMoment(toMs(row.at), Date.now()),
      },
      { id: 'by', header: t('account:audit.by'), width: 140, cell: by },
      {
        id: 'kind',
        header: t('account:audit.kind'),
        width: 130,
        cell: (row) => t(`account:audit.kinds.${row.fact.type}`),
      },
      {
        id: 'what',
        header: t('account:audit.what'),
        width: '3fr',
        cell: (row) => factWords(row.fact, tell, nameOf),
      },
    ];
  }, [t, tell, county]);
  const download = async (): Promise<void> => {
    const file = await act(exportAudit(query), t('account:audit.exported'));
    if (file !== undefined) saveFile(file, 'audit.csv');
  };
  return (
    <Panel
      className="h-full"
      title={t('admin:tab.audit')}
      meta={t('account:audit.count', { count: rows.length })}
      state={stateOf(pages, { what: t('admin:failed') })}
      actions={
        <ActionButton
          action={{
            id: 'audit.export',
            key: 'Alt+E',
            labelKey: 'account:audit.export',
            enabledWhen: () => ({ enabled: true }),
            run: () => void download(),
          }}
        />
      }
      footer={
        pages.hasNextPage ? (
          <Button onPress={() => void pages.fetchNextPage()} pending={pages.isFetchingNextPage}>
            {t('account:audit.older')}
          </Button>
        ) : (
          <span className="text-meta text-ink-3">{t('account:audit.end')}</span>
        )
      }
    >
      <div className="grid h-full grid-rows-[auto_minmax(0,1fr)]">
        <AuditFilter onSearch={setQuery} />
        <DenseTable
          label={t('admin:tab.audit')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => `${row.person} ${row.fact.type}`}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t('account:audit.empty')}
        />
      </div>
    </Panel>
  );
}
