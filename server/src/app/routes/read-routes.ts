import { divisionPrefix } from '@sitong/shared/kernel/division.ts';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';

const PageQuery = {
  world: WorldIdSchema.default(LIVE),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.coerce.number().int().positive().optional(),
};

const IncidentRowSchema = z.object({
  id: z.string(),
  number: z.number(),
  hazard: z.string(),
  title: z.string(),
  grade: z.number(),
  status: z.string(),
  division: z.string(),
  place: z.string(),
  lon: z.number(),
  lat: z.number(),
  reportedAt: z.string(),
  changedAt: z.string(),
  closedAt: z.string().nullable(),
  mergedInto: z.string().nullable(),
});

const OrderRowSchema = z.object({
  id: z.string(),
  number: z.number(),
  incidentId: z.string(),
  team: z.string(),
  task: z.string(),
  status: z.string(),
  division: z.string(),
  savedAt: z.string(),
  acceptedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

/** Division codes below which this reader may list; a person without a place lists nothing by place. */
function prefixOf(request: FastifyRequest): string {
  const identity = requireReader(request);
  if (identity.kind === 'token') return '';
  const { division } = identity.session.info;
  if (division === undefined)
    throw new HttpError(403, 'no_place', 'this account sees only what names it; lists by place are not open to it');
  return divisionPrefix(division);
}

const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`;

/** Incidents and orders, newest number first; `before` is the last number of the page at hand. */
export function readRoutes({ pool }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/incidents',
      {
        schema: {
          tags: ['read'],
          summary: 'Incidents, open and closed',
          querystring: z.object({ ...PageQuery, status: z.enum(['open', 'closed', 'all']).default('all') }),
          response: { 200: z.object({ incidents: z.array(IncidentRowSchema) }) },
        },
      },
      async (request) => {
        const { world, limit, before, status } = request.query;
        const { rows } = await pool.query(
          `SELECT id, number, hazard, title, grade, status, division, place, lon, lat, ${iso('reported_at')} AS "reportedAt",
                  ${iso('changed_at')} AS "changedAt", ${iso('closed_at')} AS "closedAt", merged_into AS "mergedInto"
             FROM incident_view
            WHERE world = $1 AND division LIKE $2 AND ($3::int IS NULL OR number < $3)
              AND ($4 = 'all' OR ($4 = 'closed') = (status IN ('closed', 'void')))
            ORDER BY number DESC LIMIT $5`,
          [world, `${prefixOf(request)}%`, before ?? null, status, limit],
        );
        return { incidents: z.array(IncidentRowSchema).parse(rows) };
      },
    );
    app.get(
      '/api/orders',
      {
        schema: {
          tags: ['read'],
          summary: 'Dispatch orders, open and finished',
          querystring: z.object(PageQuery),
          response: { 200: z.object({ orders: z.array(OrderRowSchema) }) },
        },
      },
      async (request) => {
        const { world, limit, before } = request.query;
        const { rows } = await pool.query(
          `SELECT id, number, incident_id AS "incidentId", team, task, status, division, ${iso('saved_at')} AS "savedAt",
                  ${iso('accepted_at')} AS "acceptedAt", ${iso('ended_at')} AS "endedAt"
             FROM order_view
            WHERE world = $1 AND division LIKE $2 AND ($3::int IS NULL OR number < $3)
            ORDER BY number DESC LIMIT $4`,
          [world, `${prefixOf(request)}%`, before ?? null, limit],
        );
        return { orders: z.array(OrderRowSchema).parse(rows) };
      },
    );
  };
}
