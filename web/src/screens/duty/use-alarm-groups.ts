import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AlarmGroup, alarmGroups } from '../../pillars/monitoring/selectors/alarm-list.ts';
import { type Flood, floodAt } from '../../pillars/monitoring/selectors/flood.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';

/** Open alarms in groups with their titles, and whether the desk is flooded. */
export function useAlarmGroups(): {
  groups: readonly AlarmGroup[];
  flood: Flood;
  /** Alarms in the window below which the flood is over. */
  floodLeave: number;
  titleOf: (group: AlarmGroup) => string;
} {
  const { t } = useTranslation(['duty', 'monitoring']);
  const county = useCounty();
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const incidents = useWorldState((state) => state.command.incidents);
  const recent = useLive((live) => live.recent);
  const nowMs = useNow(10_000);
  const { floodEnter, floodLeave, floodWindowMin } = usePractice().alarm;
  const groups = useMemo(() => alarmGroups(Object.values(alarms)), [alarms]);
  const flood = useMemo(() => {
    const raised = new Map(Object.values(alarms).map(({ id, raisedAt }) => [id, Date.parse(raisedAt)]));
    // Alarms cleared since count as well: they came.
    for (const { type, stream, at } of recent) {
      if (type === 'AlarmRaised') raised.set(stream.slice('alarm/'.length), Date.parse(at));
    }
    return floodAt([...raised.values()], nowMs, {
      enter: floodEnter,
      leave: floodLeave,
      windowMin: floodWindowMin,
    });
  }, [alarms, recent, nowMs, floodEnter, floodLeave, floodWindowMin]);
  const titleOf = useCallback(
    (group: AlarmGroup): string => {
      switch (group.kind) {
        case 'incident': {
          const incident = incidents[group.ref];
          return incident === undefined
            ? t('duty:gone.incident')
            : `${shownNumber('I', incident.number)} ${incident.title}`;
        }
        case 'town':
          return t('duty:desk.other', { town: county.divisionName(group.ref) });
        case 'shelved':
          return t('monitoring:shelved');
        case 'pinned':
          return t('duty:desk.pinned');
        default:
          return group.kind satisfies never;
      }
    },
    [incidents, county, t],
  );
  return { groups, flood, floodLeave, titleOf };
}
