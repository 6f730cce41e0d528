import { RingSchema } from '@sitong/shared/kernel/geo.ts';
import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import { COUNTY, FENGYUAN, FENGYUAN_VILLAGE, SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import type { CapArea } from '../../ingest/cap/model.ts';
import type { WarningReading } from '../../ingest/cap/warning-reading.ts';
import { divisionNames, homeBounds, placeOf, ringsOf } from './warning-place.ts';

const area = (over: Partial<CapArea>): CapArea => ({ areaDesc: 'a', polygons: [], circles: [], geocodes: [], ...over });

function reading(over: Partial<WarningReading>): WarningReading {
  return {
    info: null,
    level: 2,
    eventWord: null,
    hazard: null,
    expiry: { expiresAtMs: 0, from: 'message' },
    standing: 'live',
    divisions: [],
    areas: [],
    notes: [],
    ...over,
  };
}

const place = (over: Partial<WarningReading>) => placeOf(reading(over), TINY_COUNTY);

describe('place of a warning', () => {
  it('belongs to the one division that holds all it names', () => {
    expect(place({ divisions: [SHANHUA] })).toEqual({ where: 'here', division: SHANHUA, divisions: [SHANHUA] });
    expect(place({ divisions: [SHANHUA, FENGYUAN_VILLAGE] }).division).toBe(FENGYUAN);
    expect(place({ divisions: [SHANHUA, FENGYUAN] }).divisions).toEqual([FENGYUAN]);
    expect(place({ divisions: [SHANHUA, '610525102202'] }).division).toBe(COUNTY);
  });

  it('a warning of the city or the province holds for the whole county', () => {
    expect([...divisionNames(TINY_COUNTY).keys()]).toEqual(expect.arrayContaining(['610000000000', '610500000000']));
    expect(place({ divisions: ['610000000000'] })).toEqual({ where: 'here', division: COUNTY, divisions: [COUNTY] });
  });

  it('what is drawn names the villages inside; all of them are the county', () => {
    const valley = area({ circles: [{ lon: 109.88, lat: 35.33, radiusKm: 1 }] });
    expect(place({ areas: [valley] }).divisions).toEqual([SHANHUA]);
    const everywhere = area({ circles: [{ lon: 109.88, lat: 35.33, radiusKm: 100 }] });
    expect(place({ areas: [everywhere] }).divisions).toEqual([COUNTY]);
  });

  it('what is drawn near but over no village concerns the county; what is drawn far does not', () => {
    const upstream = area({ circles: [{ lon: 110.1, lat: 35.6, radiusKm: 5 }] });
    expect(place({ areas: [upstream] })).toEqual({ where: 'here', division: COUNTY, divisions: [] });
    const far = area({ circles: [{ lon: 20, lat: 50, radiusKm: 50 }] });
    expect(place({ areas: [far] }).where).toBe('outside');
  });

  it('codes of others are outside; no word of a place may be for us', () => {
    const note = { code: 'geocode_unknown', path: '', message: '' };
    expect(place({ notes: [note] }).where).toBe('outside');
    expect(place({}).where).toBe('unsaid');
  });

  it('an empty county has no bounds, and everything may be for it', () => {
    const empty = indexCounty({ ...TINY_COUNTY.data, divisions: [] });
    expect(homeBounds(empty)).toBeUndefined();
    expect(placeOf(reading({ areas: [area({ circles: [{ lon: 20, lat: 50, radiusKm: 50 }] })] }), empty).where).toBe(
      'here',
    );
  });

  it('rings for screens are closed and bounded, whatever was drawn', () => {
    const turn = (i: number): [number, number] => [Math.cos(i / 1600), Math.sin(i / 1600)];
    const polygon = [...Array.from({ length: 9999 }, (_, i) => turn(i)), turn(0)];
    const rings = ringsOf([area({ polygons: [polygon], circles: [{ lon: 179.99, lat: 89, radiusKm: 500 }] })]);
    expect(rings).toHaveLength(2);
    for (const ring of rings) expect(RingSchema.safeParse(ring).success).toBe(true);
  });
});
