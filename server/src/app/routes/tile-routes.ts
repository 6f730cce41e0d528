import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { Ground } from '../ground/open-ground.ts';
import { DRAWN_MAX_ZOOM } from '../ground/tile-cutter.ts';
import type { Services } from '../services.ts';

const DEMO = fileURLToPath(new URL('../../../demo/', import.meta.url));
const A_DAY = 'private, max-age=86400';
const FOR_EVER = 'private, max-age=31536000, immutable';

const whole = z.coerce.number().int().nonnegative();
const PlaceSchema = z.object({ z: whole.max(22), x: whole, y: whole });

/** What maps are drawn from, for people who are signed in: archives by ranges, tiles of the county's own data, 天地图. */
export function tileRoutes({ master }: Services, { map, drawn, tianditu }: Ground): FastifyPluginAsyncZod {
  return async (app) => {
    // Only for `sendFile`, which answers ranges; every address is a route below.
    await app.register(fastifyStatic, { root: DEMO, serve: false, cacheControl: false });
    app.addHook('onRequest', async (request) => {
      requireReader(request);
    });
    const hide = { hide: true };
    app.get(
      '/tiles/demo/:name',
      { schema: { ...hide, params: z.object({ name: z.enum(['county.pmtiles', 'terrain.pmtiles']) }) } },
      (request, reply) => reply.header('cache-control', A_DAY).sendFile(request.params.name, DEMO),
    );
    app.get(
      '/tiles/:name',
      { schema: { ...hide, params: z.object({ name: z.enum(['county.pmtiles', 'terrain.pmtiles']) }) } },
      (request, reply) => {
        const { name } = request.params;
        const archive = map.current(name === 'county.pmtiles' ? 'vector' : 'terrain');
        const path = archive === undefined ? `${DEMO}${name}` : map.pathOf(archive.id);
        if (archive === undefined && master.datum !== 'demo')
          throw new HttpError(404, 'no_archive', 'this county brought no such archive; /api/map says what there is');
        // The same address for whatever is current: each use asks whether it still is.
        return reply.header('cache-control', 'private, no-cache').sendFile(basename(path), dirname(path));
      },
    );
    app.get(
      '/tiles/own/:id.pmtiles',
      { schema: { ...hide, params: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }) } },
      (request, reply) => {
        const archive = map.archives.find(({ id }) => id === request.params.id);
        if (archive === undefined)
          throw new HttpError(404, 'no_archive', 'this archive is no longer kept; load the screen again');
        const path = map.pathOf(archive.id);
        return reply.header('cache-control', FOR_EVER).sendFile(basename(path), dirname(path));
      },
    );
    app.get(
      '/tiles/drawn/:revision/:z/:x/:y',
      { schema: { ...hide, params: PlaceSchema.extend({ revision: z.string().max(40) }) } },
      async (request, reply) => {
        const { revision, z: zoom, x, y } = request.params;
        if (zoom > DRAWN_MAX_ZOOM) throw new HttpError(404, 'no_tile', `tiles end at zoom ${DRAWN_MAX_ZOOM}`);
        // A screen that was opened before the last import still gets a map, of the county as it is now.
        const now = (await drawn.current()).revision === revision;
        const bytes = await drawn.tile(zoom, x, y);
        return reply
          .header('cache-control', now ? FOR_EVER : 'no-store')
          .header('content-encoding', 'gzip')
          .type('application/vnd.mapbox-vector-tile')
          .send(bytes);
      },
    );
    app.get(
      '/tiles/tianditu/:layer/:z/:x/:y',
      { schema: { ...hide, params: PlaceSchema.extend({ layer: z.enum(['vec', 'img', 'ter']) }) } },
      async (request, reply) => {
        const { layer, z: zoom, x, y } = request.params;
        if (layer !== map.tianditu.layer) throw new HttpError(404, 'off', 'this picture is not switched on');
        const told = await tianditu.tile(zoom, x, y);
        if (told.kind === 'refused') throw new HttpError(502, 'tianditu', `天地图 gave no picture (${told.code})`);
        return reply.header('cache-control', A_DAY).type(told.type).send(told.bytes);
      },
    );
  };
}
