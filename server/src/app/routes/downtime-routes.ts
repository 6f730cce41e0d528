import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { makePack } from '../downtime/make-pack.ts';
import { printAside } from '../downtime/print-aside.ts';
import type { Services } from '../services.ts';
import { requireAdministrator } from './administrator.ts';

/** Who may take the county's telephone numbers out of the house on paper. */
const MAY_PRINT = ['admin', 'duty_officer', 'duty_leader', 'commander'] as const;

export function downtimeRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/downtime-pack.pdf',
      {
        config: { rateLimit: { max: 6, timeWindow: '1 minute' } },
        schema: {
          tags: ['admin'],
          summary:
            'The paper for a night without screens: open incidents, call tree, rosters, teams, a blank log. PDF, A4; taking it is an audit entry',
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, MAY_PRINT);
        const pack = await makePack(services);
        const rows = pack.tables.reduce((sum, table) => sum + table.rows.length, 0);
        await services.audit.record(by.person, {
          type: 'DataExported',
          body: { what: 'downtime_pack', rows, filter: '' },
        });
        const pdf = await printAside(pack);
        reply.header('content-disposition', `attachment; filename="downtime-${pack.asOf.slice(0, 10)}.pdf"`);
        return reply.type('application/pdf').send(pdf);
      },
    );
  };
}
