import multipart from '@fastify/multipart';
import { IdSchema } from '@sitong/shared/kernel/ids.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader, requireSession } from '../../plumbing/http/identity.ts';
import { PhotoStore } from '../photos/photo-store.ts';
import type { Services } from '../services.ts';

/** Megabytes are counted as people count them; a phone sends a reduced picture first. */
const MOST_BYTES = 8_000_000;

const MESSAGES: Readonly<Record<string, string>> = {
  not_an_image: 'send a JPEG, PNG or WebP picture; this file begins like none of them',
  broken_image: 'this picture is cut off or damaged; send it again',
};

/** Photos from the field: taken in under the id the phone gave them, so that sending twice stores once. */
export function photoRoutes({ config }: Pick<Services, 'config'>): FastifyPluginAsyncZod {
  const photos = new PhotoStore(config.dataDir);
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: MOST_BYTES, files: 1, fields: 4, fieldSize: 200 } });
    app.post(
      '/api/photos',
      {
        // Multipart bodies are not described by a JSON schema; the parts are checked below.
        schema: {
          tags: ['photos'],
          summary: 'One picture (multipart, JPEG, PNG or WebP, at most 8 MB) under the id given by ?id=',
          querystring: z.object({ id: IdSchema }),
          response: { 200: z.object({ id: IdSchema, outcome: z.enum(['stored', 'duplicate']) }) },
        },
        bodyLimit: MOST_BYTES + 100_000,
      },
      async (request) => {
        const { info } = requireSession(request);
        if (info.roles.includes('wall')) throw new HttpError(403, 'wall_never_acts', 'the wall sends nothing');
        if (!request.isMultipart())
          throw new HttpError(415, 'not_multipart', 'send the picture as multipart/form-data');
        const part = await request.file();
        if (part === undefined) throw new HttpError(422, 'no_file', 'the form holds no file', 'file');
        const bytes = await part.toBuffer().catch((error: unknown) => {
          if (part.file.truncated) throw new HttpError(413, 'too_large', 'a picture may have 8 MB at most', 'file');
          throw error;
        });
        const stored = await photos.put(request.query.id, bytes);
        if (stored.kind === 'refused')
          throw new HttpError(422, stored.code, MESSAGES[stored.code] ?? 'this picture cannot be taken', 'file');
        return { id: request.query.id, outcome: stored.kind };
      },
    );
    app.get(
      '/api/photos/:id',
      {
        schema: {
          tags: ['photos'],
          summary: 'A picture, without what the camera wrote beside it',
          params: z.object({ id: IdSchema }),
        },
      },
      async (request, reply) => {
        requireReader(request);
        const photo = await photos.read(request.params.id);
        if (photo === undefined) throw new HttpError(404, 'no_photo', 'no picture with this id has arrived yet');
        return reply
          .type(`image/${photo.image}`)
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('content-disposition', 'inline')
          .header('cache-control', 'private, max-age=31536000, immutable')
          .send(photo.bytes);
      },
    );
  };
}
