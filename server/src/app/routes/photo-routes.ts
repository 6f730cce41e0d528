import multipart from '@fastify/multipart';
import { IdSchema } from '@sitong/shared/kernel/ids.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader, requireSession } from '../../plumbing/http/identity.ts';
import { PhotoSight } from '../photos/photo-sight.ts';
import { PhotoStore } from '../photos/photo-store.ts';
import type { Services } from '../services.ts';
import { refuseInfected, refuseUnscanned } from '../uploads/found.ts';
import { PhotoScanSchema, PhotoScans } from '../uploads/photo-scans.ts';
import { rescan } from '../uploads/rescan.ts';

/** Megabytes are counted as people count them; a phone sends a reduced picture first. */
const MOST_BYTES = 8_000_000;

const MESSAGES: Readonly<Record<string, string>> = {
  not_an_image: 'send a JPEG, PNG or WebP picture; this file begins like none of them',
  broken_image: 'this picture is cut off or damaged; send it again',
};

const unknown = (): HttpError => new HttpError(404, 'no_photo', 'no picture with this id has arrived yet');

/**
 * Photos from the field: taken in under the id the phone gave them, so that sending twice stores once. Each is shown to the
 * virus scanner first. While that is away a picture is kept all the same and marked, for it may be all that is known of a
 * dam; SITONG_UNSCANNED=refuse has the phone keep it and send it again.
 */
export function photoRoutes({ config, pool, scanner, audit, now, master }: Services): FastifyPluginAsyncZod {
  const photos = new PhotoStore(config.dataDir);
  const scans = new PhotoScans(pool);
  const sight = new PhotoSight(pool, () => master.county.county);
  scanner.onBack(() => rescan({ photos, scans, scanner, audit, now }));
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
          response: {
            200: z.object({ id: IdSchema, outcome: z.enum(['stored', 'duplicate']), scan: PhotoScanSchema }),
          },
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
        const { id } = request.query;
        const seen = await refuseInfected(await scanner.scan(bytes), {
          audit,
          person: info.person,
          what: `照片 ${id}`,
        });
        if (config.unscanned === 'refuse') refuseUnscanned(seen);
        const stored = await photos.put(id, bytes);
        if (stored.kind === 'refused')
          throw new HttpError(422, stored.code, MESSAGES[stored.code] ?? 'this picture cannot be taken', 'file');
        if (stored.kind === 'stored') await sight.sent(id, info.person);
        await scans.arrived(id, seen.kind, new Date(now()));
        return { id, outcome: stored.kind, scan: seen.kind };
      },
    );
    app.get(
      '/api/photos/scans',
      {
        schema: {
          tags: ['photos'],
          summary: 'What the virus scanner said of pictures; one that is not named was never looked at',
          querystring: z.object({
            ids: z
              .string()
              .transform((ids) => ids.split(','))
              .pipe(z.array(IdSchema).max(200)),
          }),
          response: {
            200: z.array(z.object({ id: IdSchema, scan: PhotoScanSchema, signature: z.string().nullable() })),
          },
        },
      },
      async (request) => {
        requireReader(request);
        const found = await scans.of(request.query.ids);
        // Where there is no scanner its absence is said once (doctor, /metrics) and not beside every picture.
        const told = [...found].filter(([, { state }]) => state !== 'unscanned' || scanner.state.kind !== 'none');
        return told.map(([id, { state, signature }]) => ({ id, scan: state, signature }));
      },
    );
    app.get(
      '/api/photos/:id',
      {
        schema: {
          tags: ['photos'],
          summary: 'A picture, without what the camera wrote beside it, for those who may see what tells of it',
          params: z.object({ id: IdSchema }),
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        // Who may not see it learns no more than of one that never came.
        if (!(await sight.maySee(requireReader(request), id))) throw unknown();
        const known = (await scans.of([id])).get(id);
        if (known?.state === 'infected')
          throw new HttpError(
            410,
            'infected',
            `the virus scanner found ${known.signature}; the picture was taken away`,
          );
        const photo = await photos.read(id);
        if (photo === undefined) throw unknown();
        return reply
          .type(`image/${photo.image}`)
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('content-disposition', 'inline')
          .header('x-virus-scan', known?.state ?? 'unscanned')
          .header(
            'cache-control',
            known?.state === 'clean' ? 'private, max-age=31536000, immutable' : 'private, no-cache',
          )
          .send(photo.bytes);
      },
    );
  };
}
