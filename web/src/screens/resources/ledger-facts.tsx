import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { placeOf } from './ledger-search.ts';

/** Name and value, in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 content-start">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3 whitespace-nowrap">{name}</dt>
      <dd className="m-0 min-w-0">{children}</dd>
    </>
  );
}

/** A person as they are phoned; the server masks mobile numbers. */
export function PersonFact({ name, person }: { name: string; person: string }) {
  const { t } = useTranslation('admin');
  const row = useCounty().persons.get(person);
  return (
    <>
      <Fact name={name}>{row === undefined ? person : `${row.name} ${row.title}`}</Fact>
      {row === undefined ? null : (
        <>
          <Fact name={t('ledger.unit')}>{row.unit}</Fact>
          <Fact name={t('ledger.phone')}>{row.phone}</Fact>
        </>
      )}
    </>
  );
}

export function PlaceFacts({ division, point, id }: { division: string; point: Point; id: string }) {
  const { t } = useTranslation('admin');
  const county = useCounty();
  return (
    <>
      <Fact name={t('ledger.place')}>{placeOf(division, county)}</Fact>
      <Fact name={t('ledger.coordinates')}>{`${point.lon.toFixed(6)} ${point.lat.toFixed(6)}`}</Fact>
      <Fact name={t('ledger.id')}>{id}</Fact>
    </>
  );
}
