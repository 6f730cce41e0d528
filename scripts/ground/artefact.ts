import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { type CountySeed, CountySeedSchema } from '@sitong/shared/kernel/master/county.ts';
import { PbfReader } from 'pbf';
import { PMTiles, type RangeResponse } from 'pmtiles';
import { PNG } from 'pngjs';
import { columnsAcross, tileX, tileY } from './mercator.ts';

const folder = new URL('../../server/demo/', import.meta.url);

export function readShipped(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

/** A PMTiles archive in memory, read by the same package the screens use. */
export function openArchive(bytes: Buffer, key: string): PMTiles {
  return new PMTiles({
    getKey: () => key,
    getBytes: (offset: number, length: number): Promise<RangeResponse> =>
      Promise.resolve({ data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer }),
  });
}

export function readSeed(): CountySeed {
  return CountySeedSchema.parse(JSON.parse(gunzipSync(readShipped('county.json.gz')).toString('utf8')));
}

export interface ShippedFeature {
  properties: Record<string, string | number | boolean>;
  /** Rings or lines of [lon, lat]; a point is one ring of one. */
  parts: [number, number][][];
  tile: string;
}

/** Everything a layer shows in the tiles of one zoom, tile by tile (cut at tile edges). */
export async function shippedLayer(archive: PMTiles, layer: string, z: number): Promise<ShippedFeature[]> {
  const head = await archive.getHeader();
  const span = columnsAcross(z, head.minLon, head.minLat, head.maxLon, head.maxLat);
  const out: ShippedFeature[] = [];
  for (let x = span.x0; x <= span.x1; x++)
    for (let y = span.y0; y <= span.y1; y++) {
      const tile = await archive.getZxy(z, x, y);
      if (tile === undefined) continue;
      const found = new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers[layer];
      if (found === undefined) continue;
      for (let i = 0; i < found.length; i++) {
        const feature = found.feature(i);
        const size = found.extent * 2 ** z;
        const parts = feature.loadGeometry().map((ring) =>
          ring.map((p): [number, number] => {
            const lon = ((x * found.extent + p.x) / size) * 360 - 180;
            const n = Math.PI * (1 - (2 * (y * found.extent + p.y)) / size);
            return [lon, (Math.atan(Math.sinh(n)) * 180) / Math.PI];
          }),
        );
        out.push({ properties: feature.properties as ShippedFeature['properties'], parts, tile: `${z}/${x}/${y}` });
      }
    }
  return out;
}

/** Heights as a screen reads them from the terrain tiles: bilinear between pixel centres of the finest zoom. */
export async function shippedHeights(archive: PMTiles): Promise<(lon: number, lat: number) => number> {
  const head = await archive.getHeader();
  const z = head.maxZoom;
  const span = columnsAcross(z, head.minLon, head.minLat, head.maxLon, head.maxLat);
  const cols = (span.x1 - span.x0 + 1) * 256;
  const rows = (span.y1 - span.y0 + 1) * 256;
  const heights = new Float32Array(cols * rows);
  for (let x = span.x0; x <= span.x1; x++)
    for (let y = span.y0; y <= span.y1; y++) {
      const tile = await archive.getZxy(z, x, y);
      if (tile === undefined) throw new Error(`terrain tile ${z}/${x}/${y} is missing`);
      const { data } = PNG.sync.read(Buffer.from(tile.data));
      for (let py = 0; py < 256; py++)
        for (let px = 0; px < 256; px++) {
          const at = (py * 256 + px) * 4;
          heights[((y - span.y0) * 256 + py) * cols + (x - span.x0) * 256 + px] =
            -10_000 + 0.1 * (data[at]! * 65_536 + data[at + 1]! * 256 + data[at + 2]!);
        }
    }
  return (lon, lat) => {
    const gx = (tileX(lon, z) - span.x0) * 256 - 0.5;
    const gy = (tileY(lat, z) - span.y0) * 256 - 0.5;
    const col = Math.max(0, Math.min(cols - 2, Math.floor(gx)));
    const row = Math.max(0, Math.min(rows - 2, Math.floor(gy)));
    const fx = gx - col;
    const fy = gy - row;
    const a = heights[row * cols + col]!;
    const b = heights[row * cols + col + 1]!;
    const c = heights[(row + 1) * cols + col]!;
    const d = heights[(row + 1) * cols + col + 1]!;
    return a + fx * (b - a) + fy * (c - a + fx * (a - b - c + d));
  };
}
