import { type ShelterRow, shelterCapacity } from '@sitong/shared/kernel/master/ground.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { formatNumber } from '../../ui/format/number.ts';
import type { DenseColumn } from '../../ui/table/dense-table.tsx';
import { Fact, Facts, PersonFact, PlaceFacts } from './ledger-facts.tsx';
import { listDot, placeOf } from './ledger-search.ts';
import { ResourceLedger } from './resource-ledger.tsx';

type Row = ShelterRow & { person: string };

const pointOf = (row: Row) => row.point;

export function ShelterLedger() {
  const { t, i18n } = useTranslation('admin');
  const county = useCounty();
  const rows = useMemo(() => county.data.shelters.map((row): Row => ({ ...row, person: row.keeper })), [county]);
  const columns = useMemo(
    (): readonly DenseColumn<Row>[] => [
      {
        id: 'name',
        header: t('ledger.name'),
        width: '1.2fr',
        minWidth: 136,
        isRowHeader: true,
        cell: (row) => row.name,
      },
      {
        id: 'place',
        header: t('ledger.place'),
        width: '1.1fr',
        minWidth: 112,
        cell: (row) => placeOf(row.division, county),
      },
      {
        id: 'capacity',
        header: t('ledger.shelters.capacityShort'),
        width: 84,
        align: 'end',
        cell: (row) => formatNumber(shelterCapacity(row)),
      },
      {
        id: 'facilities',
        header: t('ledger.shelters.facilities'),
        width: '2.2fr',
        minWidth: 190,
        cell: (row) => row.facilities.map((one) => t(`ledger.shelters.facility.${one}`)).join(listDot),
      },
      {
        id: 'keeper',
        header: t('ledger.keeper'),
        width: 80,
        cell: (row) => county.persons.get(row.keeper)?.name ?? row.keeper,
      },
      {
        id: 'phone',
        header: t('ledger.phone'),
        width: 108,
        cell: (row) => county.persons.get(row.keeper)?.phone ?? '—',
      },
    ],
    [t, county],
  );
  return (
    <ResourceLedger
      kind="shelters"
      title={t('ledger.shelters.tab')}
      rows={rows}
      columns={columns}
      // What a shelter is fitted with needs a third line in English; in Chinese two are plenty.
      lines={i18n.language === 'en' ? 'three' : 'two'}
      pointOf={pointOf}
      detail={(row) => (
        <Facts>
          <Fact name={t('ledger.shelters.capacity')}>
            {t('ledger.shelters.people', { n: formatNumber(shelterCapacity(row)) })}
          </Fact>
          <Fact name={t('ledger.shelters.area')}>{`${formatNumber(row.effectiveM2)} m²`}</Fact>
          <Fact name={t('ledger.shelters.perHead')}>{`${row.perHeadM2} m²`}</Fact>
          <Fact name={t('ledger.shelters.facilities')}>
            {row.facilities.map((one) => t(`ledger.shelters.facility.${one}`)).join(' · ') ||
              t('ledger.shelters.nothing')}
          </Fact>
          <PersonFact name={t('ledger.keeper')} person={row.keeper} />
          <PlaceFacts division={row.division} point={row.point} id={row.id} />
        </Facts>
      )}
    />
  );
}
