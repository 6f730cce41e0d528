import { z } from 'zod';
import { type Water, WaterSchema } from '../../plumbing/master/water.ts';
import { featureRefusal, featuresOf, PositionSchema, placed } from './geo-features.ts';
import type { Read, RefusedRow } from './refused-row.ts';
import type { Crs } from './table-rows.ts';

const NameSchema = z.string().trim().max(80).nullish();
const LineSchema = z.object({
  properties: z.object({
    name: NameSchema,
    class: z.enum(['river', 'stream', 'canal']).default('river'),
    /** Drained area, from which the width is drawn. */
    areaKm2: z.number().positive().max(1_000_000).optional(),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('LineString'), coordinates: z.array(PositionSchema).min(2) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(PositionSchema).min(2)).min(1) }),
  ]),
});
const AreaSchema = z.object({
  properties: z.object({ name: NameSchema, class: z.enum(['reservoir', 'lake', 'river']).default('lake') }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(PositionSchema).min(4)).min(1) }),
    z.object({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(z.array(z.array(PositionSchema).min(4)).min(1)).min(1),
    }),
  ]),
});
const KindOfSchema = z.object({ geometry: z.object({ type: z.string() }) });

/** Drained area that a line is drawn as when its file does not say, km². */
const ASSUMED_KM2 = { river: 300, canal: 40, stream: 12 } as const;

/** Rivers and standing water of the county as one row: a new file takes the place of the old one. */
export function waterRows(json: unknown, crs: Crs): Read {
  const water: Water = { lines: [], areas: [] };
  const refused: RefusedRow[] = [];
  let features = 0;
  for (const [i, feature] of featuresOf(json).entries()) {
    const kind = KindOfSchema.safeParse(feature);
    const added = kind.success && /Polygon$/.test(kind.data.geometry.type) ? areas(feature, crs) : lines(feature, crs);
    if (added instanceof z.ZodError) refused.push(featureRefusal(i + 1, added));
    else {
      features += 1;
      water.lines.push(...added.lines);
      water.areas.push(...added.areas);
    }
  }
  if (features === 0) return { rows: [], refused };
  const parsed = WaterSchema.safeParse(water);
  if (parsed.success) return { rows: [{ row: 1, id: 'water', value: parsed.data }], refused, features };
  return { rows: [], refused: [...refused, featureRefusal(1, parsed.error)] };
}

function lines(feature: unknown, crs: Crs): Water | z.ZodError {
  const parsed = LineSchema.safeParse(feature);
  if (!parsed.success) return parsed.error;
  const { properties, geometry } = parsed.data;
  const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  const areaKm2 = properties.areaKm2 ?? ASSUMED_KM2[properties.class];
  const name = properties.name ?? '';
  return { lines: parts.map((part) => ({ name, areaKm2, points: part.map((one) => placed(one, crs)) })), areas: [] };
}

function areas(feature: unknown, crs: Crs): Water | z.ZodError {
  const parsed = AreaSchema.safeParse(feature);
  if (!parsed.success) return parsed.error;
  const { properties, geometry } = parsed.data;
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return {
    lines: [],
    areas: parts.map((rings) => ({
      name: properties.name ?? '',
      class: properties.class,
      rings: rings.map((ring) => ring.map((one) => placed(one, crs))),
    })),
  };
}
