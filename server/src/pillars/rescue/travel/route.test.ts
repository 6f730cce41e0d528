import { distanceM } from '@sitong/shared/kernel/geo.ts';
import { COUNTY_SEED, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { buildRoads, fieldTo, travelIn } from './roads.ts';
import { routeIn } from './route.ts';

describe('the way that is driven', () => {
  const roads = buildRoads(COUNTY_SEED.roads);
  const from = seatOf(LUOCHENG);
  const to = seatOf(SHANHUA);

  it('[RES-17] begins at the team, ends at the destination, and is as long as the travel says', () => {
    const field = fieldTo(roads, to);
    const route = routeIn(roads, field, from, to);
    const km = travelIn(roads, field)(from)?.km ?? Number.NaN;
    expect(route?.lonLat[0]).toEqual([from.lon, from.lat]);
    expect(route?.lonLat.at(-1)).toEqual([to.lon, to.lat]);
    const driven = route?.roads.reduce((sum, road) => sum + road.km, 0) ?? 0;
    expect(driven).toBeLessThanOrEqual(km + 1e-9);
    expect(driven).toBeGreaterThan(0);
    const drawn = (route?.lonLat ?? []).reduce((sum, [lon, lat], i, all) => {
      const before = all[i - 1];
      return before === undefined ? 0 : sum + distanceM({ lon: before[0], lat: before[1] }, { lon, lat });
    }, 0);
    // A road is never shorter than the straight lines between its shape points.
    expect(drawn / 1000).toBeLessThanOrEqual(km * 1.02 + 0.1);
  });

  it('[RES-17] is none where no road joins the two', () => {
    const field = fieldTo(roads, { lon: 80, lat: 20 });
    expect(routeIn(roads, field, from, { lon: 80, lat: 20 })).toBeUndefined();
  });
});
