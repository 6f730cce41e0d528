import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { groundLayers } from './ground-layers.ts';
import { labelLayers } from './label-layers.ts';
import { lineLayers } from './line-layers.ts';
import { type MapTheme, PALETTES } from './palette.ts';

export const COUNTY_TILES_URL = 'pmtiles:///tiles/county.pmtiles';
export const TERRAIN_TILES_URL = 'pmtiles:///tiles/terrain.pmtiles';

/** Name of the vector source; layers of other rooms may read `town` and `village` areas from it. */
export const COUNTY_SOURCE = 'county';
export const TERRAIN_SOURCE = 'terrain';

/** Screens put their own map layers under the first label, so that names stay readable. */
export const FIRST_LABEL_LAYER = 'label-contour';

export interface BaseStyleOptions {
  theme: MapTheme;
  /** PMTiles archive of the vector layers. */
  tilesUrl: string;
  /** PMTiles archive of terrain-RGB tiles (Mapbox encoding, 256 px). */
  terrainUrl: string;
}

/** The ground of the county: relief, water, roads, borders, names. No glyph or sprite server: text is drawn locally. */
export function buildBaseStyle({ theme, tilesUrl, terrainUrl }: BaseStyleOptions): StyleSpecification {
  const palette = PALETTES[theme];
  const layers: LayerSpecification[] = [...groundLayers(palette), ...lineLayers(palette), ...labelLayers(palette)];
  return {
    version: 8,
    name: `sitong-${theme}`,
    sources: {
      [COUNTY_SOURCE]: { type: 'vector', url: tilesUrl, attribution: '示意地图 · 演示数据' },
      [TERRAIN_SOURCE]: { type: 'raster-dem', url: terrainUrl, encoding: 'mapbox', tileSize: 256 },
    },
    layers,
  };
}
