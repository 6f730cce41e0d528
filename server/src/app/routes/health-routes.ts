import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Services } from '../services.ts';

/** `/healthz`: the process lives. `/readyz`: it can do its work, with what is missing. */
export function healthRoutes({ pool, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: { tags: ['health'], summary: 'The process lives' } }, async () => ({ status: 'up' }));
    app.get(
      '/readyz',
      { schema: { tags: ['health'], summary: 'Database and worlds are there' } },
      async (_request, reply) => {
        try {
          await pool.query('SELECT 1');
        } catch (error) {
          return reply.code(503).send({
            status: 'not_ready',
            missing: 'database',
            message: error instanceof Error ? error.message : String(error),
          });
        }
        if (worlds.get('live') === undefined)
          return reply.code(503).send({ status: 'not_ready', missing: 'live world' });
        return {
          status: 'ready',
          worlds: worlds.all().map(({ runtime }) => ({ world: runtime.world, seq: runtime.seq })),
        };
      },
    );
    app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  };
}
