import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHotspots } from './parse-hotspots.ts';

const NOW = Date.UTC(2026, 6, 12);
const sample = readFileSync(new URL('fixtures/modis-c6-nrt-2018-09-22-first2000.csv', import.meta.url), 'utf8');
const HEADER =
  'latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,confidence,version,bright_ti5,frp,daynight';
const row = (
  changes: Partial<Record<'latitude' | 'longitude' | 'acq_date' | 'acq_time' | 'confidence', string>> = {},
) => {
  const { latitude, longitude, acq_date, acq_time, confidence } = {
    latitude: '35.2',
    longitude: '109.9',
    acq_date: '2026-07-11',
    acq_time: '0612',
    confidence: 'n',
    ...changes,
  };
  return `${latitude},${longitude},330.1,0.4,0.5,${acq_date},${acq_time},N,${confidence},2.0NRT,290,3.1,D`;
};
const parse = (...lines: string[]) => parseHotspots([HEADER, ...lines].join('\n'), NOW);

describe('FIRMS hotspots', () => {
  it('reads the 2000 detections of the sample', () => {
    const { accepted, refused, notes } = parseHotspots(sample, NOW);
    expect([accepted.length, refused.length, notes.length]).toEqual([2000, 0, 0]);
    expect(accepted[0]).toEqual({
      lat: -13.505,
      lon: -172.586,
      observedAtMs: Date.parse('2018-09-22T00:35:00Z'),
      satellite: 'A',
      confidence: 'low',
      confidencePct: 0,
      powerMw: 39.7,
      brightnessK: 310.6,
      pixelKm: { scan: 3.8, track: 1.8 },
      daytime: 'day',
    });
    expect(accepted.at(-1)).toMatchObject({
      lat: -0.934,
      observedAtMs: Date.parse('2018-09-22T05:35:00Z'),
      confidence: 'nominal',
      confidencePct: 68,
    });
  });

  it('reads the letters of VIIRS and times whose zeros a spreadsheet ate', () => {
    const { accepted } = parse(row({ confidence: 'h', acq_time: '35' }), row({ confidence: 'l', acq_time: '0' }));
    expect(accepted).toMatchObject([
      { confidence: 'high', confidencePct: null, observedAtMs: Date.UTC(2026, 6, 11, 0, 35), brightnessK: 330.1 },
      { confidence: 'low', observedAtMs: Date.UTC(2026, 6, 11) },
    ]);
  });

  it.each([
    ['lat_out_of_range', 'row 1.latitude', row({ latitude: '91' })],
    ['lat_out_of_range', 'row 1.latitude', row({ latitude: 'NaN' })],
    ['lon_out_of_range', 'row 1.longitude', row({ longitude: '1e309' })],
    ['time_invalid', 'row 1.acq_time', row({ acq_time: '2460' })],
    ['time_invalid', 'row 1.acq_time', row({ acq_time: '06:12' })],
    ['time_invalid', 'row 1.acq_time', row({ acq_date: '2026-02-30' })],
    ['time_in_future', 'row 1.acq_time', row({ acq_date: '2026-07-13' })],
    ['confidence_invalid', 'row 1.confidence', row({ confidence: '101' })],
    ['confidence_invalid', 'row 1.confidence', row({ confidence: '=1+1' })],
    ['lat_out_of_range', 'row 1.latitude', 'a,b'],
  ])('refuses with %s at %s and keeps the next row', (code, path, bad) => {
    const result = parse(bad, row());
    expect(result.refused).toMatchObject([{ code, path, index: 0 }]);
    expect(result.accepted).toHaveLength(1);
  });

  it('takes a repeated detection once', () => {
    const result = parse(row(), row());
    expect(result.accepted).toHaveLength(1);
    expect(result.notes).toMatchObject([{ code: 'duplicate_in_batch', path: 'row 2' }]);
  });

  it('says which columns are missing', () => {
    expect(parseHotspots('a,b\n1,2', NOW).refused).toMatchObject([{ code: 'columns_missing' }]);
    expect(parseHotspots('', NOW).refused).toMatchObject([{ code: 'columns_missing' }]);
  });

  it('reads a file with BOM and CRLF, and one with only a header', () => {
    expect(parseHotspots(`\uFEFF${HEADER}\r\n${row()}\r\n`, NOW).accepted).toHaveLength(1);
    expect(parseHotspots(HEADER, NOW)).toEqual({ accepted: [], refused: [], notes: [] });
  });

  it('never throws, and an unclosed quote loses no row before it', () => {
    const piece = fc.oneof(fc.constantFrom('"', ',', '\n', '\r', '"a""', '__proto__'), fc.string());
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (junk) => {
          const result = parse(row(), junk);
          expect(result.accepted[0]?.lat).toBe(35.2);
        },
      ),
    );
  });
});
