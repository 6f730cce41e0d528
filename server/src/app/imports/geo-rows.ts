import { RoadGraphSchema } from '@sitong/shared/kernel/master/county.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { DivisionRowSchema } from '@sitong/shared/kernel/master/people.ts';
import { z } from 'zod';
import { featureRefusal, featuresOf, PositionSchema, placed } from './geo-features.ts';
import type { Read, RefusedRow } from './refused-row.ts';
import { graphOf, type Line } from './road-graph.ts';
import type { Crs } from './table-rows.ts';
import { thinRing } from './thin-ring.ts';

const AreaSchema = z.object({
  properties: z.object({ code: z.coerce.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(PositionSchema)).min(1) }),
    z.object({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(z.array(z.array(PositionSchema)).min(1)).min(1),
    }),
  ]),
});
const RoadClassSchema = z.enum(['expressway', 'county', 'village']);
const LineSchema = z.object({
  properties: z.object({ class: RoadClassSchema.default('village'), name: z.string().max(80).nullish() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('LineString'), coordinates: z.array(PositionSchema).min(2) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(PositionSchema).min(2)).min(1) }),
  ]),
});

/** Outer rings put to the divisions that are there, by `properties.code`; long ones are thinned. */
export function boundaryRows(json: unknown, county: CountyIndex, crs: Crs): Read {
  const read: Read = { rows: [], refused: [] };
  const seen = new Map<string, number>();
  for (const [i, feature] of featuresOf(json).entries()) {
    const row = i + 1;
    const area = AreaSchema.safeParse(feature);
    if (!area.success) {
      read.refused.push(featureRefusal(row, area.error));
      continue;
    }
    const { code } = area.data.properties;
    const division = county.divisions.get(code);
    const before = seen.get(code);
    if (division === undefined || before !== undefined) {
      read.refused.push(division === undefined ? unknownDivision(row, code) : repeated(row, code, before ?? 0));
      continue;
    }
    const { geometry } = area.data;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.map(([outer]) => thinRing((outer ?? []).map((position) => placed(position, crs))));
    const parsed = DivisionRowSchema.safeParse({ ...division, rings });
    if (!parsed.success) {
      read.refused.push(featureRefusal(row, parsed.error));
      continue;
    }
    seen.set(code, row);
    read.rows.push({ row, id: code, value: parsed.data });
  }
  return read;
}

const unknownDivision = (row: number, code: string): RefusedRow => ({
  row,
  path: 'properties.code',
  code: 'unknown_reference',
  message: `the county has no division ${code.slice(0, 20)}; import it first`,
  facts: { kind: 'division', name: code.slice(0, 20) },
});

const repeated = (row: number, code: string, before: number): RefusedRow => ({
  row,
  path: 'properties.code',
  code: 'repeated',
  message: `${code} stands in feature ${before} already; join its parts into one MultiPolygon`,
  facts: { name: code, row: String(before) },
});

/** One graph of all lines; lines join where they share a vertex. */
export function roadRows(json: unknown, crs: Crs): Read {
  const lines: Line[] = [];
  const refused: RefusedRow[] = [];
  let features = 0;
  for (const [i, feature] of featuresOf(json).entries()) {
    const parsed = LineSchema.safeParse(feature);
    if (!parsed.success) {
      refused.push(featureRefusal(i + 1, parsed.error));
      continue;
    }
    features += 1;
    const { properties, geometry } = parsed.data;
    const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
    for (const part of parts)
      lines.push({ name: properties.name ?? '', class: properties.class, points: part.map((one) => placed(one, crs)) });
  }
  if (lines.length === 0) return { rows: [], refused };
  const graph = RoadGraphSchema.safeParse(graphOf(lines));
  if (graph.success) return { rows: [{ row: 1, id: 'graph', value: graph.data }], refused, features };
  return { rows: [], refused: [...refused, featureRefusal(1, graph.error)] };
}
