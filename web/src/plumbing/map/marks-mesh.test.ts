import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDots, writeDots } from './dot-mesh.ts';
import { type Sprite, type SpritePicture, spriteAt } from './sprite.ts';
import { bytesACorner, createSpriteMesh } from './sprite-mesh.ts';
import { createShelves } from './sprite-sheet.ts';

const bounds = { west: 109, east: 110, south: 35, north: 36 };

describe('dots for the device', () => {
  it('are those in view alone, in whole 1e-7 degrees, without those a team stands for', () => {
    const mesh = emptyDots();
    writeDots(
      {
        lonLat: Float64Array.from([109.5, 35.5, 111, 35.5, 109.6, 35.6, 0, 0]),
        colours: Uint8Array.from([1, 2, 3, 255, 1, 2, 3, 255, 1, 2, 3, 0, 1, 2, 3, 255]),
        count: 4,
        version: 1,
        radiusPx: 3,
      },
      bounds,
      mesh,
    );
    expect(mesh.count).toBe(1);
    expect([...mesh.words.slice(0, 2)]).toEqual([1_095_000_000, 355_000_000]);
    expect([...new Uint8Array(mesh.words.buffer, 8, 4)]).toEqual([1, 2, 3, 255]);
  });

  it('are all there however many are in view', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 108.5, max: 110.5, noNaN: true }), { maxLength: 500 }), (lons) => {
        const mesh = emptyDots();
        const lonLat = Float64Array.from(lons.flatMap((lon) => [lon, 35.5]));
        const colours = new Uint8Array(4 * lons.length).fill(255);
        writeDots({ lonLat, colours, count: lons.length, version: 1, radiusPx: 3 }, bounds, mesh);
        const inside = lons.filter((lon) => lon >= bounds.west && lon <= bounds.east);
        expect(Array.from({ length: mesh.count }, (_, i) => mesh.words[3 * i])).toEqual(
          inside.map((lon) => Math.round(lon * 1e7)),
        );
      }),
    );
  });
});

const picture: SpritePicture = { key: 'one', widthPx: 10, heightPx: 6, draw: () => undefined };
const cell = { left: 20, top: 40, width: 10, height: 6 };
const write = (mesh: ReturnType<typeof createSpriteMesh>, ...sprites: Sprite[]) =>
  mesh.write(sprites, 1, 1024, () => cell);

describe('sprites for the device', () => {
  it('are the same bytes, and said to be, until one moves, turns or goes', () => {
    const mesh = createSpriteMesh();
    const still = spriteAt(picture, 109.5, 35.5, 20, 0);
    expect(write(mesh, still)).toBe('changed');
    expect(write(mesh, still)).toBe('same');
    expect(write(mesh, spriteAt(picture, 109.5, 35.500_001, 20, 0))).toBe('changed');
    expect(write(mesh, { ...still, turnDeg: () => 90 })).toBe('changed');
    expect(write(mesh)).toBe('changed');
    expect(mesh.bytes).toHaveLength(0);
  });

  it('are the bytes of a mesh that never held others, whatever stood in it before', () => {
    const cells = [cell, { ...cell, left: 60 }, { left: 0, top: 0, width: 24, height: 24 }];
    const at = { lon: 109.5 };
    const all: Sprite[] = [
      spriteAt(picture, 109.5, 35.5, 20, 0),
      spriteAt({ ...picture, key: 'two' }, 109.6, 35.6, -7, 3),
      { ...spriteAt({ ...picture, key: 'team' }, 0, 0), place: (into) => into.splice(0, 2, at.lon, 35.2) },
      { ...spriteAt({ ...picture, key: 'heading' }, 109.7, 35.7), turnDeg: () => (at.lon * 1000) % 360 },
    ];
    const frame = fc.record({
      shown: fc.shuffledSubarray(all),
      lon: fc.double({ min: 109, max: 110, noNaN: true }),
      ratio: fc.constantFrom(1, 1, 1, 2),
      sheetPx: fc.constantFrom(1024, 1024, 2048),
      cells: fc.array(fc.constantFrom(...cells, undefined), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const kept = createSpriteMesh();
        for (const { shown, lon, ratio, sheetPx, cells: given } of frames) {
          at.lon = lon;
          const cellOf = (sprite: Sprite) => given[all.indexOf(sprite)];
          const before = [...kept.bytes];
          const change = kept.write(shown, ratio, sheetPx, cellOf);
          const fresh = createSpriteMesh();
          fresh.write(shown, ratio, sheetPx, cellOf);
          expect([...kept.bytes]).toEqual([...fresh.bytes]);
          if (change === 'same') expect([...kept.bytes]).toEqual(before);
        }
      }),
    );
  });

  it('have their edges on whole pixels around the place, wherever their middle was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: -500, max: 500, noNaN: true }), fc.integer({ min: 1, max: 60 }), (x, width) => {
        const mesh = createSpriteMesh();
        mesh.write([spriteAt(picture, 109.5, 35.5, x, 0)], 1, 1024, () => ({ ...cell, width }));
        const view = new DataView(mesh.bytes.buffer);
        const left = view.getFloat32(8, true);
        const right = view.getFloat32(bytesACorner + 8, true);
        expect(Number.isInteger(left)).toBe(true);
        expect(right - left).toBe(width);
        expect(Math.abs((left + right) / 2 - x)).toBeLessThanOrEqual(0.5001);
      }),
    );
  });

  it('without room on the sheet are left out, the others drawn', () => {
    const mesh = createSpriteMesh();
    let asked = 0;
    mesh.write([spriteAt(picture, 1, 1), spriteAt(picture, 2, 2)], 1, 1024, () => {
      asked += 1;
      return asked === 1 ? undefined : cell;
    });
    expect(mesh.count).toBe(1);
    expect(new DataView(mesh.bytes.buffer).getInt32(0, true)).toBe(20_000_000);
  });
});

describe('the sheet of pictures', () => {
  it('gives every picture a place of its own inside it, or none', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 80 }), height: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 80 }), (sizes) => {
        const shelves = createShelves(256);
        const cells = sizes.flatMap(({ width, height }) => shelves.take(width, height) ?? []);
        for (const [i, one] of cells.entries()) {
          expect(one.left + one.width).toBeLessThanOrEqual(256);
          expect(one.top + one.height).toBeLessThanOrEqual(256);
          for (const two of cells.slice(i + 1)) {
            const apart =
              one.left + one.width <= two.left ||
              two.left + two.width <= one.left ||
              one.top + one.height <= two.top ||
              two.top + two.height <= one.top;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});
