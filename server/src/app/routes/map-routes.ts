import { Readable } from 'node:stream';
import {
  ArchivePartSchema,
  MapGroundSchema,
  type MapSettings,
  MapSettingsSchema,
  TerrainEncodingSchema,
  TiandituSettingsSchema,
} from '@sitong/shared/kernel/master/map-ground.ts';
import type { FastifyPluginAsyncZod, ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { MapStore } from '../../plumbing/master/map-store.ts';
import { audit } from '../audit.ts';
import { boundsOfCounty } from '../ground/bounds-of-county.ts';
import { ArchiveError } from '../ground/check-archive.ts';
import { groundOf } from '../ground/ground.ts';
import type { Ground } from '../ground/open-ground.ts';
import { MOST_ARCHIVE_BYTES, storeArchive } from '../ground/store-archive.ts';
import type { Services } from '../services.ts';
import { refuseInfected, refuseUnscanned } from '../uploads/found.ts';
import { scanFile } from '../uploads/scan-file.ts';
import { requireAdministrator } from './administrator.ts';

const PART_TITLES = { vector: '矢量', terrain: '地形' } as const;
const LAYER_TITLES = { off: '停用', vec: '矢量', img: '影像', ter: '地形' } as const;
const PartParamSchema = z.object({ part: ArchivePartSchema });
const KeySchema = z
  .string()
  .trim()
  .regex(/^[0-9A-Za-z]{16,64}$/, 'a key of 天地图 is letters and digits');

/** What the map is drawn from, and the administrator's hand on it. */
export function mapRoutes(
  { master, worlds, now, scanner, audit: auditLog }: Services,
  { map, drawn, tianditu }: Ground,
): FastifyPluginAsyncZod {
  const archiveOf = (part: string, id: string) => {
    const archive = map.archives.find((one) => one.part === part && one.id === id);
    if (archive === undefined) throw new HttpError(404, 'no_archive', 'this archive is not kept', 'id');
    if (archive.file === 'missing')
      throw new HttpError(409, 'file_missing', 'the file of this archive is not on this server: bring it again', 'id');
    return archive;
  };
  return async (app) => {
    app.get(
      '/api/map',
      { schema: { tags: ['county'], summary: 'What the map is drawn from', response: { 200: MapGroundSchema } } },
      async (request, reply) => {
        requireReader(request);
        const { datum } = master;
        const own = datum === 'own' || master.county.divisions.size > 0;
        reply.header('cache-control', 'private, no-cache');
        return groundOf(map, datum, datum !== 'demo' && own ? await drawn.current() : undefined);
      },
    );
    app.get(
      '/api/map/settings',
      { schema: { tags: ['imports'], summary: 'Archives and 天地图', response: { 200: MapSettingsSchema } } },
      async (request) => {
        requireAdministrator(request, ['admin']);
        return settingsOf(map);
      },
    );
    app.put(
      '/api/map/tianditu',
      {
        schema: {
          tags: ['imports'],
          summary: '天地图 under the map; without `key` the one that is there stays, null takes it away',
          body: TiandituSettingsSchema.extend({ key: KeySchema.nullable().optional() }),
          response: { 200: MapSettingsSchema },
        },
      },
      async (request) => {
        const by = requireAdministrator(request, ['admin']);
        const { key, ...value } = request.body;
        const has = key === undefined ? map.tiandituKey : key;
        if (value.layer !== 'off' && has === null)
          throw new HttpError(
            422,
            'key_missing',
            '天地图 wants a key of server type; enter one or switch it off',
            'key',
          );
        const changed = key === undefined ? '' : key === null ? '，删除密钥' : '，更换密钥';
        await audit(worlds, by.person, `天地图底图：${LAYER_TITLES[value.layer]}${changed}`);
        await map.setTianditu(value, key, by.username, new Date(now()));
        tianditu.begin();
        return settingsOf(map);
      },
    );
    app.post(
      '/api/map/archives/:part/use',
      {
        schema: {
          tags: ['imports'],
          summary: 'Go back to a kept archive, or to none',
          params: PartParamSchema,
          body: z.object({ id: z.string().nullable() }),
          response: { 200: MapSettingsSchema },
        },
      },
      async (request) => {
        const by = requireAdministrator(request, ['admin']);
        const { part } = request.params;
        const { id } = request.body;
        const name = id === null ? '不用瓦片包' : archiveOf(part, id).fileName;
        await audit(worlds, by.person, `地图${PART_TITLES[part]}瓦片包改用：${name}`);
        await map.use(part, id);
        return settingsOf(map);
      },
    );
    await app.register(async (files) => {
      // An archive is written to disk as it comes: nothing of it is ever held in memory.
      files.removeAllContentTypeParsers();
      files.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      files.withTypeProvider<ZodTypeProvider>().put(
        '/api/map/archives/:part',
        {
          bodyLimit: MOST_ARCHIVE_BYTES,
          schema: {
            tags: ['imports'],
            summary: 'A PMTiles archive of vector or terrain tiles; it becomes the map when it is sound',
            params: PartParamSchema,
            querystring: z.object({
              name: z.string().trim().min(1).max(120).default('map.pmtiles'),
              encoding: TerrainEncodingSchema.optional(),
            }),
            response: { 200: MapSettingsSchema },
          },
        },
        async (request) => {
          const by = requireAdministrator(request, ['admin']);
          const { part } = request.params;
          const { name, encoding } = request.query;
          if (!(request.body instanceof Readable))
            throw new HttpError(415, 'unsupported_type', 'send the bytes of the archive as application/octet-stream');
          await audit(worlds, by.person, `地图${PART_TITLES[part]}瓦片包上传：${name}`);
          try {
            await storeArchive(map, {
              body: request.body,
              length: Number(request.headers['content-length'] ?? 0),
              fileName: name,
              wanted: {
                part,
                encoding,
                county: boundsOfCounty(master.county),
              },
              by: by.username,
              at: new Date(now()),
              inspect: async (path) => {
                const found = { audit: auditLog, person: by.person, what: `瓦片包 ${name}` };
                refuseUnscanned(await refuseInfected(await scanFile(scanner, path), found));
              },
            });
          } catch (error) {
            if (error instanceof ArchiveError) throw new HttpError(422, error.code, error.message);
            throw error;
          }
          return settingsOf(map);
        },
      );
    });
  };
}

function settingsOf(map: MapStore): MapSettings {
  const key = map.tiandituKey;
  return {
    archives: [...map.archives],
    tianditu: { ...map.tianditu, key: key === null ? null : `••••${key.slice(-4)}` },
  };
}
