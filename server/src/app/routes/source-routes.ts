import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requireReader } from '../../plumbing/http/identity.ts';
import { listRefused } from '../../plumbing/signals/refused-inputs.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { readerOf, WorldQuerySchema } from './reading-world.ts';

/** The bytes of a refused input may hold anything; only those who run the doors read them. */
const MAY_READ_BYTES: readonly string[] = ['duty_officer', 'duty_leader', 'commander', 'admin', 'security', 'auditor'];

/** Health of the doors, and what they refused. */
export function sourceRoutes({ pool }: Services, lane: SignalLane): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/sources',
      {
        schema: {
          tags: ['sources'],
          summary: 'Each door: last seen, rate a minute, accepted, refused, standing',
          querystring: WorldQuerySchema,
        },
      },
      async (request) => {
        const { signals } = readerOf(request, lane, request.query.world);
        const door = lane.jt808?.stats();
        return {
          world: signals.world,
          now: toTimestamp(signals.nowMs()),
          sources: signals.sources.list().map(({ lastSeenMs, cadenceS, ...source }) => ({
            ...source,
            lastSeen: lastSeenMs === undefined ? null : toTimestamp(lastSeenMs),
            cadenceS: cadenceS ?? null,
            ...(source.source === 'jt808'
              ? { door: door === undefined ? 'off' : 'open', connections: door?.connections ?? 0 }
              : {}),
          })),
        };
      },
    );
    app.get(
      '/api/ingest/refused',
      {
        schema: {
          tags: ['sources'],
          summary: 'Refused inputs, newest first; with the bytes (the first 8 kB, base64) for those who run the doors',
          querystring: WorldQuerySchema.extend({
            source: z.string().max(64).optional(),
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
        },
      },
      async (request) => {
        const reader = requireReader(request);
        const bytes =
          reader.kind === 'token' || reader.session.info.roles.some((role) => MAY_READ_BYTES.includes(role))
            ? 'shown'
            : 'withheld';
        const { signals } = readerOf(request, lane, request.query.world);
        await signals.sources.flush();
        const { source, before, limit } = request.query;
        const rows = await listRefused(pool, signals.world, { source, before, limit });
        return {
          refused: rows.map(({ id, source: from, at, code, message, path, facts, raw, raw_bytes }) => ({
            id,
            source: from,
            at: toTimestamp(at.getTime()),
            code,
            message,
            path,
            facts,
            rawBytes: raw_bytes,
            ...(bytes === 'shown' ? { raw: raw.toString('base64') } : {}),
          })),
          ...(rows.length === limit ? { next: rows.at(-1)?.id } : {}),
        };
      },
    );
  };
}
