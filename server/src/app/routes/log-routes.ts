import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { EnvelopeSchema, isVisible } from '@sitong/shared/kernel/envelope.ts';
import { IdSchema, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { pillarOf } from '@sitong/shared/protocol/catalogue.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { linkedStreams } from '../../pillars/command/views/incident-link.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { readWorldOf } from './reading-world.ts';

const PageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number().int() });
const LogPageSchema = PageSchema.extend({
  /** The `since` of the page that follows; absent when the head is reached. */
  next: z.number().int().optional(),
});

/** A program that reads the log without gaps learns that here was an audit entry, and nothing of it. */
function withheld(event: Envelope): Envelope {
  const { observedAt: _observed, causedBy: _caused, ...kept } = event;
  return { ...kept, type: 'Withheld', actor: { person: 'withheld' }, body: {} };
}

/** The log in order, and the timeline of one incident: both as the reader may see them. */
export function logRoutes({ log, pool, worlds }: Services): FastifyPluginAsyncZod {
  const visibleTo = (request: FastifyRequest): ((events: readonly Envelope[]) => Envelope[]) => {
    const identity = requireReader(request);
    if (identity.kind === 'token') {
      const whole = identity.token.scopes.includes('admin');
      return (events) => events.map((event) => (whole || pillarOf(event.type) !== 'audit' ? event : withheld(event)));
    }
    const scope = scopeOf(identity.session.info);
    return (events) => events.filter(({ division, audience }) => isVisible(scope, division, audience));
  };
  return async (app) => {
    app.get(
      '/api/log',
      {
        schema: {
          tags: ['log'],
          summary: 'Events after `since`, in order; `next` is the `since` that follows, `head` how far the log reaches',
          querystring: z.object({
            world: WorldIdSchema.optional(),
            since: z.coerce.number().int().min(0).default(0),
            limit: z.coerce.number().int().min(1).max(1000).default(500),
          }),
          response: { 200: LogPageSchema },
        },
      },
      async (request) => {
        const visible = visibleTo(request);
        const { since, limit } = request.query;
        const world = readWorldOf(request, request.query.world);
        const events = await log.since(world, since, limit);
        const head = worlds.get(world)?.runtime.seq ?? (await log.head(world)).seq;
        const last = events.at(-1)?.seq;
        return {
          events: visible(events),
          head,
          ...(last !== undefined && last < head ? { next: last } : {}),
        };
      },
    );
    app.get(
      '/api/incidents/:id/timeline',
      {
        schema: {
          tags: ['log'],
          summary: 'Events of one incident, of the responses it is under and of their tasks, newest first',
          params: z.object({ id: IdSchema }),
          querystring: z.object({
            world: WorldIdSchema.optional(),
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: PageSchema },
        },
      },
      async (request) => {
        const visible = visibleTo(request);
        const { before, limit } = request.query;
        const world = readWorldOf(request, request.query.world);
        const incidentId = request.params.id;
        const streams = await linkedStreams(pool, world, incidentId);
        const page = { world, incidentId, streams, limit, ...(before === undefined ? {} : { before }) };
        const events = await log.timeline(page);
        return { events: visible(events), head: worlds.get(world)?.runtime.seq ?? 0 };
      },
    );
  };
}
