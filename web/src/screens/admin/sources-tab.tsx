import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { Age } from '../../ui/clock/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { stateOf } from '../drills/query-state.ts';
import { useDoorName } from './use-door-name.ts';

const SourceSchema = z.object({
  source: z.string(),
  standing: z.enum(['live', 'late', 'lost', 'quiet', 'never']).catch('quiet'),
  lastSeen: z.string().nullable(),
  cadenceS: z.number().nullable(),
  perMinute: z.number(),
  accepted: z.number(),
  refused: z.number(),
});
const SourcesSchema = z.object({ sources: z.array(SourceSchema) });
type Source = z.infer<typeof SourceSchema> & { id: string };

/** A door that speaks when there is something is never late. */
const NO_CADENCE_MS = 365 * 24 * 3_600_000;

/** Each door: when it was last heard, how much it takes and refuses. */
export function SourcesTab() {
  const { t } = useTranslation('admin');
  const doorName = useDoorName();
  const world = useLive((live) => live.world);
  const sources = useQuery({
    queryKey: ['sources', world],
    queryFn: ({ signal }) => api(`/api/sources?world=${world}`, { schema: SourcesSchema, signal }),
  });
  const rows = useMemo(
    (): Source[] => (sources.data?.sources ?? []).map((one) => ({ ...one, id: one.source })),
    [sources.data],
  );
  const columns = useMemo(
    (): readonly DenseColumn<Source>[] => [
      {
        id: 'source',
        header: t('sources.name'),
        width: '1fr',
        isRowHeader: true,
        cell: (row) => (
          <>
            {doorName(row.source)} <span className="text-ink-3">{row.source}</span>
          </>
        ),
      },
      {
        id: 'standing',
        header: t('sources.standing'),
        width: 130,
        cell: (row) => (
          <span className={row.standing === 'lost' ? 'text-fault' : ''}>
            {t(`sources.standingWord.${row.standing}`)}
          </span>
        ),
      },
      {
        id: 'last',
        header: t('sources.lastSeen'),
        width: 180,
        cell: (row) => (
          <Age
            atMs={row.lastSeen === null ? null : toMs(row.lastSeen)}
            cadenceMs={row.cadenceS === null ? NO_CADENCE_MS : row.cadenceS * 1000}
          />
        ),
      },
      { id: 'rate', header: t('sources.perMinute'), width: 110, align: 'end', cell: (row) => row.perMinute },
      { id: 'accepted', header: t('sources.accepted'), width: 130, align: 'end', cell: (row) => row.accepted },
      { id: 'refused', header: t('sources.refused'), width: 130, align: 'end', cell: (row) => row.refused },
    ],
    [t, doorName],
  );
  return (
    <Panel className="h-full" title={t('sources.heading')} state={stateOf(sources, { what: t('failed') })}>
      {sources.data === undefined ? null : (
        <DenseTable
          label={t('sources.heading')}
          columns={columns}
          rows={rows}
          rowHeight="figures"
          textOf={(row) => row.source}
          empty={t('sources.empty')}
        />
      )}
    </Panel>
  );
}
