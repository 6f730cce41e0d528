import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../plumbing/http/api.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import type { SparkPoint } from '../../../ui/chart/spark-path.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { ReadingRowsSchema, windowMs } from '../wall/use-sensor-history.ts';

/** Twenty minutes: a bar wide enough to see over six hours. */
const BUCKET_S = 1200;

/** Rain over a gauge, in sums of twenty minutes; asked again when the station has measured anew. */
export function useRainBars(station: string | undefined): readonly SparkPoint[] {
  const clock = useClock();
  const world = useLive((live) => live.world);
  const observedAt = useLive((live) => (station === undefined ? undefined : live.readings[station]?.observedAt));
  const { data } = useQuery({
    queryKey: ['rain-bars', world, station, observedAt],
    enabled: station !== undefined,
    queryFn: ({ signal }) => {
      const from = new Date(clock.now() - windowMs).toISOString();
      const query = new URLSearchParams({ sensor: station ?? '', from, world, bucketS: String(BUCKET_S) });
      return api(`/api/readings?${query}`, { schema: ReadingRowsSchema, signal });
    },
    retry: 1,
    placeholderData: (before) => before,
  });
  return useMemo(() => (data?.rain?.sums ?? []).map(({ from, mm }) => ({ atMs: Date.parse(from), value: mm })), [data]);
}
