import { countyOf, townOf } from '@sitong/shared/kernel/division.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { MaskedPhone } from '../../wall/masked-phone.tsx';

/** Whom to phone about an alarm: the duty rooms of town and county, and who answers for the village. */
export function Phones({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['duty', 'release']);
  const county = useCounty();
  const { rooms, people } = useMemo(() => {
    const { division, cause } = alarm;
    const wet = sensorOf(cause)?.startsWith('s-lvl') === true;
    const here = county.data.contacts.filter(
      (contact) => contact.division === townOf(division) && townOf(division) !== countyOf(division),
    );
    const ofCounty = county.data.contacts.filter((contact) => contact.division === countyOf(division));
    const rooms = [...here, ...ofCounty.filter(({ id }) => (wet ? id === 'c-water' : id === 'c-weather'))].slice(0, 3);
    const people = county.data.responsibilities
      .filter(
        (row) =>
          row.division === division &&
          (row.duty === 'grid_worker' || row.duty === 'village_secretary' || row.duty === 'town_duty'),
      )
      .slice(0, 2);
    return { rooms, people };
  }, [alarm, county]);
  if (rooms.length + people.length === 0) return null;
  return (
    <section
      aria-label={t('duty:phones.title')}
      className="flex flex-wrap items-center gap-x-6 gap-y-1 px-pad-wide min-h-command border-t border-hairline"
    >
      <h3 className="m-0 text-meta font-normal text-ink-2">{t('duty:phones.title')}</h3>
      {rooms.map((room) => (
        <span key={room.id} className="whitespace-nowrap">
          <span className="font-medium">{room.name}</span> <span className="text-ink-2">{room.phone}</span>
        </span>
      ))}
      {people.map((row) => {
        const person = county.persons.get(row.person);
        if (person === undefined) return null;
        return (
          <span key={row.id} className="inline-flex items-center gap-2 whitespace-nowrap">
            <span className="font-medium">
              {t(`release:duty.${row.duty}`)} {person.name}
            </span>
            <MaskedPhone person={person.id} name={person.name} phone={person.phone} />
          </span>
        );
      })}
    </section>
  );
}
