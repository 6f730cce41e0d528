import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import { askLease, LEASE_S } from '../../plumbing/nodes/leases.ts';
import type { Services } from '../services.ts';

/** Desks ring; the wall is silent, and a phone rings for its own orders. */
const RINGS = ['duty_officer', 'duty_leader', 'commander', 'town_officer'];

const ClaimSchema = z.object({
  world: WorldIdSchema.default(LIVE),
  /** Made by the page, once for each browser. */
  console: z.uuid(),
  want: z.enum(['hold', 'take', 'release']),
});
const AnswerSchema = z.object({
  /** Null: nobody in this room rings. */
  owner: z.object({ person: z.string(), name: z.string(), own: z.boolean(), sinceS: z.number() }).nullable(),
  /** Ask again before this time is over. */
  leaseS: z.number(),
});

/** Which of a room's consoles rings: one, and the next within ten seconds of its silence. */
export function soundRoutes({ pool, master, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.put(
      // Below /api/session: an untouched console that is locked goes on ringing.
      '/api/session/sound-lease',
      {
        config: { rateLimit: false },
        schema: {
          tags: ['session'],
          summary: 'Ring here: hold, take or release the sound of this room (the division of the account)',
          body: ClaimSchema,
          response: { 200: AnswerSchema },
        },
      },
      async (request) => {
        const { info } = requireRole(request, RINGS);
        const { world, console: holder, want } = request.body;
        if (worlds.get(world) === undefined)
          throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
        const name = `sound:${info.division ?? info.person}`;
        const lease = await askLease(pool, { world, name, holder, person: info.person, want });
        if (lease === undefined) return { owner: null, leaseS: LEASE_S };
        const { person, since } = lease;
        return {
          owner: {
            person,
            name: master.county.persons.get(person)?.name ?? (person === info.person ? info.name : person),
            own: lease.holder === holder,
            sinceS: Math.max(0, Math.round((Date.now() - since.getTime()) / 1000)),
          },
          leaseS: LEASE_S,
        };
      },
    );
  };
}
