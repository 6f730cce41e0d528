import type { DepotRow } from '@sitong/shared/kernel/master/ground.ts';
import { DAY_MS } from '@sitong/shared/kernel/time.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { Facts, PersonFact, PlaceFacts } from './ledger-facts.tsx';
import { placeOf } from './ledger-search.ts';
import { ResourceLedger } from './resource-ledger.tsx';

type Row = DepotRow & { person: string };
type Stock = DepotRow['stock'][number];

const SOON_MS = 90 * DAY_MS;

/** Ends within 90 days, or has ended. */
function endsSoon({ expires }: Stock, nowMs: number): boolean {
  return expires !== undefined && Date.parse(expires) - nowMs < SOON_MS;
}

const pointOf = (row: Row) => row.point;

export function DepotLedger() {
  const { t } = useTranslation('admin');
  const county = useCounty();
  const nowMs = useNow(DAY_MS);
  const rows = useMemo(() => county.data.depots.map((row): Row => ({ ...row, person: row.keeper })), [county]);
  const columns = useMemo(
    (): readonly DenseColumn<Row>[] => [
      {
        id: 'name',
        header: t('ledger.name'),
        width: '1.4fr',
        minWidth: 136,
        isRowHeader: true,
        cell: (row) => row.name,
      },
      { id: 'place', header: t('ledger.place'), width: '1.2fr', cell: (row) => placeOf(row.division, county) },
      {
        id: 'stock',
        header: t('ledger.depots.stock'),
        width: 130,
        align: 'end',
        cell: (row) => t('ledger.depots.kinds', { count: row.stock.length }),
      },
      {
        id: 'expires',
        header: t('ledger.depots.expires'),
        width: '1fr',
        cell: (row) => {
          const soon = row.stock.filter((one) => endsSoon(one, nowMs)).length;
          return soon === 0 ? '—' : t('ledger.depots.expiring', { count: soon });
        },
      },
      {
        id: 'keeper',
        header: t('ledger.keeper'),
        width: 110,
        cell: (row) => county.persons.get(row.keeper)?.name ?? row.keeper,
      },
      {
        id: 'phone',
        header: t('ledger.phone'),
        width: 140,
        cell: (row) => county.persons.get(row.keeper)?.phone ?? '—',
      },
    ],
    [t, county, nowMs],
  );
  return (
    <ResourceLedger
      kind="depots"
      title={t('ledger.depots.tab')}
      rows={rows}
      columns={columns}
      pointOf={pointOf}
      detail={(row) => (
        <div className="grid gap-5">
          <Facts>
            <PersonFact name={t('ledger.keeper')} person={row.keeper} />
            <PlaceFacts division={row.division} point={row.point} id={row.id} />
          </Facts>
          <StockTable stock={row.stock} nowMs={nowMs} />
        </div>
      )}
    />
  );
}

function StockTable({ stock, nowMs }: { stock: readonly Stock[]; nowMs: number }) {
  const { t } = useTranslation('admin');
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="text-left text-meta text-ink-3 border-b border-hairline">
          <th className="py-1 font-normal">{t('ledger.depots.item')}</th>
          <th className="py-1 font-normal text-right">{t('ledger.depots.quantity')}</th>
          <th className="py-1 font-normal text-right">{t('ledger.depots.expires')}</th>
        </tr>
      </thead>
      <tbody>
        {stock.map((one) => (
          <tr key={`${one.code} ${one.name}`} className="border-b border-row-line">
            <td className="py-1">{one.name}</td>
            <td className="py-1 text-right whitespace-nowrap">{`${one.quantity} ${one.unit}`}</td>
            <td className={`py-1 text-right whitespace-nowrap ${endsSoon(one, nowMs) ? 'font-medium' : 'text-ink-2'}`}>
              {one.expires ?? t('ledger.depots.noExpiry')}
              {one.expires !== undefined && Date.parse(one.expires) < nowMs ? ` ${t('ledger.depots.expired')}` : ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
