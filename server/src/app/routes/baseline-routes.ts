import { countyMonths } from '@sitong/shared/kernel/county-months.ts';
import { divisionPrefix } from '@sitong/shared/kernel/division.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { HOUR_MS, type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { BaselinesSchema, type LastWarning } from '@sitong/shared/protocol/baselines.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Pool } from 'pg';
import { z } from 'zod';
import { incidentBaseline } from '../../pillars/command/views/incident-baseline.ts';
import { alarmBaseline, incomingBaseline } from '../../pillars/monitoring/views/alarm-baseline.ts';
import { warningBaseline } from '../../pillars/release/views/warning-baseline.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { readWorldOf, WorldQuerySchema } from './reading-world.ts';

/** How far back alarms are counted: a day and a night. */
const ALARM_HOURS = 24;

/** What a quiet day is measured against. Asked once by a screen and again when the live lane tells of something new. */
export function baselineRoutes({ pool, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/baselines',
      {
        schema: {
          tags: ['read'],
          summary: 'Incidents, warnings and alarms of this month and day against those before, and the last of each',
          querystring: WorldQuerySchema,
          response: { 200: BaselinesSchema },
        },
      },
      async (request) => {
        const world = readWorldOf(request, request.query.world);
        const open = worlds.get(world);
        if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
        const nowMs = open.runtime.nowMs();
        const months = countyMonths(nowMs);
        const below = belowOf(request, world);
        // One after the other: five connections for one screen would be five that nobody else has.
        const since = await logSince(pool, world);
        const incidents = await incidentBaseline(pool, world, below, months);
        const own = await warningBaseline(pool, world, below, months.thisMs);
        const incoming = await incomingBaseline(pool, world, below, months.thisMs);
        const alarms = await alarmBaseline(pool, world, below, nowMs - ALARM_HOURS * HOUR_MS);
        const last: LastWarning[] = [
          ...(own.last === undefined ? [] : [{ kind: 'own' as const, ...own.last }]),
          ...(incoming.last === undefined
            ? []
            : [{ kind: 'incoming' as const, ...incoming.last, called: 0, answered: 0 }]),
        ];
        return {
          at: toTimestamp(nowMs),
          since,
          incidents,
          warnings: {
            issued: own.issued,
            received: incoming.received,
            last: last.sort((a, b) => toMs(b.endedAt) - toMs(a.endedAt))[0] ?? null,
          },
          alarms: { hours: ALARM_HOURS, ...alarms },
        };
      },
    );
  };
}

/** LIKE pattern of the divisions this reader answers for; the routes table lets in only who has some. */
function belowOf(request: FastifyRequest, world: WorldId): string {
  const identity = requireReader(request);
  if (identity.kind === 'token') return '%';
  const { division, worlds } = identity.session.info;
  if (!worlds.includes(world)) throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
  if (division === undefined) throw new HttpError(403, 'no_division', 'this account answers for no division');
  return `${divisionPrefix(division)}%`;
}

const FirstSchema = z.array(z.object({ at: z.date() }));

async function logSince(pool: Pool, world: WorldId): Promise<Timestamp | null> {
  const { rows } = await pool.query('SELECT at FROM events WHERE world = $1 ORDER BY seq LIMIT 1', [world]);
  const first = FirstSchema.parse(rows)[0];
  return first === undefined ? null : toTimestamp(first.at.getTime());
}
