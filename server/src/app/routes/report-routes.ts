import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { archivedReports } from '../../pillars/release/views/read-reports.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';
import { FAR, ListQuerySchema, sees } from './warning-routes.ts';

/** Reports upward: those of open incidents from the state, those of closed ones from the tables. */
export function reportRoutes({ pool, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/reports',
      {
        schema: {
          tags: ['reports'],
          summary: 'Reports: `open` as they stand, `archived` newest first (page with `before`)',
          querystring: ListQuerySchema,
        },
      },
      async (request) => {
        const { world, before, limit } = request.query;
        const visible = sees(request, world);
        const state = worlds.get(world)?.runtime.state.release;
        if (state === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
        const open = Object.values(state.reports)
          .filter(visible)
          .map(({ audience: _audience, authors: _authors, ...report }) => report);
        const archived = await archivedReports(pool, world, before === undefined ? FAR : new Date(before), limit);
        return {
          open,
          archived: archived.filter(visible).map(({ audience: _audience, ...row }) => row),
          ...(archived.length === limit ? { next: archived.at(-1)?.archivedAt } : {}),
        };
      },
    );
  };
}
