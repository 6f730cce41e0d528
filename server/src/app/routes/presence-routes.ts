import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requireRole } from '../../plumbing/http/identity.ts';
import { nodesNow } from '../nodes/node-line.ts';
import type { Services } from '../services.ts';

const MAY_SEE = ['duty_officer', 'duty_leader', 'commander', 'admin', 'security'];

const PresenceSchema = z.object({
  world: z.string(),
  /** Null: this server is one node. */
  nodes: z.object({ signals: z.enum(['shared', 'stored']), since: z.string(), count: z.number() }).nullable(),
  people: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      screen: z.string(),
      node: z.string(),
      since: z.string(),
      /** Seconds since its node said so; silence longer than 15 s ends it. */
      ageS: z.number(),
    }),
  ),
});

/** Who sits at which screen, on whichever node. */
export function presenceRoutes({ line, presence, now }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/presence',
      {
        schema: {
          tags: ['session'],
          summary: 'Who is signed in at which screen, on which node',
          querystring: z.object({ world: WorldIdSchema.default(LIVE) }),
          response: { 200: PresenceSchema },
        },
      },
      async (request) => {
        requireRole(request, MAY_SEE);
        const { world } = request.query;
        const nodes = nodesNow(line);
        const nowMs = now();
        return {
          world,
          nodes:
            nodes === undefined
              ? null
              : { signals: nodes.signals, since: toTimestamp(nodes.sinceMs), count: nodes.count },
          people: presence.list(world).map(({ person, name, screen, node, sinceMs, heardMs }) => ({
            person,
            name,
            screen,
            node,
            since: toTimestamp(sinceMs),
            ageS: Math.max(0, Math.round((nowMs - heardMs) / 1000)),
          })),
        };
      },
    );
  };
}
