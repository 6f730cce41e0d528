import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { DrillNews } from '../drills/drill-news.ts';

/** Proxies cut a stream that says nothing for a minute. */
const BREATH_MS = 20_000;

/** `GET /api/drills/news`: server-sent events without content; each says "look again". */
export function drillNewsRoutes(news: DrillNews): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook('preClose', async () => news.close());
    app.get(
      '/api/drills/news',
      { schema: { tags: ['drills'], summary: 'Server-sent events: the list of drills has changed' } },
      (request, reply) => {
        requireReader(request);
        const { raw } = reply;
        const stop = news.read({ tell: () => raw.write('data: changed\n\n'), end: () => raw.end() });
        if (stop === undefined) throw new HttpError(503, 'too_many_readers', 'too many screens look at the drills');
        reply.hijack();
        raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        raw.write('retry: 3000\n\n');
        const breath = setInterval(() => raw.write(':\n\n'), BREATH_MS);
        raw.on('close', () => {
          clearInterval(breath);
          stop();
        });
      },
    );
  };
}
