import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Federation } from '../federation/start-federation.ts';
import { readWorldOf } from './reading-world.ts';

const LineSchema = z.object({
  county: DivisionCodeSchema,
  line: z.enum(['starting', 'current', 'catching_up', 'cut', 'refused', 'history_changed', 'not_read']),
  /** Of the county's log: stored up to here, of this much as it last said. */
  seq: z.number().int(),
  headSeq: z.number().int(),
  history: z.number().int(),
  items: z.number().int(),
  readAt: z.string().optional(),
  /** Since when it is cut, refused or changed. */
  since: z.string().optional(),
  why: z.string().optional(),
});

/** The counties below, for a level above: how far each is read and how old that is, and what it told. */
export function federationRoutes({ store, readers }: Federation): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/federation',
      {
        schema: {
          tags: ['federation'],
          summary: 'Counties below: how far each is read, when last, and what is wrong with its line',
          response: { 200: z.object({ counties: z.array(LineSchema) }) },
        },
      },
      async (request) => {
        readWorldOf(request, LIVE);
        const states = new Map(readers.map(({ county, state }) => [county, state]));
        const counties = await store.counties();
        return {
          counties: counties.map(({ hash: _hash, ...read }) => {
            const state = states.get(read.county);
            const trouble = state !== undefined && 'why' in state;
            return {
              ...read,
              line: state?.kind ?? ('not_read' as const),
              ...(trouble ? { since: toTimestamp(state.sinceMs), why: state.why } : {}),
            };
          }),
        };
      },
    );
    app.get(
      '/api/federation/:county/items',
      {
        schema: {
          tags: ['federation'],
          summary: 'What a county below told, in its order, after `after`',
          params: z.object({ county: DivisionCodeSchema }),
          querystring: z.object({
            after: z.coerce.number().int().min(0).default(0),
            limit: z.coerce.number().int().min(1).max(500).default(200),
          }),
          response: {
            200: z.object({
              items: z.array(
                z.object({
                  seq: z.number().int(),
                  kind: z.string(),
                  subject: z.string(),
                  at: z.string(),
                  receivedAt: z.string(),
                  body: z.unknown(),
                }),
              ),
            }),
          },
        },
      },
      async (request) => {
        readWorldOf(request, LIVE);
        const { after, limit } = request.query;
        return { items: await store.items(request.params.county, after, limit) };
      },
    );
  };
}
