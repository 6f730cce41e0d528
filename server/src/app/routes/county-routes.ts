import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { requireReader } from '../../plumbing/http/identity.ts';
import { countyForScreens } from '../county-view.ts';
import type { Services } from '../services.ts';

/** County data for screens: one document, kept by the browser until its version changes. */
export function countyRoutes({ master }: Services): FastifyPluginAsyncZod {
  let cached: { version: number; etag: string; text: string; packed: Buffer } | undefined;
  return async (app) => {
    app.get(
      '/api/county',
      { schema: { tags: ['county'], summary: 'Master data without households and roads; phones masked' } },
      async (request, reply) => {
        requireReader(request);
        const { version } = master;
        if (cached?.version !== version) {
          const text = JSON.stringify(countyForScreens(master.county));
          // Versions begin anew with each process: only the content says whether a browser's copy still holds.
          const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
          cached = { version, etag, text, packed: await promisify(gzip)(text) };
        }
        reply.header('etag', cached.etag).header('cache-control', 'private, no-cache');
        if (request.headers['if-none-match'] === cached.etag) return reply.code(304).send();
        reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
        const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
        return takesGzip ? reply.header('content-encoding', 'gzip').send(cached.packed) : reply.send(cached.text);
      },
    );
  };
}
