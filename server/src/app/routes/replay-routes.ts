import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { readPositionsAt } from '../../plumbing/signals/positions-at.ts';
import { fixOfLetter } from '../../plumbing/signals/terminal-rows.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { MomentSchema, terminalsOf, WorldQuerySchema } from './reading-world.ts';

/** A position of half a day ago says where a team was last seen; an older one says nothing about that moment. */
const LOOK_BACK_S = 12 * 3600;

/** The past, moment by moment. */
export function replayRoutes(services: Services, lane: SignalLane): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/positions/at',
      {
        schema: {
          tags: ['terminals'],
          summary:
            'Where every terminal you may see was at one moment, each with its own time; also of a drill that is closed',
          querystring: WorldQuerySchema.extend({
            time: MomentSchema,
            lookBackS: z.coerce.number().int().min(1).max(86_400).default(LOOK_BACK_S),
          }),
        },
      },
      async (request) => {
        const { time, lookBackS } = request.query;
        if (time === undefined) throw new HttpError(422, 'time_required', 'name the moment: ?time=', 'time');
        const { world, teams } = await terminalsOf(request, { ...services, lane }, request.query.world);
        const moment = { atMs: time, lookBackMs: lookBackS * 1000 };
        const positions = await readPositionsAt(services.pool, world, [...teams.keys()], moment);
        return {
          time: toTimestamp(time),
          positions: positions.map((one) => ({
            terminal: one.terminal,
            team: teams.get(one.terminal) ?? null,
            time: toTimestamp(one.observedMs),
            lon: one.lon,
            lat: one.lat,
            speedKmh: one.speedKmh,
            courseDeg: one.courseDeg,
            fix: fixOfLetter(one.fix),
            source: one.source,
          })),
        };
      },
    );
  };
}
