import {
  type Archive,
  GROUND_LAYERS,
  type MapGround,
  type VectorSource,
} from '@sitong/shared/kernel/master/map-ground.ts';
import type { MapStore } from '../../plumbing/master/map-store.ts';
import type { Drawn } from './drawn-tiles.ts';
import { DRAWN_MAX_ZOOM, DRAWN_MIN_ZOOM } from './tile-cutter.ts';

const TIANDITU_MAX_ZOOM = 18;

/** The shipped archives (示意地图 · 演示数据), as `scripts/ground` cuts them. */
const DEMO_VECTORS: VectorSource = {
  from: 'demo',
  form: 'pmtiles',
  url: '/tiles/demo/county.pmtiles',
  layers: [...GROUND_LAYERS],
  minZoom: 6,
  maxZoom: 13,
};
const DEMO_TERRAIN = { url: '/tiles/demo/terrain.pmtiles', encoding: 'mapbox', tileSize: 256 } as const;

/**
 * What the map is drawn from: the bureau's own archives first; for layers they lack, and without any, the demo
 * archive in the demo county and the county's own divisions, roads and water everywhere else.
 */
export function groundOf(map: MapStore, datum: MapGround['datum'], drawn: Drawn | undefined): MapGround {
  const vector = map.current('vector');
  const terrain = map.current('terrain');
  const { layer, credit } = map.tianditu;
  const raster = layer !== 'off' && map.tiandituKey !== null;
  const credits = [vector?.head.credit, terrain?.head.credit, raster ? credit : undefined];
  return {
    datum,
    vectors: [...(vector === undefined ? [] : [ofArchive(vector)]), ...standIn(datum, drawn)],
    terrain:
      terrain === undefined
        ? datum === 'demo'
          ? DEMO_TERRAIN
          : null
        : {
            url: addressOf(terrain),
            encoding: terrain.head.encoding ?? 'mapbox',
            tileSize: terrain.head.tileSize ?? 256,
          },
    raster: raster ? { url: `/tiles/tianditu/${layer}/{z}/{x}/{y}`, maxZoom: TIANDITU_MAX_ZOOM } : null,
    credits: [...new Set(credits.flatMap((one) => (one === undefined || one === '' ? [] : [one])))],
  };
}

function standIn(datum: MapGround['datum'], drawn: Drawn | undefined): VectorSource[] {
  if (datum === 'demo') return [DEMO_VECTORS];
  if (drawn === undefined || drawn.layers.length === 0) return [];
  return [
    {
      from: 'drawn',
      form: 'tiles',
      url: `/tiles/drawn/${drawn.revision}/{z}/{x}/{y}`,
      layers: drawn.layers,
      minZoom: DRAWN_MIN_ZOOM,
      maxZoom: DRAWN_MAX_ZOOM,
    },
  ];
}

function ofArchive(archive: Archive): VectorSource {
  const { layers, minZoom, maxZoom } = archive.head;
  return { from: 'archive', form: 'pmtiles', url: addressOf(archive), layers, minZoom, maxZoom };
}

/** With the hash of its content in the address: a screen that reads an archive never gets half of another. */
const addressOf = ({ id }: Archive): string => `/tiles/own/${id}.pmtiles`;
