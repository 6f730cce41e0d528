import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isDeviceName } from '../../ingest/field-text.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import { readTrack } from '../../plumbing/signals/position-history.ts';
import { type Terminal, terminalIdOf } from '../../plumbing/signals/terminal.ts';
import { fixOfLetter } from '../../plumbing/signals/terminal-rows.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import type { WorldSignals } from '../signals/world-signals.ts';
import { MomentSchema, readerOf, WorldQuerySchema } from './reading-world.ts';

const NumberParamSchema = z.object({ id: z.string().refine(isDeviceName, '1 to 64 printable characters') });

/** Terminals, who they are bound to, and where they were. */
export function terminalRoutes({ pool, master }: Services, lane: SignalLane): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/terminals',
      {
        schema: {
          tags: ['terminals'],
          summary:
            'Bound and unknown terminals with their last position; `next` is the `after` of the page that follows',
          querystring: WorldQuerySchema.extend({
            bound: z.enum(['yes', 'no']).optional(),
            after: z.string().max(80).optional(),
            limit: z.coerce.number().int().min(1).max(20_000).default(5000),
          }),
        },
      },
      async (request) => {
        const { signals, sees } = readerOf(request, lane, request.query.world);
        const { bound, after, limit } = request.query;
        const terminals: ReturnType<typeof listed>[] = [];
        let standing: 'before' | 'inside' = after === undefined ? 'inside' : 'before';
        for (const terminal of signals.terminals.all()) {
          if (standing === 'before') {
            if (terminal.terminalId === after) standing = 'inside';
            continue;
          }
          if (bound !== undefined && terminal.bound !== (bound === 'yes')) continue;
          if (!sees(signals.ownerOf(terminal).division, terminal.team)) continue;
          if (terminals.length === limit) {
            const next = terminals.at(-1)?.id;
            return { world: signals.world, now: toTimestamp(signals.nowMs()), terminals, next };
          }
          terminals.push(listed(signals, terminal));
        }
        return { world: signals.world, now: toTimestamp(signals.nowMs()), terminals };
      },
    );
    app.put(
      '/api/terminals/:id/binding',
      {
        schema: {
          tags: ['terminals'],
          summary: 'Bind a terminal to a team; one not heard yet is registered by it',
          params: NumberParamSchema,
          querystring: WorldQuerySchema,
          body: z.object({ team: z.string().min(1).max(64) }),
        },
      },
      async (request) => {
        const { info } = requireRole(request, ['admin', 'duty_leader']);
        const { signals } = readerOf(request, lane, request.query.world);
        const { team } = request.body;
        if (!master.county.teams.has(team))
          throw new HttpError(422, 'unknown_team', `there is no team ${team}`, '/team');
        await signals.ready;
        return listed(signals, await signals.bind(request.params.id, team, info.person));
      },
    );
    app.delete(
      '/api/terminals/:id/binding',
      {
        schema: {
          tags: ['terminals'],
          summary: 'Unbind a terminal: it is listed as unknown again',
          params: NumberParamSchema,
          querystring: WorldQuerySchema,
        },
      },
      async (request) => {
        const { info } = requireRole(request, ['admin', 'duty_leader']);
        const { signals } = readerOf(request, lane, request.query.world);
        if (signals.terminals.byNumber(request.params.id) === undefined)
          throw new HttpError(404, 'unknown_terminal', `there is no terminal ${request.params.id}`);
        return listed(signals, await signals.bind(request.params.id, undefined, info.person));
      },
    );
    app.get(
      '/api/positions',
      {
        schema: {
          tags: ['terminals'],
          summary:
            'Track of one terminal, oldest first, whole unless from and to bound it; `next` is the `from` of the page that follows',
          querystring: WorldQuerySchema.extend({
            terminal: z.string().min(1).max(80),
            from: MomentSchema,
            to: MomentSchema,
            limit: z.coerce.number().int().min(1).max(10_000).default(2000),
          }),
        },
      },
      async (request) => {
        const { signals, sees } = readerOf(request, lane, request.query.world);
        const { terminal: number, from, to, limit } = request.query;
        const terminal = signals.terminals.byNumber(number);
        const division = terminal === undefined ? master.county.county : signals.ownerOf(terminal).division;
        if (!sees(division, terminal?.team))
          throw new HttpError(404, 'unknown_terminal', `there is no terminal ${number} you may see`);
        const page = { fromMs: from ?? 0, toMs: to ?? signals.nowMs() + 600_000, limit: limit + 1 };
        const id = terminal?.terminalId ?? terminalIdOf(number);
        const rows = await readTrack(pool, signals.world, id, page);
        const more = rows.length > limit ? rows.pop() : undefined;
        return {
          terminal: id,
          positions: rows.map((row) => ({
            time: toTimestamp(row.observed_at.getTime()),
            receivedAt: toTimestamp(row.received_at.getTime()),
            lon: row.lon,
            lat: row.lat,
            speedKmh: row.speed_kmh,
            courseDeg: row.course_deg,
            fix: fixOfLetter(row.fix),
            source: row.source,
          })),
          ...(more === undefined ? {} : { next: toTimestamp(more.observed_at.getTime()) }),
        };
      },
    );
  };
}

function listed(signals: WorldSignals, terminal: Terminal) {
  const { label } = signals.ownerOf(terminal);
  const known = terminal.observedMs > 0;
  const said = (value: number): number | null => (known && !Number.isNaN(value) ? value : null);
  return {
    id: terminal.terminalId,
    /** The same name as `?terminal=` of its track. */
    terminal: terminal.terminalId,
    /** As on the wire. */
    number: terminal.number,
    label,
    bound: terminal.bound,
    team: terminal.team ?? null,
    source: terminal.source,
    lon: known ? terminal.lon : null,
    lat: known ? terminal.lat : null,
    time: known ? toTimestamp(terminal.observedMs) : null,
    speedKmh: said(terminal.speedKmh),
    courseDeg: said(terminal.courseDeg),
    batteryPct: Number.isNaN(terminal.batteryPct) ? null : terminal.batteryPct,
    fix: terminal.fix,
    lastSeen: terminal.lastSeenMs === 0 ? null : toTimestamp(terminal.lastSeenMs),
    firstSeen: toTimestamp(terminal.firstSeenMs),
  };
}
