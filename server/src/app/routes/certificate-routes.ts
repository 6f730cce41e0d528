import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';

import { HttpError } from '../../plumbing/http/http-error.ts';
import { contentSecurity } from '../browser-security.ts';
import { certificatePage, languageOf } from '../certificate/certificate-page.ts';
import { readRootCertificate } from '../certificate/root-certificate.ts';
import type { Services } from '../services.ts';

/** The root that a device must trust before anything else works on it: open to all, as it is to whoever connects. */
export function certificateRoutes({ config }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/certificate',
      {
        // Read over plain http by devices that do not trust us yet: its link and its style must not be turned to https.
        helmet: contentSecurity('off'),
        schema: {
          tags: ['public'],
          summary: 'How to install the root certificate on Windows, Android, iOS and Linux; `?lang=zh-CN` or `en`',
          querystring: z.object({ lang: z.string().max(20).optional() }),
        },
      },
      async (request, reply) => {
        const language = languageOf(request.query.lang, request.headers['accept-language']);
        const page = certificatePage(await readRootCertificate(config.caPath), language);
        reply.header('cache-control', 'no-cache').header('vary', 'accept-language');
        return reply.type('text/html; charset=utf-8').send(page);
      },
    );
    app.get(
      '/certificate/sitong-root.crt',
      { schema: { tags: ['public'], summary: 'The root certificate itself, DER' } },
      async (_request, reply) => {
        const root = await readRootCertificate(config.caPath);
        if (root.kind === 'none') throw new HttpError(404, 'no_root_certificate', `${root.why}: nothing to install`);
        return reply
          .header('cache-control', 'no-cache')
          .header('content-disposition', 'attachment; filename="sitong-root.crt"')
          .type('application/x-x509-ca-cert')
          .send(root.der);
      },
    );
  };
}
