import { z } from 'zod';
import { ApiError } from '../../../plumbing/http/api.ts';

/** In the order in which a county is built up. */
export const IMPORT_KINDS = [
  'county',
  'divisions',
  'persons',
  'posts',
  'responsibilities',
  'contacts',
  'sensors',
  'hazards',
  'teams',
  'shelters',
  'depots',
  'households',
  'plans',
  'boundaries',
  'roads',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const CRS = ['wgs84', 'gcj02'] as const;
export type Crs = (typeof CRS)[number];

export const ImportToldSchema = z.object({
  kind: z.string(),
  dryRun: z.boolean(),
  read: z.number(),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refusedRows: z.number(),
  refused: z.array(z.object({ row: z.number(), path: z.string(), message: z.string() })),
});
export type ImportTold = z.infer<typeof ImportToldSchema>;

const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export function hasTemplate(kind: ImportKind): boolean {
  return kind !== 'plans' && kind !== 'boundaries' && kind !== 'roads';
}

/** The media type the server asks for, by the file's name: browsers name CSV in a dozen ways. */
export function mediaType(name: string): string {
  const end = name.toLowerCase().split('.').at(-1) ?? '';
  if (end === 'xlsx') return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (end === 'json' || end === 'geojson') return 'application/json';
  return 'text/csv';
}

/** Throws ApiError with the server's own sentence. */
export async function sendImport(
  file: File,
  { kind, crs, dryRun }: { kind: ImportKind; crs: Crs; dryRun: boolean },
): Promise<ImportTold> {
  const response = await fetch(`/api/imports/${kind}?dryRun=${dryRun ? 1 : 0}&crs=${crs}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': mediaType(file.name) },
    body: file,
  });
  const answer: unknown = await response.json();
  if (response.ok) return ImportToldSchema.parse(answer);
  const failed = ErrorSchema.safeParse(answer);
  const { code, message } = failed.success ? failed.data.error : { code: `http_${response.status}`, message: '' };
  throw new ApiError(response.status, code, message);
}
