import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openArchive } from './artefact.ts';
import { atan, exp, ln, pow } from './det-math.ts';
import { fromLonLat, toLonLat } from './frame.ts';
import { MinHeap } from './heap.ts';
import { isolines } from './isolines.ts';
import { latOf, tileX, tileY } from './mercator.ts';
import { packArchive, type TileBytes } from './pmtiles-write.ts';
import { hash3 } from './random.ts';
import { makeWorld } from './world.ts';

describe('arithmetic that is the same everywhere', () => {
  test('agrees with the engine to twelve digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (x, y) => {
          expect(exp(x) / Math.exp(x)).toBeCloseTo(1, 11);
          expect(ln(y)).toBeCloseTo(Math.log(y), 10);
          expect(pow(y, 0.42) / y ** 0.42).toBeCloseTo(1, 11);
          expect(atan(x)).toBeCloseTo(Math.atan(x), 11);
        },
      ),
    );
  });

  test('mercator rows lead back to their latitude, and metres to their degrees', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 34, max: 36, noNaN: true }),
        fc.double({ min: 109, max: 111, noNaN: true }),
        (lat, lon) => {
          expect(latOf(tileY(lat, 12), 12)).toBeCloseTo(lat, 9);
          expect(tileX(lon, 0)).toBeCloseTo((lon + 180) / 360, 12);
          const spot = fromLonLat(lon, lat);
          const back = toLonLat(spot.x, spot.y);
          expect(Math.abs(back[0] - lon) + Math.abs(back[1] - lat)).toBeLessThan(2e-6);
        },
      ),
    );
  });
});

test('the heap gives keys in order, ties by id', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 99 })), { maxLength: 200 }),
      (items) => {
        const heap = new MinHeap(4);
        for (const [key, id] of items) heap.push(key, id);
        const out: [number, number][] = [];
        while (heap.size > 0) out.push([heap.topKey, heap.pop()]);
        expect(out).toEqual([...items].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      },
    ),
  );
});

test('closed isolines close, whatever the field', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 48, maxLength: 48 }), (cells) => {
      const field = Float32Array.from(cells);
      for (const ring of isolines(field, 8, 6, 10, 1.5, true)) expect(ring[ring.length - 1]).toEqual(ring[0]);
    }),
  );
});

describe('PMTiles archive', () => {
  const head = {
    tileType: 1,
    tileCompression: 1,
    minZoom: 0,
    maxZoom: 9,
    bounds: [109, 34, 111, 36],
    center: [110, 35, 8],
    metadata: { name: 'test' },
  } as const;

  test('the pmtiles package reads back every tile, also through leaf directories', async () => {
    const tiles: TileBytes[] = [];
    for (let x = 0; x < 190; x++)
      for (let y = 0; y < 190; y++)
        tiles.push({
          z: 9,
          x,
          y,
          data: Uint8Array.from([x, y, (x * 31 + y * 17) & 255, ...new Uint8Array(hash3(x, y, 5) % 300)]),
        });
    const bytes = packArchive(tiles, { ...head, bounds: [...head.bounds], center: [...head.center] });
    const archive = openArchive(bytes, 'leaf');
    const header = await archive.getHeader();
    expect(header.leafDirectoryLength).toBeGreaterThan(0);
    expect(header.numAddressedTiles).toBe(tiles.length);
    for (const tile of tiles.filter((_, i) => i % 371 === 0))
      expect(new Uint8Array((await archive.getZxy(tile.z, tile.x, tile.y))!.data)).toEqual(tile.data);
    expect(await archive.getZxy(9, 400, 400)).toBeUndefined();
    expect(await archive.getMetadata()).toEqual({ name: 'test' });
  });

  test('equal tiles are stored once', async () => {
    const data = Uint8Array.from([1, 2, 3]);
    const bytes = packArchive(
      [
        { z: 3, x: 1, y: 1, data },
        { z: 3, x: 5, y: 2, data },
        { z: 3, x: 6, y: 7, data: Uint8Array.from([9]) },
      ],
      { ...head, bounds: [...head.bounds], center: [...head.center] },
    );
    const archive = openArchive(bytes, 'twins');
    expect((await archive.getHeader()).numTileContents).toBe(2);
    expect(new Uint8Array((await archive.getZxy(3, 5, 2))!.data)).toEqual(data);
  });
});

test('[GROUND-6] the same seed gives the same ground twice', () => {
  const once = makeWorld(160, () => undefined);
  const again = makeWorld(160, () => undefined);
  expect(again.terrain.z).toEqual(once.terrain.z);
  expect(again.arcs).toEqual(once.arcs);
  expect(again.sites).toEqual(once.sites);
}, 60_000);
