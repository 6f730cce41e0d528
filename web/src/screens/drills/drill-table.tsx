import { toMs } from '@sitong/shared/kernel/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../plumbing/live/live-store.ts';
import { formatMoment } from '../../ui/format/time.ts';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { DrillClock } from './drill-clock.tsx';
import type { Drill } from './drill-data.ts';

interface DrillTableProps {
  drills: readonly Drill[];
  selected: string | null;
  onSelect: (world: string) => void;
}

export function DrillTable({ drills, selected, onSelect }: DrillTableProps) {
  const { t } = useTranslation('drill');
  const here = useLive((live) => live.world);
  const columns = useMemo(
    (): readonly DenseColumn<Drill>[] => [
      {
        id: 'title',
        header: t('column.title'),
        width: '2fr',
        minWidth: 232,
        isRowHeader: true,
        cell: (row) => (
          // Under the name, not beside it: which day it was is at the name's end.
          <span className="grid min-w-0 leading-tight">
            <span className="truncate font-medium" title={row.title}>
              {row.title}
            </span>
            {row.world === here ? <span className="text-mini text-drill">{t('current')}</span> : null}
          </span>
        ),
      },
      { id: 'status', header: t('column.status'), width: 96, cell: (row) => t(`status.${row.status}`) },
      { id: 'clock', header: t('column.clock'), width: 88, cell: (row) => <DrillClock drill={row} /> },
      {
        id: 'speed',
        header: t('column.speed'),
        width: 64,
        align: 'end',
        cell: (row) => (row.clock.running === 'paused' ? t('paused') : t('form.times', { speed: row.clock.speed })),
      },
      {
        id: 'officers',
        header: t('column.officers'),
        width: 84,
        cell: (row) => t(`officers.${row.officers ?? 'unknown'}`),
      },
      {
        id: 'player',
        header: t('column.player'),
        width: 92,
        cell: (row) => <span className={row.player === 'failed' ? 'text-fault' : ''}>{t(`player.${row.player}`)}</span>,
      },
      { id: 'events', header: t('column.events'), width: 60, align: 'end', cell: (row) => row.events },
      {
        id: 'started',
        header: t('column.started'),
        width: 104,
        // Server time: when the drill was begun, not what its clock showed.
        cell: (row) => formatMoment(toMs(row.startedAt), Date.now()),
      },
    ],
    [t, here],
  );
  return (
    <DenseTable
      label={t('heading')}
      columns={columns}
      rows={drills}
      rowHeight="task"
      textOf={(row) => row.title}
      selectedId={selected}
      onSelect={onSelect}
      empty={t('empty')}
    />
  );
}
