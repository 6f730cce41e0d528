import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GROUND_LAYERS, type GroundLayer } from '@sitong/shared/kernel/master/map-ground.ts';
import GeoJSONVT from 'geojson-vt';
import { fromGeojsonVt } from 'vt-pbf';
import { type DrawnData, drawnLayers } from './drawn-layers.ts';

export const DRAWN_MIN_ZOOM = 6;
/** Screens overzoom beyond: 13 is 5 m a unit here, finer than any border file. */
export const DRAWN_MAX_ZOOM = 13;

const CUT = { maxZoom: DRAWN_MAX_ZOOM, indexMaxZoom: 6, tolerance: 4, extent: 4096, buffer: 80 };
/** Zoom from which a layer is worth its bytes. */
const FROM_ZOOM: Partial<Record<GroundLayer, number>> = { village: 10 };

export interface TileCutter {
  /** Of the content: equal data gives equal tiles, also after a restart and on another server. */
  revision: string;
  layers: GroundLayer[];
  /** Gzipped vector tile (MVT 2.1); empty where nothing lies. */
  tile: (z: number, x: number, y: number) => Uint8Array<ArrayBuffer>;
}

/** Cuts vector tiles out of the county's own data. The first index takes a second for a very large county. */
export function tileCutter(data: DrawnData): TileCutter {
  const drawn = drawnLayers(data);
  const layers = GROUND_LAYERS.filter((name) => drawn[name] !== undefined);
  const hash = createHash('sha256');
  const indices = layers.map((name) => {
    const features = drawn[name] ?? [];
    hash.update(name).update(JSON.stringify(features));
    return { name, cut: new GeoJSONVT({ type: 'FeatureCollection', features }, CUT) };
  });
  return {
    revision: hash.digest('base64url').slice(0, 16),
    layers,
    tile: (z, x, y) => {
      const tile: Record<string, { features: object[] }> = {};
      for (const { name, cut } of indices) {
        if (z < (FROM_ZOOM[name] ?? 0)) continue;
        const features = cut.getTile(z, x, y)?.features ?? [];
        if (features.length > 0) tile[name] = { features };
      }
      return new Uint8Array(gzipSync(fromGeojsonVt(tile, { version: 2, extent: 4096 })));
    },
  };
}
