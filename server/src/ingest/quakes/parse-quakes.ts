import { z } from 'zod';
import { type Note, observedTimeFault, type ParseResult, type Refusal } from '../contract.ts';

/** An event of the USGS summary feed (GeoJSON). Not every one is an earthquake: `kind` says so. */
export interface Quake {
  /** USGS event id; later versions of one event keep it. */
  readonly id: string;
  readonly kind: 'earthquake' | 'quarry_blast' | 'explosion' | 'other';
  /** The word of the source, for `other`. */
  readonly sourceType: string;
  /** Null: not determined. Below zero is a real, very small event. */
  readonly magnitude: number | null;
  readonly magnitudeType: string | null;
  readonly place: string;
  readonly lon: number;
  readonly lat: number;
  /** Null: not determined. Negative: above sea level. */
  readonly depthKm: number | null;
  readonly observedAtMs: number;
  /** Higher wins when the same id comes again. */
  readonly updatedAtMs: number;
  readonly review: 'automatic' | 'reviewed' | 'deleted';
}

const FeatureSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  properties: z.object({
    mag: z.number().min(-5).max(12).nullable(),
    magType: z.string().max(16).nullish(),
    place: z.string().max(400).nullish(),
    time: z.number().int(),
    updated: z.number().int().nullish(),
    type: z.string().max(40).default('earthquake'),
    status: z.string().default('automatic'),
  }),
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z
      .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
      .rest(z.number().min(-20).max(1000).nullable()),
  }),
});
const CollectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).max(50_000) });

export function parseQuakes(body: unknown, nowMs: number): ParseResult<Quake> {
  const collection = CollectionSchema.safeParse(body);
  if (!collection.success) {
    const issue = collection.error.issues[0];
    const refusal = {
      code: 'body_invalid' as const,
      message: issue?.message ?? 'not a GeoJSON FeatureCollection',
      path: issue?.path.join('.') ?? '',
      index: 0,
    };
    return { accepted: [], refused: [refusal], notes: [] };
  }
  const byId = new Map<string, Quake>();
  const refused: Array<Refusal & { index: number }> = [];
  const notes: Note[] = [];
  for (const [index, raw] of collection.data.features.entries()) {
    const parsed = FeatureSchema.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      refused.push({
        code: 'event_invalid',
        message: issue?.message ?? 'not an event',
        path: `features.${index}.${issue?.path.join('.') ?? ''}`,
        index,
      });
      continue;
    }
    const quake = quakeOf(parsed.data);
    const fault = observedTimeFault(quake.observedAtMs, nowMs);
    const earlier = byId.get(quake.id);
    if (fault !== null) {
      refused.push({
        code: fault,
        message: 'time must be epoch milliseconds from 2000 to at most 5 minutes ahead',
        path: `features.${index}.properties.time`,
        index,
      });
    } else if (earlier !== undefined && earlier.updatedAtMs >= quake.updatedAtMs) {
      notes.push({
        code: 'duplicate_in_batch',
        message: `${quake.id} came in a version that is no newer; left out`,
        path: `features.${index}`,
      });
    } else {
      if (earlier !== undefined)
        notes.push({
          code: 'duplicate_in_batch',
          message: `${quake.id} came twice; the newer is taken`,
          path: `features.${index}`,
        });
      byId.set(quake.id, quake);
    }
  }
  return { accepted: [...byId.values()], refused, notes };
}

function quakeOf({ id, properties, geometry }: z.infer<typeof FeatureSchema>): Quake {
  const [lon, lat, depthKm] = geometry.coordinates;
  return {
    id,
    kind: kindOf(properties.type),
    sourceType: properties.type,
    magnitude: properties.mag,
    magnitudeType: properties.magType ?? null,
    place: properties.place ?? '',
    lon,
    lat,
    depthKm: depthKm ?? null,
    observedAtMs: properties.time,
    updatedAtMs: properties.updated ?? properties.time,
    review: properties.status === 'reviewed' || properties.status === 'deleted' ? properties.status : 'automatic',
  };
}

function kindOf(type: string): Quake['kind'] {
  switch (type) {
    case 'earthquake':
    case 'explosion':
      return type;
    case 'quarry blast':
    case 'quarry':
      return 'quarry_blast';
    default:
      return 'other';
  }
}
