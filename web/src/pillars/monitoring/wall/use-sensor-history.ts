import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { ApiError, api } from '../../../plumbing/http/api.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import type { SparkPoint } from '../../../ui/chart/spark-path.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';

export const windowMs = 6 * 3_600_000;
const mostPoints = 720;

/** Rows of `GET /api/readings`: raw measurements, one quantity each, oldest first. */
export const ReadingRowsSchema = z.object({
  readings: z.array(z.object({ quantity: z.string(), value: z.number(), observedAt: z.string() })),
  rain: z.object({ bucketS: z.number(), sums: z.array(z.object({ from: z.string(), mm: z.number() })) }).optional(),
});
type ReadingRows = z.infer<typeof ReadingRowsSchema>;

const fiveMinutesS = 300;

/** What the server calls the measured value behind a quantity. */
const measured: Readonly<Record<string, string>> = {
  level_m: 'level',
  displacement_mm_per_h: 'displacement',
  gas_pct_lel: 'gas',
};

/**
 * The past of a quantity. Rain windows are summed here from the server's five-minute sums: at each of them,
 * what fell in the hours before.
 */
export function pastPoints(rows: ReadingRows, quantity: string): SparkPoint[] {
  const hours = /^rain_(\d+)h_mm$/.exec(quantity)?.[1];
  if (hours !== undefined) {
    const spanMs = Number(hours) * 3_600_000;
    const sums = (rows.rain?.sums ?? []).map(({ from, mm }) => ({ atMs: Date.parse(from) + fiveMinutesS * 1000, mm }));
    return sums.map(({ atMs }) => ({
      atMs,
      value: sums.reduce((sum, one) => (one.atMs <= atMs && one.atMs > atMs - spanMs ? sum + one.mm : sum), 0),
    }));
  }
  const name = measured[quantity];
  return rows.readings
    .filter((row) => row.quantity === name || row.quantity === quantity)
    .map(({ value, observedAt }) => ({ atMs: Date.parse(observedAt), value }));
}

/** A series with one more measured point: in order, each time once, not older than the window, bounded. */
export function withPoint(series: readonly SparkPoint[], point: SparkPoint): readonly SparkPoint[] {
  const last = series.at(-1);
  if (last !== undefined && point.atMs <= last.atMs) return series;
  const from = point.atMs - windowMs;
  return [...series.filter(({ atMs }) => atMs >= from), point].slice(-mostPoints);
}

export interface SensorHistory {
  readonly points: readonly SparkPoint[];
  /** `live_only`: the server gave no past; what is drawn was heard since this screen opened. */
  readonly past: 'known' | 'asking' | 'live_only';
}

/** Last six hours of one quantity: the past from the server, then what comes in. */
export function useSensorHistory(sensor: string, quantity: string): SensorHistory {
  const clock = useClock();
  const world = useLive((live) => live.world);
  // In a drill the time of the world is known only with the server's first word; until then "six hours ago" is not.
  const timed = useLive((live) => live.head !== undefined);
  const past = useQuery({
    queryKey: ['readings', world, sensor],
    enabled: timed,
    queryFn: async ({ signal }) => {
      const from = new Date(clock.now() - windowMs).toISOString();
      const query = new URLSearchParams({ sensor, from, world, bucketS: String(fiveMinutesS) });
      return api(`/api/readings?${query}`, { schema: ReadingRowsSchema, signal });
    },
    retry: (count, error) => !(error instanceof ApiError && error.status >= 400 && error.status < 500) && count < 3,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const now = useLive((live) => live.readings[sensor]);
  const [heard, setHeard] = useState<readonly SparkPoint[]>([]);
  useEffect(() => {
    const point = pointOf(now, quantity);
    if (point !== undefined) setHeard((before) => withPoint(before, point));
  }, [now, quantity]);
  const { data } = past;
  const points = useMemo(() => (data === undefined ? [] : pastPoints(data, quantity)), [data, quantity]);
  const newest = points.at(-1)?.atMs ?? 0;
  return {
    points: [...points, ...heard.filter(({ atMs }) => atMs > newest)],
    past: past.isSuccess ? 'known' : past.isError ? 'live_only' : 'asking',
  };
}

function pointOf(
  reading: Pick<ReadingNow, 'values' | 'observedAt'> | undefined,
  quantity: string,
): SparkPoint | undefined {
  const value = reading?.values[quantity];
  return reading === undefined || value === undefined ? undefined : { atMs: Date.parse(reading.observedAt), value };
}
