import {
  type GroundLayer,
  GroundLayerSchema,
  type MapGround,
  type VectorSource,
} from '@sitong/shared/kernel/master/map-ground.ts';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { COUNTY_SOURCE, TERRAIN_SOURCE } from './base-style.ts';
import { groundLayers } from './ground-layers.ts';
import { labelLayers } from './label-layers.ts';
import { lineLayers } from './line-layers.ts';
import { type MapTheme, PALETTES } from './palette.ts';

export const RASTER_SOURCE = 'tianditu';

/** Surfaces that a picture from outside takes the place of; lines, borders and marks stay over it. */
const UNDER_PICTURE = new Set([
  'land-town',
  'land-hill',
  'land-plateau',
  'land-field',
  'land-forest',
  'relief',
  'built',
  'built-edge',
  'water',
  'water-edge',
]);

/**
 * The ground as this county has it: each layer from the first source that carries it, none from nowhere, relief
 * where there are heights. `origin` is our own server's address: tiles one by one want a whole one.
 */
export function groundStyle(theme: MapTheme, ground: MapGround, origin: string): StyleSpecification {
  const palette = PALETTES[theme];
  const sources: Record<string, SourceSpecification> = {};
  for (const [i, vector] of ground.vectors.entries()) sources[nameOf(i)] = vectorSource(vector, origin);
  const { terrain, raster } = ground;
  if (terrain !== null)
    sources[TERRAIN_SOURCE] = {
      type: 'raster-dem',
      url: `pmtiles://${terrain.url}`,
      encoding: terrain.encoding,
      tileSize: terrain.tileSize,
    };
  if (raster !== null)
    sources[RASTER_SOURCE] = {
      type: 'raster',
      tiles: [`${origin}${raster.url}`],
      tileSize: 256,
      maxzoom: raster.maxZoom,
    };
  const all = [...groundLayers(palette), ...lineLayers(palette), ...labelLayers(palette)];
  const layers = all.flatMap((layer): LayerSpecification[] => {
    if (layer.type === 'background') return raster === null ? [layer] : [layer, picture(theme)];
    if (raster !== null && UNDER_PICTURE.has(layer.id)) return [];
    if (layer.type === 'hillshade') return terrain === null ? [] : [layer];
    if (!('source-layer' in layer)) return [layer];
    const carried = GroundLayerSchema.safeParse(layer['source-layer']);
    const from = carried.success ? sourceOf(ground.vectors, carried.data) : -1;
    return from < 0 ? [] : [{ ...layer, source: nameOf(from) }];
  });
  return { version: 8, name: `sitong-${theme}`, sources, layers };
}

/** The first source keeps the name that other rooms read areas from. */
const nameOf = (index: number): string => (index === 0 ? COUNTY_SOURCE : `${COUNTY_SOURCE}-${index}`);

const sourceOf = (vectors: readonly VectorSource[], layer: GroundLayer): number =>
  vectors.findIndex(({ layers }) => layers.includes(layer));

function vectorSource({ form, url, minZoom, maxZoom }: VectorSource, origin: string): SourceSpecification {
  return form === 'pmtiles'
    ? { type: 'vector', url: `pmtiles://${url}` }
    : { type: 'vector', tiles: [`${origin}${url}`], minzoom: minZoom, maxzoom: maxZoom };
}

/** Quiet enough that marks stay the brightest thing: hue is kept for warnings and own forces. */
function picture(theme: MapTheme): LayerSpecification {
  return {
    id: 'picture',
    type: 'raster',
    source: RASTER_SOURCE,
    paint:
      theme === 'dark'
        ? { 'raster-brightness-max': 0.55, 'raster-saturation': -0.45, 'raster-fade-duration': 0 }
        : { 'raster-saturation': -0.25, 'raster-contrast': -0.1, 'raster-fade-duration': 0 },
  };
}
