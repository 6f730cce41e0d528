import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { readWarnings, WarningStateSchema } from '../signals/incoming-rows.ts';
import type { ShownWarning } from '../signals/incoming-shown.ts';
import { listObservations } from '../signals/observations.ts';
import { MomentSchema, readerOf, WorldQuerySchema } from './reading-world.ts';

const WEEK_MS = 7 * 86_400_000;

/** What other bodies told us: warnings, and quakes and hot spots nearby. */
export function incomingRoutes({ pool }: Services, lane: SignalLane): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/incoming-warnings',
      {
        schema: {
          tags: ['incoming'],
          summary: 'Every warning received, newest first, with its present state',
          querystring: WorldQuerySchema.extend({
            state: WarningStateSchema.optional(),
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(500).default(200),
          }),
        },
      },
      async (request) => {
        const { signals } = readerOf(request, lane, request.query.world);
        await signals.ready;
        await signals.incoming.catchUp();
        const { state: wanted, before, limit } = request.query;
        const rows = await readWarnings(pool, signals.world, { before, limit });
        const warnings = rows
          .map((row) => ({ row, state: signals.incoming.stateOf(row) }))
          .filter(({ state }) => wanted === undefined || state === wanted)
          .map(({ row: { id, alert, shown, receivedAtMs }, state }) => ({
            id,
            identifier: alert.identifier,
            sender: alert.sender,
            senderName: shown.senderName,
            sent: alert.sent,
            receivedAt: toTimestamp(receivedAtMs),
            status: alert.status,
            msgType: alert.msgType,
            headline: shown.headline,
            description: shown.description,
            severity: shown.severity,
            level: shown.level,
            event: shown.event,
            hazard: shown.hazard,
            state,
            expiresAt: shown.expiresAt,
            divisions: shown.divisions,
            where: shown.where,
            areaText: shown.areaText,
            area: geometryOf(shown),
            signature: shown.signature,
            references: alert.references,
            notes: shown.notes,
          }));
        return { warnings, ...(rows.length === limit ? { next: rows.at(-1)?.nr } : {}) };
      },
    );
    app.get(
      '/api/observations',
      {
        schema: {
          tags: ['incoming'],
          summary: 'Earthquakes within 100 km and satellite hot spots in the county, newest first',
          querystring: WorldQuerySchema.extend({
            kind: z.enum(['quake', 'hotspot']).optional(),
            from: MomentSchema,
            to: MomentSchema,
            limit: z.coerce.number().int().min(1).max(1000).default(200),
          }),
        },
      },
      async (request) => {
        const { signals, sees } = readerOf(request, lane, request.query.world);
        const { kind, from, to, limit } = request.query;
        const nowMs = signals.nowMs();
        const page = { kind, fromMs: from ?? nowMs - WEEK_MS, toMs: to ?? nowMs + 600_000, limit };
        const rows = await listObservations(pool, signals.world, page);
        return {
          observations: rows
            .filter((row) => sees(row.division))
            .map(({ observed_at, received_at, ...row }) => ({
              ...row,
              observedAt: toTimestamp(observed_at.getTime()),
              receivedAt: toTimestamp(received_at.getTime()),
            })),
        };
      },
    );
  };
}

function geometryOf({ rings }: ShownWarning) {
  return rings.length === 0 ? null : { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}
