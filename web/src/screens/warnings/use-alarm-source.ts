import { sensorOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import { useMemo } from 'react';
import { hazardOf } from '../../pillars/monitoring/selectors/suggestions.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import type { AlarmSource } from './draft-form.ts';

/** What an alarm that belongs to no incident tells a first draft. */
export function useAlarmSource(alarmId: string | undefined): AlarmSource | undefined {
  const county = useCounty();
  const alarm = useWorldState((state) => (alarmId === undefined ? undefined : state.monitoring.alarms[alarmId]));
  return useMemo(() => {
    if (alarm === undefined) return undefined;
    const sensor = sensorOf(alarm.cause);
    const kind = sensor === undefined ? undefined : county.sensors.get(sensor)?.kind;
    return { hazard: hazardOf(alarm.cause, kind), level: alarm.priority, division: alarm.division };
  }, [alarm, county]);
}
