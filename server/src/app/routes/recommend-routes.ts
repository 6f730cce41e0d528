import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import type { Point } from '@sitong/shared/kernel/geo.ts';
import { LatSchema, LonSchema } from '@sitong/shared/kernel/geo.ts';
import { IdSchema, LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import { type Skill, SkillSchema } from '@sitong/shared/kernel/master/teams.ts';
import { TimestampSchema, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { TeamStatusSchema } from '@sitong/shared/pillars/rescue/events.ts';
import { teamsAttachedTo } from '@sitong/shared/pillars/rescue/public.ts';
import { recommendTeams } from '@sitong/shared/pillars/rescue/recommend.ts';
import type { RescueState, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
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

/** Rows and left-out teams answered; a person chooses from the first few. */
const MOST_ROWS = 60;

const FactsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const RouteSchema = z.object({
  lonLat: z.array(z.tuple([LonSchema, LatSchema])),
  roads: z.array(z.object({ name: z.string(), km: z.number() })),
});
const RecommendationSchema = z.object({
  /** World time at which this was worked out: the table carries its age. */
  at: TimestampSchema,
  ranked: z.array(
    z.object({
      team: MasterIdSchema,
      status: TeamStatusSchema,
      travel: z.object({ minutes: z.number(), km: z.number() }),
      arrivalMin: z.number(),
      slackMin: z.number().optional(),
      missingSkills: z.array(SkillSchema),
      otherOrders: z.number().int(),
      reasons: z.array(z.object({ code: z.string(), facts: FactsSchema.optional() })),
      /** Seconds since the fix the travel starts from; absent: it starts from the base. */
      fixAgeS: z.number().optional(),
      route: RouteSchema.optional(),
    }),
  ),
  /** Teams ordered to this incident and not there yet: what is still before them by road. */
  underWay: z.array(
    z.object({
      team: MasterIdSchema,
      minutes: z.number(),
      km: z.number(),
      fixAgeS: z.number().optional(),
      route: RouteSchema.optional(),
    }),
  ),
  leftOut: z.array(z.object({ team: MasterIdSchema, code: z.string(), facts: FactsSchema.optional() })),
});

const QuerySchema = z.object({
  world: WorldIdSchema.default(LIVE),
  incidentId: IdSchema,
  /** Skills separated by commas. */
  skills: z
    .string()
    .max(200)
    .default('')
    .transform((text, context): Skill[] => {
      const parsed = z
        .array(SkillSchema)
        .max(10)
        .safeParse(text.split(',').filter((one) => one !== ''));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: `not skills known here: ${text}` });
      return z.NEVER;
    }),
  arriveBy: TimestampSchema.optional(),
  headcount: z.coerce.number().int().min(1).max(500).optional(),
  /** The place to reach, when it is not the incident's own. */
  lon: z.coerce.number().pipe(LonSchema).optional(),
  lat: z.coerce.number().pipe(LatSchema).optional(),
  /** Team whose route is drawn; the first of the table when absent. */
  route: MasterIdSchema.optional(),
  /** Only what is said of this team, with its route: a phone asks about its own. */
  team: MasterIdSchema.optional(),
});

/** [RES-17] Which team to send, as a table with its reasons: asked again when the need changes, never pushed. */
export function recommendRoutes({ worlds, master }: Services, lane: Pick<SignalLane, 'of'>): FastifyPluginAsyncZod {
  const roadsNow = roadsOf(master);
  return async (app) => {
    app.get(
      '/api/recommend',
      {
        schema: {
          tags: ['rescue'],
          summary: 'Teams for an incident, best first, with reasons, and those left out, with why',
          querystring: QuerySchema,
          response: { 200: RecommendationSchema },
        },
      },
      async (request) => {
        const { info } = requireSession(request);
        const query = request.query;
        const open = worlds.get(query.world);
        if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${query.world}`, 'world');
        const { runtime } = open;
        const incident = runtime.state.command.incidents[query.incidentId];
        const seen = incident !== undefined && isVisible(scopeOf(info), incident.division, [...incident.audience]);
        if (incident === undefined || !seen)
          throw new HttpError(404, 'unknown_incident', 'this incident is not open, or not in your area', 'incidentId');
        const point: Point =
          query.lon === undefined || query.lat === undefined
            ? incident.place.point
            : { lon: query.lon, lat: query.lat };
        const nowMs = runtime.nowMs();
        const practice = open.practiceAt(nowMs);
        const { keepAtHome, lostAfterS } = practice.team;
        const presence = presenceIn(lane, query.world, nowMs);
        const roads = roadsNow(practice.road);
        const field = fieldTo(roads, point);
        const travel = travelIn(roads, field);
        const { teams } = master.county.data;
        const found = recommendTeams(
          {
            destination: { point, division: incident.place.division },
            skills: query.skills,
            ...(query.headcount === undefined ? {} : { headcount: query.headcount }),
            ...(query.arriveBy === undefined ? {} : { arriveByMs: toMs(query.arriveBy) }),
          },
          {
            nowMs,
            state: runtime.state.rescue,
            teams,
            travel,
            presence,
            keepAtHome,
            lostAfterS,
          },
        );
        const asked = ({ team }: { team: string }): boolean => query.team === undefined || team === query.team;
        const drawn = query.team ?? query.route ?? found.ranked[0]?.team;
        /** From the newest fix while it is fresh, else from the base; the route for one team. */
        const startOf = (team: string) => {
          const fix = presence(team);
          const fresh = fix !== undefined && fix.ageS <= lostAfterS ? fix : undefined;
          const from = fresh?.point ?? master.county.teams.get(team)?.base;
          const route = team === drawn && from !== undefined ? routeIn(roads, field, from, point) : undefined;
          const told = {
            ...(fresh === undefined ? {} : { fixAgeS: Math.max(0, Math.round(fresh.ageS)) }),
            ...(route === undefined ? {} : { route }),
          };
          return { from, told };
        };
        return {
          at: toTimestamp(nowMs),
          ranked: found.ranked
            .filter(asked)
            .slice(0, MOST_ROWS)
            .map(({ slackMin, ...row }) => ({
              ...row,
              missingSkills: [...row.missingSkills],
              reasons: row.reasons.map((reason) => ({ ...reason })),
              ...(slackMin === undefined ? {} : { slackMin }),
              ...startOf(row.team).told,
            })),
          underWay: underWay(runtime.state.rescue, query.incidentId).flatMap(({ id }) => {
            if (!asked({ team: id })) return [];
            const { from, told } = startOf(id);
            const way = from === undefined ? undefined : travel(from);
            return way === undefined ? [] : [{ team: id, ...way, ...told }];
          }),
          leftOut: found.leftOut
            .filter(asked)
            .slice(0, MOST_ROWS)
            .map((row) => ({ ...row })),
        };
      },
    );
  };
}

const BEFORE_ARRIVAL: readonly TeamNow['status'][] = ['ordered', 'accepted', 'mustering', 'departed', 'en_route'];

function underWay(state: RescueState, incidentId: string): TeamNow[] {
  return teamsAttachedTo(state, incidentId).filter(({ status }) => BEFORE_ARRIVAL.includes(status));
}
