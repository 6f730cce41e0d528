import type { ImportTold } from '@sitong/shared/kernel/master/import-told.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { useRefusedWords } from './refused-words.ts';

export type Told =
  | { kind: 'none' }
  | { kind: 'sending' }
  | { kind: 'told'; told: ImportTold }
  | { kind: 'failed'; why: string; detail: string };

type What = 'added' | 'changed' | 'unchanged' | 'refused';
interface Line {
  id: string;
  row: number;
  what: What;
  name: string;
  text: string;
}

const SHOW = ['all', 'refused', 'changed', 'added', 'unchanged'] as const;
type Show = (typeof SHOW)[number];

/** What the import would do, or did: counts, and each row with what becomes of it and why. */
export function ImportResult({ told, onDownload }: { told: Told; onDownload: () => void }) {
  const { t } = useTranslation('admin');
  if (told.kind === 'failed')
    return (
      <Panel className="h-full" title={t('imports.result')} padded>
        <p className="m-0 text-fault font-medium">{t('imports.failed')}</p>
        <p className="m-0">{told.why}</p>
        <p className="m-0 text-meta text-ink-3">{told.detail}</p>
      </Panel>
    );
  if (told.kind !== 'told')
    return (
      <Panel className="h-full" title={t('imports.result')} padded>
        <p className="m-0 text-ink-2">{t('imports.yet')}</p>
      </Panel>
    );
  return <Lines told={told.told} onDownload={onDownload} />;
}

function Lines({ told, onDownload }: { told: ImportTold; onDownload: () => void }) {
  const { t } = useTranslation('admin');
  const [show, setShow] = useState<Show>(told.refusedRows > 0 ? 'refused' : 'all');
  const reason = useRefusedWords();
  const lines = useMemo((): readonly Line[] => {
    const refused = told.refused.map(
      (fault, i): Line => ({ id: `r${i}`, row: fault.row, what: 'refused', name: fault.path, text: reason(fault) }),
    );
    const taken = told.rows.map(
      ({ row, id, what, fields }, i): Line => ({
        id: `t${i}`,
        row,
        what,
        name: id,
        text: what === 'changed' ? t('imports.fieldsChanged', { fields: fields.join('、') }) : '',
      }),
    );
    return [...refused, ...taken].sort((a, b) => a.row - b.row);
  }, [told, reason, t]);
  const columns = useMemo(
    (): readonly DenseColumn<Line>[] => [
      { id: 'row', header: t('imports.row'), width: 72, align: 'end', cell: ({ row }) => row },
      {
        id: 'what',
        header: t('imports.what'),
        width: 84,
        cell: ({ what }) => (
          <span className={what === 'refused' ? 'text-fault font-medium' : what === 'unchanged' ? 'text-ink-3' : ''}>
            {t(`imports.whatWord.${what}`)}
          </span>
        ),
      },
      { id: 'name', header: t('imports.idOrColumn'), width: 220, isRowHeader: true, cell: ({ name }) => name },
      {
        id: 'text',
        header: t('imports.message'),
        width: '1fr',
        cell: ({ text }) => <span title={text}>{text}</span>,
      },
    ],
    [t],
  );
  const shown = lines.filter(({ what }) => show === 'all' || what === show);
  const counts = ['read', 'added', 'changed', 'unchanged', 'refusedRows'] as const;
  const whole = told.added + told.changed + told.unchanged + told.refusedRows;
  return (
    <Panel
      className="h-full"
      title={t(told.dryRun ? 'imports.result' : 'imports.resultReal')}
      meta={t('imports.rowsShown', { shown: shown.length, count: whole })}
      actions={
        <Button disabledReason={told.refusedRows === 0 ? t('imports.downloadNone') : undefined} onPress={onDownload}>
          {t('imports.download')}
        </Button>
      }
    >
      <div className="flex flex-col h-full min-h-0">
        <dl className="m-0 p-pad flex flex-wrap gap-8 border-b border-hairline">
          {counts.map((name) => (
            <div key={name}>
              <dt className="text-meta text-ink-3">{t(`imports.${name}`)}</dt>
              <dd
                className={`m-0 text-figure font-medium ${name === 'refusedRows' && told.refusedRows > 0 ? 'text-fault' : ''}`}
              >
                {told[name]}
              </dd>
            </div>
          ))}
        </dl>
        <div className="px-pad py-2 border-b border-hairline">
          <ChipChoice
            label={t('imports.show')}
            choices={SHOW.map((id) => ({
              id,
              label: id === 'all' ? t('imports.showAll') : t(`imports.whatWord.${id}`),
            }))}
            value={show}
            onChange={setShow}
          />
        </div>
        <div className="flex-1 min-h-0">
          <DenseTable
            label={t('imports.rowsHeading')}
            columns={columns}
            rows={shown}
            rowHeight="figures"
            textOf={({ row, name, text }) => `${row} ${name} ${text}`}
            empty={show === 'refused' ? t('imports.allTaken') : t('imports.nothingHere')}
          />
        </div>
      </div>
    </Panel>
  );
}
