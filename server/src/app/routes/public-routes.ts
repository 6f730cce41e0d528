import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { issuedWarnings } from '../../pillars/release/views/read-warnings.ts';
import { countyName, issuerOf } from '../outbound/cap-messages.ts';
import { publicPage } from '../public/public-page.ts';
import { PUBLIC_WORDS, publicLanguage } from '../public/public-words.ts';
import type { Services } from '../services.ts';
import { sendTagged } from './cap-routes.ts';

/**
 * An open page is asked for again by the browser itself: without a script, and as warnings are events in real time
 * (WCAG 2.2.1). Not oftener, so that whoever listens to the page can hear it to its end.
 */
const RENEW_S = 120;
/** Anything else than one word is as if nothing had been asked. */
const LanguageSchema = z.object({ lang: z.string().optional().catch(undefined) }).catch({});
const CSS = readFileSync(new URL('../public/page.css', import.meta.url), 'utf8');

/**
 * Hanzi for devices that have none of their own; the page names their own faces first, so that a phone fetches
 * nothing. The second file holds what the first lacks (埝). Addresses carry the release: cached for ever.
 */
const FACES = {
  'han-5.3.0.woff2': 'noto-sans-sc-chinese-simplified-400-normal.woff2',
  'han-more-5.3.0.woff2': 'noto-sans-sc-77-400-normal.woff2',
} as const;
const fontFile = createRequire(import.meta.url).resolve;

/** Warnings in force for everybody: no sign-in, no script, never a drill. */
export function publicRoutes({ pool, master, now }: Services): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/public',
      {
        schema: {
          tags: ['public'],
          summary: 'Warnings in force, a page that works without JavaScript; in English by ?lang=en or Accept-Language',
        },
      },
      async (request, reply) => {
        const nowMs = now();
        const rows = await issuedWarnings(pool, LIVE, new Date(nowMs - 3_600_000));
        const inForce = rows.filter((row) => row.status === 'issued' && toMs(row.content.expiresAt) > nowMs);
        inForce.sort((a, b) => a.content.level - b.content.level || (b.issuedAt ?? '').localeCompare(a.issuedAt ?? ''));
        const times = rows.flatMap(({ issuedAt, endedAt }) => [issuedAt, endedAt]).filter((at) => at !== undefined);
        const { lang: chosen } = LanguageSchema.parse(request.query);
        const language = publicLanguage(chosen, request.headers['accept-language']);
        const html = publicPage({
          words: PUBLIC_WORDS[language],
          county: countyName(master.county),
          nowMs,
          warnings: inForce.map((row) => ({ row, issuer: issuerOf(row, master.county) })),
          changedAt: times.sort().at(-1),
        });
        reply.headers({ refresh: String(RENEW_S), 'content-language': language });
        reply.header('vary', 'accept-language');
        return sendTagged(request, reply, 'text/html; charset=utf-8', html);
      },
    );
    app.get('/public/page.css', { schema: { hide: true } }, async (request, reply) =>
      sendTagged(request, reply, 'text/css; charset=utf-8', CSS),
    );
    for (const [name, file] of Object.entries(FACES)) {
      const path = fontFile(`@fontsource/noto-sans-sc/files/${file}`);
      app.get(`/public/${name}`, { schema: { hide: true } }, (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .type('font/woff2')
          .send(createReadStream(path)),
      );
    }
  };
}
