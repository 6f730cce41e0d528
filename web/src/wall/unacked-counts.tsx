import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../plumbing/live/live-store.ts';
import { LevelCounts } from '../ui/level/level-badge.tsx';

/** Unacknowledged alarms by level; shelved ones are counted elsewhere. */
export function UnackedCounts() {
  const { t } = useTranslation('wall');
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const counts = useMemo(() => {
    const by = { 1: 0, 2: 0, 3: 0, 4: 0 };
    for (const alarm of Object.values(alarms)) {
      if (alarm.status !== 'acked' && alarm.shelved === undefined) by[alarm.priority] += 1;
    }
    return by;
  }, [alarms]);
  return (
    <div className="flex items-center gap-x-3 leading-tight max-[120.01rem]:[:lang(en)_&]:flex-col max-[120.01rem]:[:lang(en)_&]:items-start">
      <span className="text-ink-3">{t('unacked')}</span>
      <LevelCounts counts={counts} />
    </div>
  );
}
