import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { readSeries } from '../../plumbing/signals/reading-history.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { rainBuckets } from '../signals/rain-buckets.ts';
import { MomentSchema, readerOf, WorldQuerySchema } from './reading-world.ts';

const DAY_MS = 86_400_000;

/** What a sensor measured, for charts. */
export function readingRoutes({ pool, master }: Services, lane: SignalLane): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/readings',
      {
        schema: {
          tags: ['readings'],
          summary: 'Series of one sensor, oldest first, with rain summed by bucket; `next` is the `from` that follows',
          querystring: WorldQuerySchema.extend({
            sensor: z.string().min(1).max(64),
            from: MomentSchema,
            to: MomentSchema,
            bucketS: z.coerce.number().int().min(60).max(86_400).default(3600),
            limit: z.coerce.number().int().min(1).max(20_000).default(5000),
          }),
        },
      },
      async (request) => {
        const { signals, sees } = readerOf(request, lane, request.query.world);
        const { sensor, from, to, bucketS, limit } = request.query;
        const row = master.county.sensors.get(sensor);
        if (!sees(row?.division ?? master.county.county))
          throw new HttpError(404, 'unknown_sensor', `there is no sensor ${sensor} you may see`);
        const nowMs = signals.nowMs();
        const page = { fromMs: from ?? nowMs - DAY_MS, toMs: to ?? nowMs + 600_000, limit: limit + 1 };
        const readings = await readSeries(pool, signals.world, [sensor], page);
        const more = readings.length > limit ? readings.pop() : undefined;
        const rain = rainBuckets(readings, bucketS * 1000, signals.open.practiceAt(nowMs).sensor);
        return {
          sensor,
          now: signals.readings.latest.get(sensor) ?? null,
          readings: readings.map((one) => ({
            quantity: one.quantity,
            value: one.value,
            quality: one.quality,
            observedAt: toTimestamp(one.observedAtMs),
            receivedAt: toTimestamp(one.receivedAtMs),
            ...(one.quantity === 'rain' ? { durationS: one.durationS } : {}),
          })),
          ...(rain.length === 0
            ? {}
            : { rain: { bucketS, sums: rain.map(({ fromMs, mm }) => ({ from: toTimestamp(fromMs), mm })) } }),
          ...(more === undefined ? {} : { next: toTimestamp(more.observedAtMs) }),
        };
      },
    );
  };
}
