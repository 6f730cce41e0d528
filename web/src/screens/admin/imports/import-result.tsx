import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import type { ImportTold } from './import-data.ts';

type Told = { kind: 'none' | 'sending' } | { kind: 'told'; told: ImportTold } | { kind: 'failed'; message: string };
type Fault = ImportTold['refused'][number] & { id: string };

/** What the import would do, or did: counts, and each row that was not taken with its place and reason. */
export function ImportResult({ told }: { told: Told }) {
  const { t } = useTranslation('admin');
  const columns = useMemo(
    (): readonly DenseColumn<Fault>[] => [
      { id: 'row', header: t('imports.row'), width: 90, align: 'end', cell: (fault) => fault.row },
      { id: 'path', header: t('imports.path'), width: 200, cell: (fault) => fault.path },
      { id: 'message', header: t('imports.message'), width: '1fr', isRowHeader: true, cell: (fault) => fault.message },
    ],
    [t],
  );
  if (told.kind === 'failed')
    return (
      <Panel className="h-full" title={t('imports.result')} padded>
        <p className="m-0 text-fault font-medium">{t('imports.failed')}</p>
        <p className="m-0">{told.message}</p>
      </Panel>
    );
  if (told.kind !== 'told')
    return (
      <Panel className="h-full" title={t('imports.result')} padded>
        <p className="m-0 text-ink-2">{t('imports.yet')}</p>
      </Panel>
    );
  const { dryRun, refused, refusedRows } = told.told;
  const rows = refused.map((fault, i) => ({ ...fault, id: String(i) }));
  const counts = ['read', 'added', 'changed', 'unchanged', 'refusedRows'] as const;
  return (
    <Panel
      className="h-full"
      title={t(dryRun ? 'imports.result' : 'imports.resultReal')}
      meta={t('imports.refusedCount', { count: refusedRows, shown: rows.length })}
    >
      <div className="flex flex-col h-full min-h-0">
        <dl className="m-0 p-pad flex flex-wrap gap-8 border-b border-hairline">
          {counts.map((name) => (
            <div key={name}>
              <dt className="text-meta text-ink-3">{t(`imports.${name}`)}</dt>
              <dd className="m-0 text-figure font-medium">{told.told[name]}</dd>
            </div>
          ))}
        </dl>
        <div className="flex-1 min-h-0">
          <DenseTable
            label={t('imports.refusedHeading')}
            columns={columns}
            rows={rows}
            rowHeight="figures"
            textOf={(fault) => `${fault.row} ${fault.message}`}
            empty={t('imports.allTaken')}
          />
        </div>
      </div>
    </Panel>
  );
}
