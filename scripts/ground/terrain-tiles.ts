import { PNG } from 'pngjs';
import { smoothstep } from './det-math.ts';
import { EAST, fromLonLat, type Grid, HEIGHT_M, NORTH, SOUTH, sample, WEST, WIDTH_M } from './frame.ts';
import { columnsAcross, latOf, lonOf } from './mercator.ts';
import { packArchive, type TileBytes } from './pmtiles-write.ts';

export const TERRAIN_MIN_ZOOM = 6;
export const TERRAIN_MAX_ZOOM = 12;
const SIZE = 256;

/** Halved grids, so that coarse tiles average instead of skipping. */
function pyramid(grid: Grid, z: Float64Array): { grid: Grid; z: Float64Array }[] {
  const out = [{ grid, z }];
  for (let n = 0; n < 6; n++) {
    const { grid: g, z: fine } = out[out.length - 1]!;
    const half: Grid = { w: g.w >> 1, h: g.h >> 1, cellM: g.cellM * 2 };
    const coarse = new Float64Array(half.w * half.h);
    for (let row = 0; row < half.h; row++)
      for (let col = 0; col < half.w; col++) {
        const at = row * 2 * g.w + col * 2;
        coarse[row * half.w + col] = (fine[at]! + fine[at + 1]! + fine[at + g.w]! + fine[at + g.w + 1]!) / 4;
      }
    out.push({ grid: half, z: coarse });
  }
  return out;
}

/**
 * Terrain-RGB in the Mapbox encoding: height = -10000 + 0.1 · (65536 R + 256 G + B) metres.
 * Near the domain's edge the relief dies away to a plain slope, so that no wall shows.
 */
export function cutTerrain(grid: Grid, z: Float64Array): TileBytes[] {
  const levels = pyramid(grid, z);
  const plain = levels[6]!;
  const out: TileBytes[] = [];
  for (let zoom = TERRAIN_MIN_ZOOM; zoom <= TERRAIN_MAX_ZOOM; zoom++) {
    const level = levels[Math.max(0, TERRAIN_MAX_ZOOM - zoom)] ?? plain;
    const span = columnsAcross(zoom, WEST, SOUTH, EAST, NORTH);
    for (let x = span.x0; x <= span.x1; x++)
      for (let y = span.y0; y <= span.y1; y++) {
        const png = new PNG({ width: SIZE, height: SIZE, colorType: 2, inputHasAlpha: true });
        for (let py = 0; py < SIZE; py++) {
          const lat = latOf(y + (py + 0.5) / SIZE, zoom);
          for (let px = 0; px < SIZE; px++) {
            const spot = fromLonLat(lonOf(x + (px + 0.5) / SIZE, zoom), lat);
            const rim = Math.min(spot.x, spot.y, WIDTH_M - spot.x, HEIGHT_M - spot.y);
            const near = smoothstep(200, 2400, rim);
            const calm = near < 1 ? sample(plain.grid, plain.z, spot.x, spot.y) : 0;
            const height = near === 0 ? calm : calm * (1 - near) + near * sample(level.grid, level.z, spot.x, spot.y);
            // Far outside only a coarse height matters: steps of 1 m pack well.
            const tenths = rim < 0 ? Math.round(height) * 10 : Math.round(height * 10);
            const value = 100_000 + tenths;
            const at = (py * SIZE + px) * 4;
            png.data[at] = value >> 16;
            png.data[at + 1] = (value >> 8) & 255;
            png.data[at + 2] = value & 255;
            png.data[at + 3] = 255;
          }
        }
        out.push({
          z: zoom,
          x,
          y,
          data: PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, deflateLevel: 9, filterType: -1 }),
        });
      }
  }
  return out;
}

export function packTerrain(tiles: readonly TileBytes[]): Buffer {
  return packArchive(tiles, {
    tileType: 2,
    tileCompression: 1,
    minZoom: TERRAIN_MIN_ZOOM,
    maxZoom: TERRAIN_MAX_ZOOM,
    bounds: [WEST, SOUTH, EAST, NORTH],
    center: [(WEST + EAST) / 2, (SOUTH + NORTH) / 2, 10],
    metadata: {
      name: '澄城县高程（示意）',
      description: '示意地图 · 演示数据（地形为程序生成，非实测）',
      encoding: 'mapbox',
      type: 'baselayer',
    },
  });
}
