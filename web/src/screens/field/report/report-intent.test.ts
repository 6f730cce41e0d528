import { COUNTY_SEED, SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { basicsOf } from '../../../plumbing/outbox/county-basics.ts';
import { placeOfReport } from './report-intent.ts';

const basics = basicsOf(COUNTY_SEED, []);
const seat = basics.villages.find(({ code }) => code === SHANHUA)?.seat;
const fix = (lon: number, lat: number) => ({
  lon,
  lat,
  atMs: 0,
  accuracyM: 6,
  speedKmh: undefined,
  courseDeg: undefined,
});

describe('the place of an incident reported from the phone', () => {
  it('is where the phone stands, with its accuracy and the village around it', () => {
    if (seat === undefined) throw new Error('the tiny county has lost 善化村');
    expect(placeOfReport(basics, fix(seat.lon, seat.lat), undefined)).toMatchObject({
      by: 'device',
      accuracyM: 6,
      division: SHANHUA,
    });
  });
  it('is the own village by name without a position, and with one outside the county', () => {
    expect(placeOfReport(basics, undefined, SHANHUA)).toMatchObject({ by: 'name', division: SHANHUA });
    expect(placeOfReport(basics, fix(0, 0), SHANHUA)).toMatchObject({ by: 'name', division: SHANHUA });
  });
  it('is unknown when neither is there', () => {
    expect(placeOfReport(basics, undefined, undefined)).toBeUndefined();
  });
});
