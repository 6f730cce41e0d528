import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import { readPositionsAt } from '../../plumbing/signals/positions-at.ts';
import { fixOfLetter } from '../../plumbing/signals/terminal-rows.ts';
import { PastStates } from '../replay/past-state.ts';
import { pastWorld, spanOf } from '../replay/past-world.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { STATE_SCHEMA } from '../worlds.ts';
import { MomentSchema, terminalsOf, WorldQuerySchema } from './reading-world.ts';

/** A position of half a day ago says where a team was last seen; an older one says nothing about that moment. */
const LOOK_BACK_S = 12 * 3600;

const StartSchema = z.object({
  seq: z.number().int(),
  until: z.number().int(),
  /** The WorldState of the screens, folded by the same code. */
  state: z.record(z.string(), z.unknown()),
});

/** The past, moment by moment. */
export function replayRoutes(services: Services, lane: SignalLane): FastifyPluginAsyncZod {
  const past = new PastStates({ pool: services.pool, log: services.log, schema: STATE_SCHEMA });
  return async (app) => {
    app.get(
      '/api/replay/:world/start',
      {
        config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
        schema: {
          tags: ['drills'],
          summary: 'Where a replay of a span begins: the state then, as you may see it, and which events follow',
          description:
            'State after event `seq`, the last one before `from`; the log after it up to event `until` is the span.',
          params: z.object({ world: WorldIdSchema }),
          querystring: z.object({ from: MomentSchema, to: MomentSchema }),
          response: { 200: StartSchema },
        },
      },
      async (request) => {
        const { info } = requireSession(request);
        const { world } = request.params;
        const { from, to } = spanOf(request.query);
        await pastWorld(services, world);
        const [before, until] = [await past.seqAt(world, from - 1), await past.seqAt(world, to)];
        return { seq: before, until, state: { ...filterWorld(await past.after(world, before), scopeOf(info)) } };
      },
    );
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
