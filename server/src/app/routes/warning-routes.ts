import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { endedWarnings } from '../../pillars/release/views/read-warnings.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';

type Seen = { division: string; audience: readonly string[] };

/** Whether the one who asks may see a stream. A token of the wrong world sees nothing of another. */
export function sees(request: FastifyRequest, world: string): (one: Seen) => boolean {
  const identity = requireReader(request);
  if (identity.kind === 'token') {
    if (identity.token.world !== world)
      throw new HttpError(403, 'other_world', `this token belongs to ${identity.token.world}`, 'world');
    return () => true;
  }
  const { info } = identity.session;
  if (!info.worlds.includes(world)) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
  const scope = scopeOf(info);
  return ({ division, audience }) => isVisible(scope, division, [...audience]);
}

export const ListQuerySchema = z.object({
  world: WorldIdSchema.default(LIVE),
  /** Only ended ones before this moment, for paging. */
  before: TimestampSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Our own warnings: open ones from the state, ended ones from the tables. */
export function warningRoutes({ pool, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/warnings',
      {
        schema: {
          tags: ['warnings'],
          summary: 'Our warnings: `open` as they stand, `ended` newest first (page with `before`)',
          querystring: ListQuerySchema,
        },
      },
      async (request) => {
        const { world, before, limit } = request.query;
        const visible = sees(request, world);
        const state = worlds.get(world)?.runtime.state.release;
        if (state === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
        const open = Object.values(state.warnings)
          .filter(visible)
          .map(({ audience: _audience, authors: _authors, ...warning }) => warning);
        const ended = await endedWarnings(pool, world, before === undefined ? FAR : new Date(before), limit);
        return {
          open,
          ended: ended.filter(visible).map(({ audience: _audience, ...row }) => row),
          ...(ended.length === limit ? { next: ended.at(-1)?.endedAt } : {}),
        };
      },
    );
  };
}

export const FAR = new Date('9999-12-31T00:00:00Z');
