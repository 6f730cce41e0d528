import { z } from 'zod';
import { fromGcj02 } from '../../ingest/jt808/gcj02.ts';
import { type RefusedRow, refusalOf } from './refused-row.ts';
import { SheetError } from './sheet.ts';
import type { Crs } from './table-rows.ts';

export const PositionSchema = z.tuple([z.number(), z.number()]).rest(z.number());
const CollectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()).max(200_000),
});

/** Features of a GeoJSON collection; throws SheetError when it is none. */
export function featuresOf(json: unknown): unknown[] {
  const parsed = CollectionSchema.safeParse(json);
  if (!parsed.success) throw new SheetError('geojson_invalid', 'send a GeoJSON FeatureCollection');
  return parsed.data.features;
}

/** A position as it is stored: GCJ-02 is converted here, heights are left out. */
export const placed = ([lon, lat]: readonly number[], crs: Crs): [number, number] =>
  crs === 'gcj02' ? fromGcj02(lon ?? 0, lat ?? 0) : [lon ?? 0, lat ?? 0];

export function featureRefusal(row: number, error: z.ZodError): RefusedRow {
  const issue = error.issues[0];
  return issue === undefined
    ? { row, path: '', code: 'not_valid', message: 'not a feature of this kind' }
    : refusalOf(row, issue.path.join('.'), issue);
}
