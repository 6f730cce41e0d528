import { LIVE, newId, type WorldId, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import {
  type Timestamp,
  TimestampSchema,
  toTimestamp,
  WorldClockSchema,
  worldNowMs,
} from '@sitong/shared/kernel/time.ts';
import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../plumbing/eventlog/event-log.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader, requireRole } from '../../plumbing/http/identity.ts';
import { DrillNews } from '../drills/drill-news.ts';
import { readPrompts } from '../drills/prompts.ts';
import { ScenarioPlayers } from '../drills/scenario-players.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { drillNewsRoutes } from './drill-news-routes.ts';

/** Those who run drills; the wall looks on. */
const MAY_RUN = ['duty_officer', 'duty_leader', 'commander', 'admin'];
/** A drill has its own rules, sensors and log in memory: so many at once and no more. */
const MOST_DRILLS = 4;
const SCENARIOS = ['storm'] as const;
/** The evening of the demo county's storm. */
const STORM_START: Timestamp = '2026-07-18T19:30:00+08:00';

const OfficersSchema = z.enum(['hand', 'scripted']);
const StartSchema = z.object({
  scenario: z.enum(SCENARIOS),
  title: z.string().trim().min(1).max(80).optional(),
  startAt: TimestampSchema.optional(),
  speed: z.number().min(1).max(600).default(1),
  officers: OfficersSchema,
  /** `caller`: the asking program plays the scenario itself and gets the token for it. */
  player: z.enum(['server', 'caller']).default('server'),
});

const DrillSchema = z.object({
  world: WorldIdSchema,
  title: z.string(),
  scenario: z.string(),
  status: z.enum(['running', 'ended', 'closed']),
  startedAt: z.string(),
  clock: WorldClockSchema,
  /** World time when this was answered. */
  worldNow: TimestampSchema,
  events: z.number().int(),
  officers: OfficersSchema.nullable(),
  player: z.enum(['playing', 'over', 'failed', 'caller', 'gone']),
  told: z.string(),
});

const WorldParamSchema = z.object({ world: WorldIdSchema });

/** Drills: begin one, see them all, end one. The clock is set by the intent SetWorldClock. */
export function drillRoutes(services: Services, lane: SignalLane): FastifyPluginAsyncZod {
  const { worlds, log, apiTokens, logger, now, pool } = services;
  const news = new DrillNews(worlds);
  const players = new ScenarioPlayers({
    onError: (error, what) => logger.error({ err: error }, what),
    onChange: news.tell,
  });

  // Ended at another node: nobody is left to play to.
  worlds.onClose(({ runtime }) => {
    players.stop(runtime.world).catch((error: unknown) => logger.error({ err: error }, 'stopping a scenario failed'));
  });

  const shown = (stored: World): z.infer<typeof DrillSchema> => {
    const runtime = worlds.get(stored.id)?.runtime;
    const drill = runtime?.state.command.drills['drill'];
    const clock = drill?.clock ?? stored.clock;
    const performance = players.of(stored.id);
    return {
      world: stored.id,
      title: stored.title,
      scenario: drill?.scenario ?? '',
      status: runtime === undefined ? 'closed' : (drill?.status ?? 'running'),
      startedAt: stored.createdAt,
      clock,
      worldNow: toTimestamp(worldNowMs(clock, now())),
      events: runtime?.seq ?? stored.headSeq,
      officers: performance?.officers ?? null,
      player: performance?.state ?? 'gone',
      told: performance?.told ?? '',
    };
  };
  const one = async (world: WorldId): Promise<World> => {
    const found = (await log.worlds()).find(({ id, kind }) => id === world && kind === 'drill');
    if (found === undefined) throw new HttpError(404, 'world_unknown', `there is no drill ${world}`, 'world');
    return found;
  };

  return async (app) => {
    app.addHook('onClose', () => players.close());
    await app.register(drillNewsRoutes(news));
    // The script reads the log, feeds the doors, and plays those nobody plays: in this world and no other.
    const tokenFor = (world: WorldId, username: string): Promise<string> =>
      apiTokens.create(`scenario ${world}`, ['ingest', 'read', 'command'], world, username);
    const endTokensOf = async (world: WorldId): Promise<void> => {
      for (const token of await apiTokens.list())
        if (token.world === world && token.revokedAt === null) await apiTokens.revoke(token.id);
    };
    app.get(
      '/api/drills',
      {
        schema: {
          tags: ['drills'],
          summary: 'Drills, newest first, with their clocks',
          response: { 200: z.object({ serverMs: z.number(), drills: z.array(DrillSchema) }) },
        },
      },
      async (request) => {
        requireReader(request);
        const drills = (await log.worlds()).filter(({ kind }) => kind === 'drill').reverse();
        return { serverMs: now(), drills: drills.slice(0, 100).map(shown) };
      },
    );
    app.post(
      '/api/drills',
      {
        schema: {
          tags: ['drills'],
          summary: 'Begin a drill: its own world, played by the script of its scenario',
          body: StartSchema,
          response: { 201: DrillSchema.extend({ token: z.string().optional(), jt808Port: z.number().optional() }) },
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_RUN);
        const { scenario, title, startAt = STORM_START, speed, officers, player } = request.body;
        if (worlds.names().length - 1 >= MOST_DRILLS)
          throw new HttpError(409, 'too_many_drills', `${MOST_DRILLS} drills are open; end one first`);
        const named = title ?? `暴雨山洪演练 ${startAt.slice(0, 16).replace('T', ' ')}`;
        const { runtime } = await worlds.startDrill({ title: named, scenario, startAt, speed });
        const { world } = runtime;
        const token = await tokenFor(world, info.username);
        await lane.of(world)?.ready;
        const jt808Port = lane.jt808?.port;
        if (player === 'server') {
          const url = addressOf(app);
          players.start({ world, scenario, officers, startedBy: info.username, url, jt808Port, token });
        } else players.playedByCaller(world, officers, info.username);
        reply.code(201);
        return {
          ...shown(await one(world)),
          ...(player === 'caller' ? { token, ...(jt808Port === undefined ? {} : { jt808Port }) } : {}),
        };
      },
    );
    app.get(
      '/api/drills/:world/prompts',
      {
        schema: {
          tags: ['drills'],
          summary: 'Calls that come in during the drill, newest first: what the scenario says on the phone',
          params: WorldParamSchema,
        },
      },
      async (request) => {
        requireReader(request);
        const { id } = await one(request.params.world);
        return { prompts: await readPrompts(pool, id) };
      },
    );
    app.delete(
      '/api/drills/:world',
      {
        schema: {
          tags: ['drills'],
          summary: 'End a drill: its player stops, its tokens are revoked, its log stays',
          params: WorldParamSchema,
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_RUN);
        const { world } = request.params;
        if (world === LIVE) throw new HttpError(409, 'live_world', 'the live world does not end', 'world');
        await one(world);
        await players.stop(world);
        const open = await worlds.find(world);
        if (open !== undefined) {
          // Refused when it has ended already: then it only remains to be closed.
          await open.live.submit(info, {
            commandId: newId(),
            intent: { type: 'EndDrill', reason: `ended by ${info.name}`.slice(0, 200) },
          });
          await worlds.closeDrill(world);
        }
        await endTokensOf(world);
        return reply.code(204).send();
      },
    );
    app.post(
      '/api/drills/:world/player',
      {
        schema: {
          tags: ['drills'],
          summary:
            'Let the script go on in a drill whose player is gone, for example after the server was started anew',
          params: WorldParamSchema,
          body: z.object({ officers: OfficersSchema }),
          response: { 201: DrillSchema },
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_RUN);
        const { world } = request.params;
        const stored = await one(world);
        const drill = worlds.get(world)?.runtime.state.command.drills['drill'];
        if (drill?.status !== 'running') throw new HttpError(409, 'drill_over', 'this drill has ended', 'world');
        const state = players.of(world)?.state ?? 'gone';
        if (state === 'playing' || state === 'caller')
          throw new HttpError(409, 'player_at_work', 'the scenario of this drill is being played', 'world');
        await endTokensOf(world);
        const token = await tokenFor(world, info.username);
        await lane.of(world)?.ready;
        players.start({
          world,
          scenario: drill.scenario,
          officers: request.body.officers,
          startedBy: info.username,
          url: addressOf(app),
          jt808Port: lane.jt808?.port,
          token,
          resume: 'resume',
        });
        reply.code(201);
        return shown(stored);
      },
    );
  };
}

/** Where this very process listens: the player runs beside it. */
function addressOf(app: Pick<FastifyInstance, 'server'>): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string')
    throw new HttpError(503, 'not_listening', 'the server does not listen on a port; the scenario cannot reach it');
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}
