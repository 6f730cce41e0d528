import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod';
import { ApiError, api } from '../../../plumbing/http/api.ts';
import { useLive } from '../../../plumbing/live/live-store.ts';
import type { SparkPoint } from '../../../ui/chart/spark-path.ts';
import { useClock } from '../../../ui/clock/clock-context.tsx';
import { ratesPerHour } from '../selectors/rates.ts';

export const windowMs = 6 * 3_600_000;
const mostPoints = 720;
/** What a line of days may hold: one reading a minute for the longest window of an incident. */
const mostOfDays = 5000;
const mostRows = 20_000;

/** Rows of `GET /api/readings`: raw measurements, one quantity each, oldest first. */
export const ReadingRowsSchema = z.object({
  readings: z.array(z.object({ quantity: z.string(), value: z.number(), observedAt: z.string() })),
  rain: z.object({ bucketS: z.number(), sums: z.array(z.object({ from: z.string(), mm: z.number() })) }).optional(),
});
type ReadingRows = z.infer<typeof ReadingRowsSchema>;

const fiveMinutesS = 300;
/** Measured as a length; the rate is made of it. */
const slopeRate = 'displacement_mm_per_h';

/** Hours a rain sum looks back: its first value needs what fell before it. */
export function rainHours(quantity: string): number {
  return Number(/^rain_(\d+)h_mm$/.exec(quantity)?.[1] ?? 0);
}

/** Hours before the first point that its value is made from. */
const leadHours = (quantity: string): number => (quantity === slopeRate ? 1 : rainHours(quantity));

/** What the server calls the measured value behind a quantity. */
const measured: Readonly<Record<string, string>> = {
  level_m: 'level',
  displacement_mm_per_h: 'displacement',
  gas_pct_lel: 'gas',
};

/**
 * The past of a quantity. Rain windows are summed here from the server's five-minute sums: at each of them,
 * what fell in the hours before. A slope's rate is made of the lengths it measured.
 */
export function pastPoints(rows: ReadingRows, quantity: string): SparkPoint[] {
  const hours = rainHours(quantity);
  if (hours > 0) {
    const spanMs = hours * 3_600_000;
    const sums = (rows.rain?.sums ?? []).map(({ from, mm }) => ({ atMs: Date.parse(from) + fiveMinutesS * 1000, mm }));
    return sums.map(({ atMs }) => ({
      atMs,
      value: sums.reduce((sum, one) => (one.atMs <= atMs && one.atMs > atMs - spanMs ? sum + one.mm : sum), 0),
    }));
  }
  const name = measured[quantity];
  const points = rows.readings
    .filter((row) => row.quantity === name || row.quantity === quantity)
    .map(({ value, observedAt }) => ({ atMs: Date.parse(observedAt), value }));
  return quantity === slopeRate ? ratesPerHour(points) : points;
}

/** A series with one more measured point: in order, each time once, not older than the window, bounded. */
export function withPoint(series: readonly SparkPoint[], point: SparkPoint, sinceMs?: number): readonly SparkPoint[] {
  const last = series.at(-1);
  if (last !== undefined && point.atMs <= last.atMs) return series;
  const from = sinceMs ?? point.atMs - windowMs;
  const most = sinceMs === undefined ? mostPoints : mostOfDays;
  return [...series.filter(({ atMs }) => atMs >= from), point].slice(-most);
}

export interface SensorHistory {
  readonly points: readonly SparkPoint[];
  /** `live_only`: the server gave no past; what is drawn was heard since this screen opened. */
  readonly past: 'known' | 'asking' | 'live_only';
}

/** One quantity since a moment, or its last six hours: the past from the server, then what comes in. */
export function useSensorHistory(sensor: string, quantity: string, sinceMs?: number): SensorHistory {
  const clock = useClock();
  const world = useLive((live) => live.world);
  // In a drill the time of the world is known only with the server's first word; until then "six hours ago" is not.
  const timed = useLive((live) => live.head !== undefined);
  const askedMs = sinceMs === undefined ? undefined : sinceMs - leadHours(quantity) * 3_600_000;
  const past = useQuery({
    queryKey: ['readings', world, sensor, askedMs],
    enabled: timed,
    queryFn: async ({ signal }) => {
      const from = new Date(askedMs ?? clock.now() - windowMs).toISOString();
      const query = new URLSearchParams({ sensor, from, world, bucketS: String(fiveMinutesS) });
      if (askedMs !== undefined) query.set('limit', String(mostRows));
      return api(`/api/readings?${query}`, { schema: ReadingRowsSchema, signal });
    },
    retry: (count, error) => !(error instanceof ApiError && error.status >= 400 && error.status < 500) && count < 3,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const now = useLive((live) => live.readings[sensor]);
  const [heard, setHeard] = useState<readonly SparkPoint[]>([]);
  useEffect(() => {
    const point = pointOf(now, quantity);
    if (point !== undefined) setHeard((before) => withPoint(before, point, sinceMs));
  }, [now, quantity, sinceMs]);
  const { data } = past;
  const points = useMemo(() => {
    const known = data === undefined ? [] : pastPoints(data, quantity);
    const newest = known.at(-1)?.atMs ?? 0;
    const all = [...known, ...heard.filter(({ atMs }) => atMs > newest)];
    return sinceMs === undefined ? all : all.filter(({ atMs }) => atMs >= sinceMs);
  }, [data, heard, quantity, sinceMs]);
  return {
    points,
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
