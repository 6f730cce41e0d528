import { toMs } from '@sitong/shared/kernel/time.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { formatMoment } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';
import { SplitPanes } from '../../ui/split-panes.tsx';
import { type DenseColumn, DenseTable } from '../../ui/table/dense-table.tsx';
import { stateOf } from '../drills/query-state.ts';
import { bytesOfBase64, hexDump, visibleText } from './raw-bytes.ts';
import { RefusedReasonSchema, saidByCode, useRefusedWords } from './refused-words.ts';
import { useDoorName } from './use-door-name.ts';

const RowSchema = RefusedReasonSchema.extend({
  id: z.number(),
  source: z.string(),
  at: z.string(),
  path: z.string(),
  rawBytes: z.number(),
  raw: z.string(),
});
const RefusedSchema = z.object({ refused: z.array(RowSchema) });
type Refused = Omit<z.infer<typeof RowSchema>, 'id'> & { id: string };

const LIMIT = 200;
const SHOWN_BYTES = 2048;

/** What the doors did not take, with why, where, and the bytes themselves. */
export function RefusedTab() {
  const { t } = useTranslation('admin');
  const doorName = useDoorName();
  const whyOf = useRefusedWords();
  const world = useLive((live) => live.world);
  const nowMs = useNow(60_000);
  const [chosen, setChosen] = useState<string | null>(null);
  const refused = useQuery({
    queryKey: ['refused', world],
    queryFn: ({ signal }) =>
      api(`/api/ingest/refused?world=${world}&limit=${LIMIT}`, { schema: RefusedSchema, signal }),
  });
  const rows = useMemo(
    (): Refused[] => (refused.data?.refused ?? []).map((row) => ({ ...row, id: String(row.id) })),
    [refused.data],
  );
  const columns = useMemo(
    (): readonly DenseColumn<Refused>[] => [
      { id: 'at', header: t('refused.at'), width: 130, cell: (row) => formatMoment(toMs(row.at), nowMs) },
      { id: 'source', header: t('refused.source'), width: 170, cell: (row) => doorName(row.source) },
      { id: 'message', header: t('refused.message'), width: '2fr', isRowHeader: true, cell: whyOf },
      { id: 'path', header: t('refused.path'), width: '1fr', cell: (row) => row.path },
      { id: 'code', header: t('refused.code'), width: 180, cell: (row) => row.code },
      { id: 'bytes', header: t('refused.bytes'), width: 84, align: 'end', cell: (row) => row.rawBytes },
    ],
    [t, doorName, whyOf, nowMs],
  );
  return (
    <SplitPanes
      panes={[
        {
          id: 'refused',
          content: (
            <Panel
              className="h-full"
              title={t('tab.refused')}
              meta={t('refused.count', { count: rows.length })}
              state={stateOf(refused, { what: t('failed') })}
            >
              {refused.data === undefined ? null : (
                <DenseTable
                  label={t('tab.refused')}
                  columns={columns}
                  rows={rows}
                  rowHeight="figures"
                  textOf={whyOf}
                  selectedId={chosen}
                  onSelect={setChosen}
                  empty={t('refused.empty')}
                />
              )}
            </Panel>
          ),
        },
        { id: 'raw', size: 620, content: <Raw row={rows.find(({ id }) => id === chosen)} /> },
      ]}
    />
  );
}

function Raw({ row }: { row: Refused | undefined }) {
  const { t } = useTranslation('admin');
  const whyOf = useRefusedWords();
  const bytes = row === undefined ? new Uint8Array() : bytesOfBase64(row.raw);
  if (row === undefined)
    return (
      <Panel className="h-full" title={t('refused.hex')} padded>
        <p className="m-0 text-ink-2">{t('refused.none')}</p>
      </Panel>
    );
  return (
    <Panel className="h-full" title={t('refused.raw', { count: Math.min(SHOWN_BYTES, bytes.length) })}>
      <div className="h-full overflow-auto p-pad grid gap-4 content-start">
        <p className="m-0">
          {whyOf(row)}
          {saidByCode(row) === undefined ? null : (
            <span className="block text-meta text-ink-2">{t('refused.original', { text: row.message })}</span>
          )}
          <span className="block text-meta text-ink-3">{`${row.code} ${row.path}`}</span>
        </p>
        <h3 className="m-0 text-meta text-ink-3">{t('refused.text')}</h3>
        <pre className="m-0 whitespace-pre-wrap break-all text-meta">{visibleText(bytes.subarray(0, SHOWN_BYTES))}</pre>
        <h3 className="m-0 text-meta text-ink-3">{t('refused.hex')}</h3>
        <pre className="m-0 overflow-auto text-meta">{hexDump(bytes, SHOWN_BYTES)}</pre>
      </div>
    </Panel>
  );
}
