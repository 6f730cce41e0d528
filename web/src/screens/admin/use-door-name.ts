import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const DOORS = [
  'readings',
  'jt808',
  'osmand',
  'owntracks',
  'phone',
  'track',
  'cap',
  'cap-feed',
  'quakes',
  'hotspots',
] as const;

/** What a door is called; one that a newer server has opened keeps its own id. */
export function useDoorName(): (id: string) => string {
  const { t } = useTranslation('admin');
  return useCallback(
    (id) => {
      const known = DOORS.find((door) => door === id);
      return known === undefined ? id : t(`sources.door.${known}`);
    },
    [t],
  );
}
