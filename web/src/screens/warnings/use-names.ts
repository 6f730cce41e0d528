import { maskPhone } from '@sitong/shared/kernel/mask.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCounty } from '../../plumbing/county/county-store.ts';

/** Names behind the ids of a warning or a report: what the county knows, else the id itself. */
export function useNames() {
  const county = useCounty();
  const { t } = useTranslation('duty');
  return useMemo(
    () => ({
      person: (id: string): string => (id === 'system' ? t('system') : (county.persons.get(id)?.name ?? id)),
      post: (id: string): string => county.posts.get(id)?.name ?? id,
      place: (code: string): string => county.divisionName(code),
      phone: (id: string): string => maskPhone(county.persons.get(id)?.phone ?? ''),
      /** The county's own name, without what the demo adds in brackets. */
      county: county.data.title.replace(/[（(].*$/, '').trim(),
    }),
    [county, t],
  );
}
