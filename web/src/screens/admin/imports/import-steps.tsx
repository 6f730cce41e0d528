import type { ImportState } from '@sitong/shared/kernel/master/import-told.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../ui/panel.tsx';
import type { PanelState } from '../../../ui/panel-state.tsx';
import { type DenseColumn, DenseTable } from '../../../ui/table/dense-table.tsx';
import { IMPORT_KINDS, type ImportKind } from './import-data.ts';

interface Step {
  id: ImportKind;
  n: number;
  count: number;
}

/** How much of each kind the county has, in the order of building it up; choosing a row chooses what is imported. */
export function ImportSteps(props: {
  held: ImportState | undefined;
  state: PanelState;
  kind: ImportKind;
  onChoose: (kind: ImportKind) => void;
}) {
  const { held, kind, onChoose } = props;
  const { t } = useTranslation('admin');
  const rows = useMemo(
    (): readonly Step[] => IMPORT_KINDS.map((id, i) => ({ id, n: i + 1, count: held?.counts[id] ?? 0 })),
    [held],
  );
  const columns = useMemo(
    (): readonly DenseColumn<Step>[] => [
      { id: 'n', header: t('imports.step'), width: 60, align: 'end', cell: ({ n }) => n },
      {
        id: 'kind',
        header: t('imports.kind'),
        width: '1fr',
        isRowHeader: true,
        cell: ({ id }) => t(`imports.kindWord.${id}`),
      },
      {
        id: 'count',
        header: t('imports.have'),
        width: 100,
        align: 'end',
        cell: ({ count }) => (count === 0 ? <span className="text-ink-3">{t('imports.missing')}</span> : count),
      },
    ],
    [t],
  );
  const left = rows.filter(({ count }) => count === 0).length;
  return (
    <Panel
      className="h-full"
      title={t('imports.steps')}
      meta={held === undefined ? null : left === 0 ? t('imports.stepsDone') : t('imports.stepsLeft', { count: left })}
      state={props.state}
    >
      <DenseTable
        label={t('imports.steps')}
        columns={columns}
        rows={rows}
        rowHeight="figures"
        lines="two"
        selectedId={kind}
        onSelect={(id) => {
          const chosen = IMPORT_KINDS.find((one) => one === id);
          if (chosen !== undefined) onChoose(chosen);
        }}
        textOf={({ id }) => t(`imports.kindWord.${id}`)}
      />
    </Panel>
  );
}
