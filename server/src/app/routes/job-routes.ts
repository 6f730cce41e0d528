import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import type { JobQueue } from '../../plumbing/jobs/job-queue.ts';

/** The outbound queue as an administrator sees it: what waits, what failed how often, and the dead letters. */
export function jobRoutes(jobs: Pick<JobQueue, 'list' | 'retry'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/jobs',
      {
        schema: {
          tags: ['jobs'],
          summary: 'Outbound jobs that are not done, newest first; `which=dead` lists the dead letters',
          querystring: z.object({
            which: z.enum(['all', 'dead']).default('all'),
            limit: z.coerce.number().int().min(1).max(500).default(200),
          }),
        },
      },
      async (request) => {
        requireRole(request, ['admin']);
        const rows = await jobs.list(request.query.which, request.query.limit);
        return {
          jobs: rows.map(({ runAt, createdAt, ...row }) => ({
            ...row,
            runAt: toTimestamp(runAt.getTime()),
            createdAt: toTimestamp(createdAt.getTime()),
          })),
        };
      },
    );
    app.post(
      '/api/jobs/:id/retry',
      {
        schema: {
          tags: ['jobs'],
          summary: 'Start a dead letter afresh',
          params: z.object({ id: z.string().regex(/^\d{1,18}$/) }),
        },
      },
      async (request) => {
        requireRole(request, ['admin']);
        if (await jobs.retry(request.params.id)) return { retried: request.params.id };
        throw new HttpError(404, 'no_job', 'no such job waits; it may be done or at work just now');
      },
    );
  };
}
