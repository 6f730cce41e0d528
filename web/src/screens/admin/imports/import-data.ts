import { type ImportTold, ImportToldSchema } from '@sitong/shared/kernel/master/import-told.ts';
import { z } from 'zod';
import { ApiError, send } from '../../../plumbing/http/api.ts';

/** In the order in which a county is built up: each names only what stands before it. */
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
  'water',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const CRS = ['wgs84', 'gcj02'] as const;
export type Crs = (typeof CRS)[number];

const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const NO_TABLE: readonly ImportKind[] = ['plans', 'boundaries', 'roads', 'water'];

export function hasTemplate(kind: ImportKind): boolean {
  return !NO_TABLE.includes(kind);
}

/** Kinds with places: only there does it matter what the coordinates are. */
const NO_PLACE: readonly ImportKind[] = ['county', 'persons', 'posts', 'responsibilities', 'contacts', 'plans'];

export function hasPlace(kind: ImportKind): boolean {
  return !NO_PLACE.includes(kind);
}

/** The media type the server asks for, by the file's name: browsers name CSV in a dozen ways. */
export function mediaType(name: string): string {
  const end = name.toLowerCase().split('.').at(-1) ?? '';
  if (end === 'xlsx') return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (end === 'json' || end === 'geojson') return 'application/json';
  return 'text/csv';
}

export interface ImportAsked {
  kind: ImportKind;
  crs: Crs;
  dryRun: boolean;
  /** How many rows each list may hold; the counts are always whole. */
  most?: number;
}

/** Throws ApiError with the server's own sentence. */
export async function sendImport(file: File, { kind, crs, dryRun, most = 500 }: ImportAsked): Promise<ImportTold> {
  let response: Response;
  try {
    response = await send(`/api/imports/${kind}?dryRun=${dryRun ? 1 : 0}&crs=${crs}&most=${most}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': mediaType(file.name) },
      body: file,
    });
  } catch (error) {
    throw new ApiError(0, 'offline', String(error));
  }
  const answer: unknown = await response.json();
  if (response.ok) return ImportToldSchema.parse(answer);
  const failed = ErrorSchema.safeParse(answer);
  const { code, message } = failed.success ? failed.data.error : { code: `http_${response.status}`, message: '' };
  throw new ApiError(response.status, code, message);
}
