import { readDemoSeed } from '@sitong/server/app/demo.ts';
import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { describe, expect, it } from 'vitest';
import { driveAlong, lengthM, placeOn, waysOf } from './motion.ts';

const A = { lon: 109.8, lat: 35.3 };
const B = { lon: 109.81, lat: 35.3 };
const C = { lon: 109.81, lat: 35.31 };

describe('a drive', () => {
  it('moves at its speed, faces where it goes, and stands at its end', () => {
    const drive = driveAlong([A, B, C], 0, 36);
    expect(placeOn(drive, 0)).toMatchObject({ ...A, speedKmh: 36, arrived: 'no' });
    const on = placeOn(drive, 60_000);
    expect(distanceM(A, on)).toBeCloseTo(600, 0);
    expect(on.courseDeg).toBeCloseTo(90, 0);
    expect(placeOn(drive, 3_600_000)).toMatchObject({ ...C, speedKmh: 0, arrived: 'yes' });
  });

  it('stands still where there is nowhere to go', () => {
    expect(placeOn(driveAlong([A], 0, 40), 60_000)).toMatchObject({ ...A, speedKmh: 0, arrived: 'yes' });
  });
});

it('finds its way along the roads of the county, longer than the flight of a crow', async () => {
  const { roads, teams } = await readDemoSeed();
  const base = teams.find(({ id }) => id === 'team-fengyuan-1')?.base ?? A;
  const to = { lon: 109.8769, lat: 35.3453 };
  const way = waysOf(roads)(base, to);
  expect(way.length).toBeGreaterThan(10);
  expect(lengthM(way)).toBeGreaterThan(distanceM(base, to));
  expect(lengthM(way)).toBeLessThan(3 * distanceM(base, to));
});
