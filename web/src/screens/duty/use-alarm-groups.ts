import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { type AlarmGroup, alarmGroups } from '../../pillars/monitoring/selectors/alarm-list.ts';
import { type Flood, floodAt } from '../../pillars/monitoring/selectors/flood.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { alarmSurroundings } from '../../wall/alarm-groups.ts';
import { withQuery } from '../../wall/with-query.ts';

/** What a group is called, and of an incident where its room is. */
export interface GroupHeading {
  readonly title: string;
  /** `I-0142`, before the title. */
  readonly number?: string;
  readonly href?: string;
}

/** Open alarms in groups with their titles, and whether the desk is flooded. */
export function useAlarmGroups(): {
  groups: readonly AlarmGroup[];
  flood: Flood;
  /** Alarms in the window below which the flood is over. */
  floodLeave: number;
  headOf: (group: AlarmGroup) => GroupHeading;
} {
  const { t } = useTranslation(['duty', 'monitoring']);
  const county = useCounty();
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const incidents = useWorldState((state) => state.command.incidents);
  const recent = useLive((live) => live.recent);
  const nowMs = useNow(10_000);
  const { floodEnter, floodLeave, floodWindowMin } = usePractice().alarm;
  const world = useLive((live) => live.world);
  const surroundings = useMemo(() => alarmSurroundings(incidents, county), [incidents, county]);
  const groups = useMemo(() => alarmGroups(Object.values(alarms), surroundings), [alarms, surroundings]);
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
  const headOf = useCallback(
    (group: AlarmGroup): GroupHeading => {
      switch (group.kind) {
        case 'incident': {
          const incident = incidents[group.ref];
          if (incident === undefined) return { title: t('duty:gone.incident') };
          const href = withQuery(paths.incident(incident.id), world, {});
          return { number: shownNumber('I', incident.number), title: incident.title, href };
        }
        case 'town':
          return { title: t('duty:desk.other', { town: county.divisionName(group.ref) }) };
        case 'shelved':
          return { title: t('monitoring:shelved') };
        case 'pinned':
          return { title: t('duty:desk.pinned') };
        default:
          return group.kind satisfies never;
      }
    },
    [incidents, county, world, t],
  );
  return { groups, flood, floodLeave, headOf };
}
