import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import { LatSchema, LonSchema, type Point } from '@sitong/shared/kernel/geo.ts';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import { TimestampSchema, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { fieldTo, travelIn } from '../../pillars/rescue/travel/roads.ts';
import { routeIn } from '../../pillars/rescue/travel/route.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { presenceIn } from './presence-in.ts';
import { roadsOf } from './roads-of.ts';

const KINDS = ['shelters', 'depots', 'teams'] as const;

const QuerySchema = z.object({
  world: WorldIdSchema.default(LIVE),
  kind: z.enum(KINDS),
  /** The place that is asked about. */
  lon: z.coerce.number().pipe(LonSchema),
  lat: z.coerce.number().pipe(LatSchema),
  /** The one whose way is drawn. */
  route: MasterIdSchema.optional(),
});

const WaysSchema = z.object({
  /** World time at which this was worked out. */
  at: TimestampSchema,
  ways: z.array(
    z.object({
      id: MasterIdSchema,
      km: z.number(),
      minutes: z.number(),
      /** Seconds since the fix a team's way starts from; absent: from where the register says. */
      fixAgeS: z.number().optional(),
    }),
  ),
  route: z
    .object({ id: MasterIdSchema, lonLat: z.array(z.tuple([LonSchema, LatSchema])), roads: z.array(z.string()) })
    .optional(),
});

interface Start {
  readonly id: string;
  readonly point: Point;
  readonly fixAgeS?: number;
}

/** How far by road everything of one kind is from a place: one search over the county's roads, then look-ups. */
export function wayRoutes({ worlds, master }: Services, lane: Pick<SignalLane, 'of'>): FastifyPluginAsyncZod {
  const roadsNow = roadsOf(master);
  return async (app) => {
    app.get(
      '/api/ways',
      {
        schema: {
          tags: ['rescue'],
          summary:
            'Distance and minutes by road from a place to every shelter, store or team; none where no road joins',
          querystring: QuerySchema,
          response: { 200: WaysSchema },
        },
      },
      async (request) => {
        const { info } = requireSession(request);
        const { world, kind, lon, lat, route: drawn } = request.query;
        const open = worlds.get(world);
        if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
        const nowMs = open.runtime.nowMs();
        const practice = open.practiceAt(nowMs);
        const presence = presenceIn(lane, world, nowMs);
        const scope = scopeOf(info);
        const { data } = master.county;
        const starts = (): readonly Start[] => {
          if (kind !== 'teams') return data[kind].map(({ id, point }) => ({ id, point }));
          return data.teams.map(({ id, base, division }): Start => {
            // Where a team is now is for those who look after it; where it is at home stands in the register.
            const fix = isVisible(scope, division, []) ? presence(id) : undefined;
            return fix === undefined || fix.ageS > practice.team.lostAfterS
              ? { id, point: base }
              : { id, point: fix.point, fixAgeS: Math.max(0, Math.round(fix.ageS)) };
          });
        };
        const to: Point = { lon, lat };
        const roads = roadsNow(practice.road);
        const field = fieldTo(roads, to);
        const travel = travelIn(roads, field);
        const all = starts();
        const from = all.find(({ id }) => id === drawn);
        const way = from === undefined ? undefined : routeIn(roads, field, from.point, to);
        return {
          at: toTimestamp(nowMs),
          ways: all.flatMap(({ id, point, fixAgeS }) => {
            const found = travel(point);
            return found === undefined ? [] : [{ id, ...found, ...(fixAgeS === undefined ? {} : { fixAgeS }) }];
          }),
          ...(from === undefined || way === undefined
            ? {}
            : {
                route: {
                  id: from.id,
                  lonLat: way.lonLat,
                  roads: way.roads.map(({ name }) => name).filter((name) => name !== ''),
                },
              }),
        };
      },
    );
  };
}
