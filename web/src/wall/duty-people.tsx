import { useTranslation } from 'react-i18next';
import { useCounty } from '../plumbing/county/county-store.ts';
import { useWorldState } from '../plumbing/live/live-store.ts';

/** Duty leader and officers of the running shift. */
export function DutyPeople() {
  const { t } = useTranslation('wall');
  const county = useCounty();
  const shift = useWorldState((state) => state.command.shifts['now']);
  if (shift === undefined) return <span className="text-ink-3">{t('duty.none')}</span>;
  const nameOf = (id: string): string => county.persons.get(id)?.name ?? id;
  return (
    <dl className="m-0 grid grid-cols-[auto_auto] gap-x-2">
      <dt className="text-ink-3">{t('duty.leader')}</dt>
      <dd className="m-0 font-medium">{nameOf(shift.leader)}</dd>
      <dt className="text-ink-3">{t('duty.officer')}</dt>
      <dd className="m-0 font-medium">{shift.officers.map(nameOf).join(' ')}</dd>
    </dl>
  );
}
