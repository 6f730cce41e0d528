import { divisionPrefix } from '@sitong/shared/kernel/division.ts';
import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { OrderPageSchema, OrderRowSchema } from '@sitong/shared/protocol/order-row.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { readWorldOf } from './reading-world.ts';

const PageQuery = {
  world: WorldIdSchema.optional(),
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

/** Named one by one, so that the index of the list can be used: open ones are few among many. */
const STATUSES: Readonly<Record<'open' | 'closed' | 'all', readonly string[] | null>> = {
  open: ['reported', 'verified', 'responding', 'controlled', 'ended', 'merged'],
  closed: ['closed', 'void'],
  all: null,
};

/** What this reader may list: all below a division, and what names one of these teams. */
interface Reach {
  /** LIKE pattern; null: no place of its own, as with a team leader. */
  below: string | null;
  teams: readonly string[];
}

function reachOf(request: FastifyRequest): Reach {
  const identity = requireReader(request);
  if (identity.kind === 'token') return { below: '%', teams: [] };
  const { division, teams } = identity.session.info;
  return { below: division === undefined ? null : `${divisionPrefix(division)}%`, teams };
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
          response: { 200: z.object({ incidents: z.array(IncidentRowSchema), next: z.number().optional() }) },
        },
      },
      async (request) => {
        const { limit, before, status } = request.query;
        const world = readWorldOf(request, request.query.world);
        const { below, teams } = reachOf(request);
        const { rows } = await pool.query(
          `SELECT id, number, hazard, title, grade, status, division, place, lon, lat, ${iso('reported_at')} AS "reportedAt",
                  ${iso('changed_at')} AS "changedAt", ${iso('closed_at')} AS "closedAt", merged_into AS "mergedInto"
             FROM incident_view i
            WHERE world = $1 AND ($3::int IS NULL OR number < $3)
              AND (division LIKE $2 OR EXISTS (SELECT 1 FROM order_view o
                WHERE o.world = i.world AND o.incident_id = i.id AND o.team = ANY ($6::text[])))
              AND ($4::text[] IS NULL OR status = ANY ($4))
            ORDER BY number DESC LIMIT $5`,
          [world, below, before ?? null, STATUSES[status], limit, teams],
        );
        const incidents = z.array(IncidentRowSchema).parse(rows);
        return { incidents, ...nextOf(incidents, limit) };
      },
    );
    app.get(
      '/api/orders',
      {
        schema: {
          tags: ['read'],
          summary: 'Dispatch orders, open and finished',
          querystring: z.object(PageQuery),
          response: { 200: OrderPageSchema },
        },
      },
      async (request) => {
        const { limit, before } = request.query;
        const world = readWorldOf(request, request.query.world);
        const { below, teams } = reachOf(request);
        const { rows } = await pool.query(
          `SELECT id, number, incident_id AS "incidentId", team, task, status, division, ${iso('saved_at')} AS "savedAt",
                  ${iso('accepted_at')} AS "acceptedAt", ${iso('ended_at')} AS "endedAt"
             FROM order_view
            WHERE world = $1 AND (division LIKE $2 OR team = ANY ($5::text[])) AND ($3::int IS NULL OR number < $3)
            ORDER BY number DESC LIMIT $4`,
          [world, below, before ?? null, limit, teams],
        );
        const orders = z.array(OrderRowSchema).parse(rows);
        return { orders, ...nextOf(orders, limit) };
      },
    );
  };
}

/** The `before` of the page that follows. */
function nextOf(rows: readonly { number: number }[], limit: number): { next?: number } {
  const last = rows.at(-1)?.number;
  return rows.length < limit || last === undefined ? {} : { next: last };
}
