import { ImportStateSchema, ImportToldSchema } from '@sitong/shared/kernel/master/import-told.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { MapStore } from '../../plumbing/master/map-store.ts';
import { audit } from '../audit.ts';
import { changesOf } from '../imports/changes.ts';
import { TABLE_KINDS, type TableKindName } from '../imports/columns.ts';
import { type FileForm, type ImportKind, ImportKindSchema, readImport } from '../imports/import-file.ts';
import { importState } from '../imports/import-state.ts';
import { KIND_TITLES } from '../imports/kind-titles.ts';
import { followMaster } from '../imports/master-listener.ts';
import { SheetError } from '../imports/sheet.ts';
import { templateOf } from '../imports/template.ts';
import type { Services } from '../services.ts';
import { refuseInfected, refuseUnscanned } from '../uploads/found.ts';
import { requireAdministrator } from './administrator.ts';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_TOLD = 500;

const FORMS: Readonly<Record<string, FileForm>> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/plain': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/json': 'json',
  'application/geo+json': 'json',
};

const KindParamSchema = z.object({ kind: ImportKindSchema });

/** Master data of a bureau's own: tables, plans, boundaries, roads and water, with a dry run first. */
export function importRoutes(services: Services, map: Pick<MapStore, 'reload'>): FastifyPluginAsyncZod {
  const { pool, master, worlds, logger, now, scanner, audit: auditLog } = services;
  const databaseUrl = pool.options.connectionString ?? '';
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  return async (app) => {
    const reload = async (): Promise<void> => {
      await master.reload();
      await map.reload();
    };
    const stop = await followMaster({ databaseUrl, reload, onError });
    app.addHook('onClose', stop);
    // Files come as bytes; each kind reads its own form.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.get(
      '/api/imports',
      {
        schema: {
          tags: ['imports'],
          summary: 'How much of each kind the county has',
          response: { 200: ImportStateSchema },
        },
      },
      async (request) => {
        requireAdministrator(request, ['admin']);
        return importState(pool, master);
      },
    );
    app.get(
      '/api/imports/:kind/template.csv',
      { schema: { tags: ['imports'], summary: 'The columns of a kind', params: KindParamSchema } },
      async (request, reply) => {
        requireAdministrator(request, ['admin']);
        const { kind } = request.params;
        if (!isTable(kind)) throw new HttpError(404, 'no_template', `${kind} come as JSON, there is no table of them`);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${kind}.csv"`)
          .send(templateOf(kind));
      },
    );
    app.post(
      '/api/imports/:kind',
      {
        bodyLimit: MOST_BYTES,
        schema: {
          tags: ['imports'],
          summary: 'Rows of master data from a CSV, XLSX or (Geo)JSON file; `dryRun=1` only says what would change',
          params: KindParamSchema,
          querystring: z.object({
            dryRun: z.enum(['0', '1']).default('0'),
            /** GCJ-02 (高德, 腾讯) is converted here and never stored. */
            crs: z.enum(['wgs84', 'gcj02']).default('wgs84'),
            /** How many rows each list of the answer may hold; the counts are always whole. */
            most: z.coerce.number().int().min(1).max(100_000).default(MOST_TOLD),
          }),
          response: { 200: ImportToldSchema },
        },
      },
      async (request) => {
        const by = requireAdministrator(request, ['admin']);
        const { kind } = request.params;
        const { dryRun, crs, most } = request.query;
        const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
        const form = FORMS[type];
        if (form === undefined)
          throw new HttpError(
            415,
            'unsupported_type',
            `content-type ${type.slice(0, 80)} is not taken: send CSV, XLSX or JSON`,
          );
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const what = `导入文件 ${KIND_TITLES[kind]}`;
        const seen = await refuseInfected(await scanner.scan(bytes), { audit: auditLog, person: by.person, what });
        // Tables are brought in at a desk, with time to try again: what nobody looked at is not opened here.
        refuseUnscanned(seen);
        const read = await readImport({ kind, form, bytes, crs }, master.county).catch((error: unknown) => {
          if (error instanceof SheetError) throw new HttpError(422, error.code, error.message);
          throw error;
        });
        const changes = await changesOf(pool, read.master, read.rows);
        const count = (what: (typeof changes)[number]['what']): number =>
          changes.filter((change) => change.what === what).length;
        const refusedRows = new Set(read.refused.map(({ row }) => row)).size;
        const told = {
          kind,
          dryRun: dryRun === '1',
          read: (read.features ?? read.rows.length) + refusedRows,
          added: count('added'),
          changed: count('changed'),
          unchanged: count('unchanged'),
          refusedRows,
          rows: changes.slice(0, most),
          refused: read.refused.slice(0, most),
        };
        if (dryRun === '1' || read.rows.length === 0) return told;
        await audit(
          worlds,
          by.person,
          `基础数据导入 ${KIND_TITLES[kind]}：新增 ${told.added}，更新 ${told.changed}，拒收 ${told.refusedRows}`,
        );
        const rows = read.rows.map(({ id, value }) => ({ id, row: value }));
        await master.put(read.master, rows, by.username, new Date(now()));
        await master.reload();
        return told;
      },
    );
  };
}

function isTable(kind: ImportKind): kind is TableKindName {
  return kind in TABLE_KINDS;
}
