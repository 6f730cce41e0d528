import { toMs } from '@sitong/shared/kernel/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../plumbing/live/live-store.ts';
import { formatMoment } from '../../ui/format/time.ts';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { oneLine } from '../../ui/table/two-lines.ts';
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
        minWidth: 130,
        isRowHeader: true,
        // In two lines where one is too short: which day it was is at the name's end.
        cell: (row) => (
          <span className="line-clamp-2 whitespace-normal leading-tight font-medium" title={row.title}>
            {row.title}
          </span>
        ),
      },
      {
        id: 'status',
        header: t('column.status'),
        width: 96,
        // Each in one line: two of them stand above each other.
        words: [...Object.values(t('status', { returnObjects: true })), t('current')].map(oneLine),
        cell: (row) => (
          <span className="grid leading-tight">
            {t(`status.${row.status}`)}
            {row.world === here ? <span className="text-mini text-drill">{t('current')}</span> : null}
          </span>
        ),
      },
      { id: 'clock', header: t('column.clock'), width: 88, cell: (row) => <DrillClock drill={row} /> },
      {
        id: 'speed',
        header: t('column.speed'),
        width: 64,
        align: 'end',
        words: [t('paused')],
        cell: (row) => (row.clock.running === 'paused' ? t('paused') : t('form.times', { speed: row.clock.speed })),
      },
      {
        id: 'officers',
        header: t('column.officers'),
        width: 84,
        words: Object.values(t('officers', { returnObjects: true })),
        cell: (row) => t(`officers.${row.officers ?? 'unknown'}`),
      },
      {
        id: 'player',
        header: t('column.player'),
        width: 92,
        words: Object.values(t('player', { returnObjects: true })),
        cell: (row) => (
          <span className={`whitespace-normal leading-tight ${row.player === 'failed' ? 'text-fault' : ''}`}>
            {t(`player.${row.player}`)}
          </span>
        ),
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
      lines="two"
      textOf={(row) => row.title}
      selectedId={selected}
      onSelect={onSelect}
      empty={t('empty')}
    />
  );
}
