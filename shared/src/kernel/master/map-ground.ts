import { z } from 'zod';

/** Vector layers the ground is drawn from; an archive may hold some of them. */
export const GROUND_LAYERS = [
  'land',
  'water',
  'river',
  'contour',
  'road',
  'boundary',
  'place',
  'town',
  'village',
  'house',
  'veil',
] as const;
export const GroundLayerSchema = z.enum(GROUND_LAYERS);
export type GroundLayer = z.infer<typeof GroundLayerSchema>;

export const ArchivePartSchema = z.enum(['vector', 'terrain']);
export type ArchivePart = z.infer<typeof ArchivePartSchema>;

export const TerrainEncodingSchema = z.enum(['mapbox', 'terrarium']);

/** A bureau's own tile archive, as its header says; degrees, CGCS2000. */
export const ArchiveHeadSchema = z.object({
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  tiles: z.number().int(),
  /** Layers of ours it holds; the rest is drawn from the county's data. */
  layers: z.array(GroundLayerSchema),
  /** Layers it holds that nothing here draws. */
  otherLayers: z.array(z.string()),
  encoding: TerrainEncodingSchema.optional(),
  tileSize: z.number().int().optional(),
  credit: z.string(),
});
export type ArchiveHead = z.infer<typeof ArchiveHeadSchema>;

export const ArchiveSchema = z.object({
  id: z.string(),
  part: ArchivePartSchema,
  standing: z.enum(['current', 'kept']),
  fileName: z.string(),
  bytes: z.number().int(),
  head: ArchiveHeadSchema,
  putBy: z.string(),
  putAt: z.string(),
  /** `missing`: this server does not have the file; its folder must be brought back or shared. */
  file: z.enum(['here', 'missing']),
});
export type Archive = z.infer<typeof ArchiveSchema>;

/** Which picture of 天地图 lies under everything: none, map, imagery, terrain. */
export const TiandituLayerSchema = z.enum(['off', 'vec', 'img', 'ter']);
export type TiandituLayer = z.infer<typeof TiandituLayerSchema>;

export const TIANDITU_ADDRESS = 'https://t{s}.tianditu.gov.cn';

export const TiandituSettingsSchema = z.object({
  layer: TiandituLayerSchema,
  /** Where tiles are asked for; `{s}` stands for 0 to 7. A province's own node, where the bureau's network has one. */
  address: z
    .string()
    .max(200)
    .regex(/^https?:\/\/[A-Za-z0-9.{}:-]+$/, 'an address is http(s)://host without a path'),
  /** Name and map approval number (审图号) shown beside the map. */
  credit: z.string().trim().max(80),
});
export type TiandituSettings = z.infer<typeof TiandituSettingsSchema>;

/** What an administrator sees; the key only by its last four characters. */
export const MapSettingsSchema = z.object({
  archives: z.array(ArchiveSchema),
  tianditu: TiandituSettingsSchema.extend({ key: z.string().nullable() }),
});
export type MapSettings = z.infer<typeof MapSettingsSchema>;

const VectorSourceSchema = z.object({
  from: z.enum(['archive', 'demo', 'drawn']),
  /** An archive's address, or the address of single tiles with {z}, {x} and {y}. */
  form: z.enum(['pmtiles', 'tiles']),
  url: z.string(),
  layers: z.array(GroundLayerSchema),
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
});
export type VectorSource = z.infer<typeof VectorSourceSchema>;

/** What the map of this county is drawn from. Each layer comes from the first source that has it. */
export const MapGroundSchema = z.object({
  datum: z.enum(['none', 'demo', 'own']),
  vectors: z.array(VectorSourceSchema),
  terrain: z.object({ url: z.string(), encoding: TerrainEncodingSchema, tileSize: z.number().int() }).nullable(),
  raster: z.object({ url: z.string(), maxZoom: z.number().int() }).nullable(),
  /** Whose map it is, for the strip below it. */
  credits: z.array(z.string()),
});
export type MapGround = z.infer<typeof MapGroundSchema>;
