import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { type Heard, heardOf } from './selectors/heard.ts';

/** Which sensors of these kinds speak at this moment, looked at every 10 s; without kinds: all. */
export function useHeard(kinds?: readonly SensorRow['kind'][]): Heard {
  const county = useCounty();
  const readings = useLive((live) => live.readings);
  const out = useWorldState((state) => state.monitoring.sensorsOut);
  const now = useNow(10_000);
  return useMemo(() => {
    const { sensors } = county.data;
    return heardOf(
      kinds === undefined ? sensors : sensors.filter(({ kind }) => kinds.includes(kind)),
      readings,
      out,
      now,
    );
  }, [county, kinds, readings, out, now]);
}
