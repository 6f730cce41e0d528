import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { ComboBox } from '../../ui/form/combo-box.tsx';
import { useNames } from '../../wall/command-line/names-store.ts';

export interface Crew {
  officer: string | null;
  second: string | null;
  leader: string | null;
}
export const NO_CREW: Crew = { officer: null, second: null, leader: null };

/** Who stands the next shift, found by name or pinyin among the people of the county's own desks. */
export function CrewFields({ crew, onChange }: { crew: Crew; onChange: (crew: Crew) => void }) {
  const { t } = useTranslation('duty');
  const county = useCounty();
  const names = useNames();
  const people = useMemo(() => {
    const keys = new Map(names.filter(({ kind }) => kind === 'person').map((row) => [row.id, row]));
    return county.data.persons
      .filter(({ division }) => division === county.county)
      .map(({ id, name, unit, title }) => {
        const row = keys.get(id);
        return {
          id,
          label: name,
          detail: `${unit} ${title}`,
          keys: row === undefined ? [] : [row.pinyin, row.initials],
        };
      });
  }, [county, names]);
  const pick = (part: keyof Crew) => (id: string | null) => onChange({ ...crew, [part]: id });
  return (
    <div className="grid grid-cols-2 gap-3">
      <ComboBox
        label={t('roster.officers')}
        required
        choices={people}
        value={crew.officer}
        onChange={pick('officer')}
      />
      <ComboBox label={t('roster.second')} choices={people} value={crew.second} onChange={pick('second')} />
      <ComboBox label={t('roster.leader')} required choices={people} value={crew.leader} onChange={pick('leader')} />
    </div>
  );
}
