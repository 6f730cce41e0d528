import GeoJSONVT from 'geojson-vt';
import { fromGeojsonVt } from 'vt-pbf';
import type { Feature, LayerName, Layers } from './feature.ts';
import { EAST, NORTH, SOUTH, WEST } from './frame.ts';
import { columnsAcross } from './mercator.ts';
import { gzipTile, packArchive, type TileBytes } from './pmtiles-write.ts';

export const VECTOR_MIN_ZOOM = 6;
export const VECTOR_MAX_ZOOM = 13;

const DEMO_NOTICE = '示意地图 · 演示数据（地形为程序生成，非实测）';

function geometry(one: Feature): GeoJSON.Geometry {
  switch (one.kind) {
    case 'point':
      return { type: 'Point', coordinates: one.parts[0]![0]! };
    case 'line':
      return { type: 'LineString', coordinates: one.parts[0]! };
    case 'polygon':
      return { type: 'Polygon', coordinates: one.parts };
    default: {
      const never: never = one.kind;
      throw new Error(`unknown geometry ${String(never)}`);
    }
  }
}

function index(features: readonly Feature[]): GeoJSONVT {
  return new GeoJSONVT(
    {
      type: 'FeatureCollection',
      features: features.map((one) => ({
        type: 'Feature',
        properties: { ...one.properties, minZoom: one.minZoom },
        geometry: geometry(one),
      })),
    },
    { maxZoom: VECTOR_MAX_ZOOM, indexMaxZoom: 5, tolerance: 4, extent: 4096, buffer: 80 },
  );
}

/** Cuts all layers into gzipped vector tiles (MVT 2.1), z6 to z13; screens overzoom beyond. */
export function cutTiles(layers: Layers): TileBytes[] {
  const names = Object.keys(layers) as LayerName[];
  const indices = names.map((name) => index(layers[name]));
  const out: TileBytes[] = [];
  for (let z = VECTOR_MIN_ZOOM; z <= VECTOR_MAX_ZOOM; z++) {
    const span = columnsAcross(z, WEST, SOUTH, EAST, NORTH);
    for (let x = span.x0; x <= span.x1; x++)
      for (let y = span.y0; y <= span.y1; y++) {
        const tile: Record<string, { features: object[] }> = {};
        names.forEach((name, n) => {
          const features = (indices[n]!.getTile(z, x, y)?.features ?? [])
            .filter((one) => Number(one.tags?.['minZoom'] ?? 0) <= z)
            .map((one) => {
              const { minZoom: _, ...tags } = one.tags ?? {};
              return { ...one, tags };
            });
          if (features.length > 0) tile[name] = { features };
        });
        if (Object.keys(tile).length === 0) continue;
        out.push({ z, x, y, data: gzipTile(fromGeojsonVt(tile, { version: 2, extent: 4096 })) });
      }
  }
  return out;
}

export function packVector(tiles: readonly TileBytes[], layers: Layers): Buffer {
  return packArchive(tiles, {
    tileType: 1,
    tileCompression: 2,
    minZoom: VECTOR_MIN_ZOOM,
    maxZoom: VECTOR_MAX_ZOOM,
    bounds: [WEST, SOUTH, EAST, NORTH],
    center: [(WEST + EAST) / 2, (SOUTH + NORTH) / 2, 10],
    metadata: {
      name: '澄城县（示意）',
      description: DEMO_NOTICE,
      attribution: DEMO_NOTICE,
      type: 'baselayer',
      vector_layers: Object.entries(layers).map(([id, features]) => ({
        id,
        minzoom: VECTOR_MIN_ZOOM,
        maxzoom: VECTOR_MAX_ZOOM,
        fields: Object.fromEntries(
          Object.entries(features[0]?.properties ?? {}).map(([key, value]) => [
            key,
            typeof value === 'number' ? 'Number' : typeof value === 'boolean' ? 'Boolean' : 'String',
          ]),
        ),
      })),
    },
  });
}
