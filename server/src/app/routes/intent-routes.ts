import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import { IntentEnvelopeSchema } from '@sitong/shared/protocol/intents.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';

/** The same intents as over the live lane, for phones with an outbox and for programs. */
export function intentRoutes({ worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/intents',
      {
        schema: {
          tags: ['intents'],
          summary: 'Send one intent; a retry with the same commandId gets the same answer',
          querystring: z.object({ world: WorldIdSchema.default(LIVE) }),
          body: IntentEnvelopeSchema,
          response: { 200: IntentAnswerSchema },
        },
      },
      async (request) => {
        const session = requireSession(request);
        const world = worlds.get(request.query.world);
        if (world === undefined) throw new HttpError(404, 'world_unknown', `no open world ${request.query.world}`);
        return world.live.submit(session.info, request.body);
      },
    );
  };
}
