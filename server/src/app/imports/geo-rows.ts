import { RoadGraphSchema } from '@sitong/shared/kernel/master/county.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { DivisionRowSchema } from '@sitong/shared/kernel/master/people.ts';
import { z } from 'zod';
import { fromGcj02 } from '../../ingest/jt808/gcj02.ts';
import type { Read, RefusedRow } from './refused-row.ts';
import { graphOf, type Line } from './road-graph.ts';
import { SheetError } from './sheet.ts';
import type { Crs } from './table-rows.ts';

const Position = z.tuple([z.number(), z.number()]).rest(z.number());
const CollectionSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()).max(200_000),
});
const AreaSchema = z.object({
  properties: z.object({ code: z.coerce.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)).min(1) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position)).min(1)).min(1) }),
  ]),
});
const RoadClassSchema = z.enum(['expressway', 'county', 'village']);
const LineSchema = z.object({
  properties: z.object({ class: RoadClassSchema.default('village'), name: z.string().max(80).nullish() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('LineString'), coordinates: z.array(Position).min(2) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(Position).min(2)).min(1) }),
  ]),
});

/** Features of a GeoJSON collection; throws SheetError when it is none. */
function featuresOf(json: unknown): unknown[] {
  const parsed = CollectionSchema.safeParse(json);
  if (!parsed.success) throw new SheetError('geojson_invalid', 'send a GeoJSON FeatureCollection');
  return parsed.data.features;
}

const placed = ([lon, lat]: readonly number[], crs: Crs): [number, number] =>
  crs === 'gcj02' ? fromGcj02(lon ?? 0, lat ?? 0) : [lon ?? 0, lat ?? 0];

function problem(row: number, error: z.ZodError): RefusedRow {
  const issue = error.issues[0];
  return { row, path: issue?.path.join('.') ?? '', message: issue?.message ?? 'not a feature of this kind' };
}

/** Outer rings put to the divisions that are there, by `properties.code`. */
export function boundaryRows(json: unknown, county: CountyIndex, crs: Crs): Read {
  const read: Read = { rows: [], refused: [] };
  for (const [i, feature] of featuresOf(json).entries()) {
    const row = i + 1;
    const area = AreaSchema.safeParse(feature);
    if (!area.success) {
      read.refused.push(problem(row, area.error));
      continue;
    }
    const { code } = area.data.properties;
    const division = county.divisions.get(code);
    if (division === undefined) {
      read.refused.push({
        row,
        path: 'properties.code',
        message: `the county has no division ${code}; import it first`,
      });
      continue;
    }
    const { geometry } = area.data;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.map(([outer]) => (outer ?? []).map((position) => placed(position, crs)));
    const parsed = DivisionRowSchema.safeParse({ ...division, rings });
    if (parsed.success) read.rows.push({ row, id: code, value: parsed.data });
    else read.refused.push(problem(row, parsed.error));
  }
  return read;
}

/** One graph of all lines; lines join where they share a vertex. */
export function roadRows(json: unknown, crs: Crs): Read {
  const lines: Line[] = [];
  const refused: RefusedRow[] = [];
  for (const [i, feature] of featuresOf(json).entries()) {
    const parsed = LineSchema.safeParse(feature);
    if (!parsed.success) {
      refused.push(problem(i + 1, parsed.error));
      continue;
    }
    const { properties, geometry } = parsed.data;
    const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const part of parts)
      lines.push({ name: properties.name ?? '', class: properties.class, points: part.map((one) => placed(one, crs)) });
  }
  if (lines.length === 0) return { rows: [], refused };
  const graph = RoadGraphSchema.safeParse(graphOf(lines));
  if (graph.success) return { rows: [{ row: 1, id: 'graph', value: graph.data }], refused };
  return { rows: [], refused: [...refused, problem(1, graph.error)] };
}
