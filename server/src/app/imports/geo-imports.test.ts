import { type CountyData, indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { COUNTY_SEED, SHANHUA } from '@sitong/shared/testing/county.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WaterSchema } from '../../plumbing/master/water.ts';
import { boundaryRows } from './geo-rows.ts';
import { type ImportKind, readImport } from './import-file.ts';
import { SheetError } from './sheet.ts';
import { thinRing } from './thin-ring.ts';
import { waterRows } from './water-rows.ts';

const data: CountyData = COUNTY_SEED;
const county = indexCounty(data);
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const bytesOf = (json: unknown) => Buffer.from(JSON.stringify(json));
const WithPointSchema = z.object({ point: z.object({ lon: z.number(), lat: z.number() }) });

describe('GeoJSON of things with a place', () => {
  const shelter = {
    id: 's-9',
    name: '小学',
    division: SHANHUA,
    effectiveM2: 400,
    perHeadM2: 0.5,
    keeper: 'p-village-s',
  };

  it('is read like a table: properties are columns, arrays are lists, the point is the place', async () => {
    const json = collection(
      feature({ ...shelter, facilities: ['water', 'power'] }, 'Point', [109.87, 35.34, 700]),
      feature({ ...shelter, id: 's-8' }, 'LineString', [
        [1, 2],
        [3, 4],
      ]),
      feature({ ...shelter, id: 's-7', keeper: 'p-nobody' }, 'Point', [109.87, 35.34]),
    );
    const read = await readImport({ kind: 'shelters', form: 'json', bytes: bytesOf(json), crs: 'wgs84' }, county);
    expect(read.rows).toMatchObject([
      { row: 1, id: 's-9', value: { point: { lon: 109.87, lat: 35.34 }, facilities: ['water', 'power'] } },
    ]);
    expect(read.refused).toMatchObject([
      { row: 2, code: 'no_point' },
      { row: 3, path: 'keeper', code: 'unknown_reference', facts: { kind: 'person', name: 'p-nobody' } },
    ]);
  });

  it('holds thresholds as objects, and its GCJ-02 places are converted', async () => {
    const sensor = {
      id: 'rg-9',
      kind: 'rain',
      name: '雨量站',
      division: SHANHUA,
      cadenceS: 300,
      thresholds: [
        { id: 'a', label: '红', level: 1, quantity: 'rain_3h_mm', raiseAt: 100, returnBelow: 90, minDurationS: 0 },
      ],
    };
    const bytes = bytesOf(collection(feature(sensor, 'Point', [109.87, 35.34])));
    const read = await readImport({ kind: 'sensors', form: 'json', bytes, crs: 'gcj02' }, county);
    expect(read.refused).toEqual([]);
    const { point } = WithPointSchema.parse(read.rows[0]?.value);
    expect(Math.abs(point.lon - 109.87)).toBeGreaterThan(0.001);
    expect(read.rows[0]?.value).toMatchObject({ thresholds: [{ level: 1, raiseAt: 100 }] });
  });

  it('is refused for kinds without a place', async () => {
    const file = { kind: 'persons', form: 'json', bytes: bytesOf(collection()), crs: 'wgs84' } as const;
    await expect(readImport(file, county)).rejects.toThrow(/CSV or XLSX/);
  });
});

describe('boundaries', () => {
  const round = (corners: number): [number, number][] => {
    const ring = Array.from({ length: corners }, (_, i): [number, number] => {
      const turn = (i / corners) * 2 * Math.PI;
      return [109.87 + 0.05 * Math.cos(turn) + 1e-6 * (i % 7), 35.34 + 0.05 * Math.sin(turn)];
    });
    return [...ring, ring[0] ?? [0, 0]];
  };

  it('of more corners than are kept are thinned, not refused, and stay closed', () => {
    const ring = round(30_000);
    const thin = thinRing(ring);
    expect(thin.length).toBeLessThanOrEqual(2000);
    expect(thin.length).toBeGreaterThan(50);
    expect(thin.at(-1)).toEqual(thin[0]);
    const read = boundaryRows(collection(feature({ code: SHANHUA }, 'Polygon', [ring])), county, 'wgs84');
    expect(read.refused).toEqual([]);
    expect(read.rows).toHaveLength(1);
  });

  it('name a division of the county once', () => {
    const area = feature({ code: SHANHUA }, 'Polygon', [round(12)]);
    const strange = feature({ code: '110101001000' }, 'Polygon', [round(12)]);
    const { rows, refused } = boundaryRows(collection(area, area, strange), county, 'wgs84');
    expect(rows).toHaveLength(1);
    expect(refused).toMatchObject([
      { row: 2, code: 'repeated' },
      { row: 3, code: 'unknown_reference' },
    ]);
  });
});

describe('water', () => {
  it('is rivers by class and standing water with its holes; what is neither is refused alone', () => {
    const square = (d: number) => [
      [109.8 - d, 35.3 - d],
      [109.8 + d, 35.3 - d],
      [109.8 + d, 35.3 + d],
      [109.8 - d, 35.3 - d],
    ];
    const read = waterRows(
      collection(
        feature({ name: '大峪河', class: 'river' }, 'LineString', [
          [109.8, 35.3],
          [109.81, 35.29],
        ]),
        feature({ class: 'stream' }, 'MultiLineString', [
          [
            [109.8, 35.3],
            [109.81, 35.29],
          ],
        ]),
        feature({ name: '水库', class: 'reservoir' }, 'Polygon', [square(0.01), square(0.002)]),
        feature({ class: 'sea' }, 'LineString', [
          [1, 2],
          [3, 4],
        ]),
        { type: 'Feature', properties: {}, geometry: null },
      ),
      'wgs84',
    );
    expect(read.features).toBe(3);
    const water = WaterSchema.parse(read.rows[0]?.value);
    expect(water.lines.map(({ name, areaKm2 }) => [name, areaKm2])).toEqual([
      ['大峪河', 300],
      ['', 12],
    ]);
    expect(water.areas[0]?.rings).toHaveLength(2);
    expect(read.refused).toMatchObject([{ row: 4, path: 'properties.class', code: 'not_in_list' }, { row: 5 }]);
  });
});

it('whatever JSON comes, each reader answers with rows and refusals or a SheetError', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<ImportKind>('shelters', 'boundaries', 'roads', 'water', 'plans', 'divisions'),
      fc.oneof(
        fc.jsonValue(),
        fc.array(fc.jsonValue()).map((features) => ({ type: 'FeatureCollection', features })),
      ),
      async (kind, json) => {
        try {
          const read = await readImport({ kind, form: 'json', bytes: bytesOf(json), crs: 'gcj02' }, county);
          const given = z.object({ features: z.array(z.unknown()) }).safeParse(json);
          const most = given.success ? given.data.features.length : z.array(z.unknown()).parse(json).length;
          expect(read.rows.length + new Set(read.refused.map(({ row }) => row)).size).toBeLessThanOrEqual(most);
        } catch (error) {
          expect(error).toBeInstanceOf(SheetError);
        }
      },
    ),
    { numRuns: 200 },
  );
});
