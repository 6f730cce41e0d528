import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireScope } from '../../plumbing/http/identity.ts';
import type { OutboxBell } from '../federation/outbox-bell.ts';
import { readOutbox } from '../federation/read-outbox.ts';
import { type OutboxPage, OutboxPageSchema, OutboxQuerySchema } from '../federation/upward-item.ts';
import type { Services } from '../services.ts';

/** What goes upward from this county, for the level above to read in order, by a token of its own scope. */
export function outboxRoutes({ pool, master }: Services, bell: OutboxBell): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('preClose', async () => bell.close());
    app.get(
      '/api/outbox',
      {
        schema: {
          tags: ['federation'],
          summary:
            'What goes upward after event `after`, in order: heads of incidents of grade Ⅰ–Ⅲ, warnings issued, reports sent; token of scope outbox',
          querystring: OutboxQuerySchema,
          response: { 200: OutboxPageSchema },
        },
      },
      async (request): Promise<OutboxPage> => {
        const { world } = requireScope(request, 'outbox');
        const { county } = master.county;
        const { wait, ...asked } = request.query;
        const look = async (): Promise<OutboxPage> => {
          const read = await readOutbox(pool, world, asked);
          switch (read.kind) {
            case 'page':
              return { county, ...read.page };
            case 'history_changed':
              throw new HttpError(
                409,
                'history_changed',
                `event ${asked.after} is not the one you have read: this county's log was put back to an earlier moment; have it read anew`,
                'after',
                { head: read.head },
              );
            case 'no_world':
              throw new HttpError(404, 'world_unknown', `there is no world ${world} any more`);
          }
        };
        const untilMs = performance.now() + wait * 1000;
        for (;;) {
          const { heard, stop } = bell.listen(world, untilMs - performance.now());
          try {
            const page = await look();
            // Many a change of an incident stays in the county: rung for, looked at, and waited on.
            if (page.items.length > 0 || (await heard) === 'over') return page;
          } finally {
            stop();
          }
        }
      },
    );
  };
}
