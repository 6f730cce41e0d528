import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';
import { requireAdministrator } from './administrator.ts';

const VerdictSchema = z.object({
  world: z.string(),
  checkedAt: z.string(),
  tookS: z.number(),
  verdict: z.union([
    z.object({ kind: z.literal('ok'), checked: z.number(), head: z.object({ seq: z.number(), hash: z.string() }) }),
    z.object({ kind: z.literal('bad'), seq: z.number(), what: z.string(), detail: z.string() }),
  ]),
});

/** What an auditor asks of the system. */
export function adminRoutes({ log, now }: Services): FastifyPluginAsyncZod {
  /** A whole log is read: one after the other, so that two auditors do not read it twice at once. */
  let running: Promise<unknown> = Promise.resolve();
  return async (app) => {
    app.get(
      '/api/admin/verify-log',
      {
        schema: {
          tags: ['admin'],
          summary: 'Recompute the hash chain of a world and name the first bad row',
          querystring: z.object({ world: WorldIdSchema.default(LIVE) }),
          response: { 200: VerdictSchema },
        },
      },
      async (request) => {
        requireAdministrator(request, ['admin', 'auditor', 'security']);
        const { world } = request.query;
        if (!(await log.worlds()).some(({ id }) => id === world))
          throw new HttpError(404, 'world_unknown', `the log has no world ${world}`, 'world');
        const turn = running.then(() => undefined);
        const check = turn.then(async () => {
          const began = now();
          const verdict = await log.verify(world);
          return { world, checkedAt: toTimestamp(now()), tookS: (now() - began) / 1000, verdict };
        });
        // Who asked hears how it ended; whoever waits behind it only waits for its end.
        running = check.catch(() => undefined);
        return check;
      },
    );
  };
}
