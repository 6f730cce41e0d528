import { IdSchema, LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { archivedReports, reportsBeside } from '../../pillars/release/views/read-reports.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { reportDocx } from '../papers/report-docx.ts';
import { reportPaper } from '../papers/report-paper.ts';
import type { Services } from '../services.ts';
import { FAR, ListQuerySchema, sees } from './warning-routes.ts';

/** Reports upward: those of open incidents from the state, those of closed ones from the tables. */
export function reportRoutes({ pool, worlds, master }: Services): FastifyPluginAsyncZod {
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

    app.get(
      '/api/reports/:id.docx',
      {
        config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
        schema: {
          tags: ['reports'],
          summary:
            'One report as a Word file (GB/T 9704 style), as the log holds it; a drill and an unsigned one say so',
          params: z.object({ id: IdSchema }),
          querystring: z.object({ world: WorldIdSchema.default(LIVE) }),
        },
      },
      async (request, reply) => {
        const { world } = request.query;
        const visible = sees(request, world);
        const siblings = await reportsBeside(pool, world, request.params.id);
        const report = siblings.find(({ id }) => id === request.params.id);
        if (report === undefined || !visible(report))
          throw new HttpError(404, 'report_unknown', `no report ${request.params.id} in ${world}`, 'id');
        const { county } = master;
        const file = await reportDocx(
          reportPaper(report, {
            world,
            county: county.data.title.replace(/[（(].*$/, '').trim(),
            nameOf: (person) => county.persons.get(person)?.name ?? person,
            siblings,
          }),
        );
        reply.header('content-disposition', `attachment; filename="report-${report.number}.docx"`);
        return reply.type('application/vnd.openxmlformats-officedocument.wordprocessingml.document').send(file);
      },
    );
  };
}
