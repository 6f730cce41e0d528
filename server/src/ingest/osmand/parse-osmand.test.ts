import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseOsmandJson, parseOsmandParams } from './parse-osmand.ts';

const NOW = Date.UTC(2026, 6, 12);
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
const queries = z.array(z.object({ path: z.string(), expect: z.string() })).parse(fixture('queries.json'));
const query = (text: string) => parseOsmandParams(new URLSearchParams(text), NOW);

describe('OsmAnd queries', () => {
  it('every sample case has its expected outcome', () => {
    const got = queries.map(({ path }) => query(path.slice(2)));
    expect(got.map((result) => result.refused)).toEqual(queries.map(() => []));
    expect(got.map((result) => result.accepted.length > 0)).toEqual(queries.map((one) => one.expect === 'position'));
    expect(got.map((result) => result.accepted[0])).toEqual([
      undefined,
      {
        terminal: '902064',
        lat: 42.06288,
        lon: -88.23412,
        observedAtMs: Date.parse('2016-01-27T18:55:47Z'),
        altitudeM: 224,
        speedKmh: 0,
        fix: 'unknown',
        source: 'osmand',
      },
      {
        terminal: '353861053849681',
        lat: 49.60688,
        lon: 6.15788,
        observedAtMs: Date.parse('2014-06-04T09:10:11Z'),
        altitudeM: 384.7,
        speedKmh: 0,
        fix: 'unknown',
        source: 'osmand',
      },
      { terminal: '123456', lat: 60, lon: 30, observedAtMs: 1_377_177_267_000, fix: 'unknown', source: 'osmand' },
      {
        terminal: '861001000719969',
        lat: 41.666667,
        lon: -0.883333,
        observedAtMs: NOW,
        timeFrom: 'received',
        altitudeM: 350.059479,
        speedKmh: 0,
        batteryPct: 87,
        fix: 'unknown',
        source: 'osmand',
      },
      {
        terminal: '123456789012345',
        lat: 40.7232948571,
        lon: -74.0061408571,
        observedAtMs: 1_504_763_810_000,
        courseDeg: 7.19889788244,
        speedKmh: 74.08,
        fix: 'unknown',
        source: 'osmand',
      },
    ]);
    expect(got[0]).toMatchObject({ terminal: '123456', notes: [{ code: 'no_position' }] });
  });

  it.each([
    ['seconds', '1783814400'],
    ['milliseconds', '1783814400000'],
    ['ISO', '2026-07-12T00:00:00.000Z'],
    ['ISO with offset', '2026-07-12T08:00:00%2B08:00'],
    ['no offset is UTC', '2026-07-12 00:00:00'],
  ])('reads a time in %s', (_, timestamp) => {
    expect(query(`id=1&lat=35&lon=110&timestamp=${timestamp}`).accepted[0]?.observedAtMs).toBe(NOW);
  });

  it('reads location=lat,lon and the valid flag', () => {
    expect(query('id=1&location=35.19,109.93&valid=false').accepted[0]).toMatchObject({
      lat: 35.19,
      lon: 109.93,
      fix: 'invalid',
    });
    expect(query('deviceid=1&lat=1&lon=2&valid=true').accepted[0]).toMatchObject({ fix: 'valid' });
  });

  it.each([
    ['terminal_missing', 'id', 'lat=35&lon=110'],
    ['terminal_missing', 'id', 'id=&lat=35&lon=110'],
    ['terminal_missing', 'id', `id=${'9'.repeat(65)}&lat=35&lon=110`],
    ['terminal_missing', 'id', 'id=a%00b&lat=35&lon=110'],
    ['lat_out_of_range', 'lat', 'id=1&lat=90.0001&lon=110'],
    ['lat_out_of_range', 'lat', 'id=1&lat=109.9&lon=35.2'],
    ['lat_out_of_range', 'lat', 'id=1&lat=NaN&lon=110'],
    ['lat_out_of_range', 'lat', 'id=1&lon=110'],
    ['lon_out_of_range', 'lon', 'id=1&lat=35&lon=-180.5'],
    ['lon_out_of_range', 'lon', 'id=1&lat=35&lon=1e309'],
    ['lon_out_of_range', 'lon', 'id=1&location=35'],
    ['time_invalid', 'timestamp', 'id=1&lat=35&lon=110&timestamp=yesterday'],
    ['time_invalid', 'timestamp', 'id=1&lat=35&lon=110&timestamp=2026-02-30T00:00:00Z'],
    ['time_before_2000', 'timestamp', 'id=1&lat=35&lon=110&timestamp=0'],
    ['time_in_future', 'timestamp', 'id=1&lat=35&lon=110&timestamp=1783814701'],
  ])('refuses with %s at %s: %s', (code, path, text) => {
    expect(query(text)).toMatchObject({ accepted: [], refused: [{ code, path, index: 0 }] });
  });

  it('keeps the position when an optional field is nonsense, and notes it', () => {
    const result = query('id=1&lat=35&lon=110&speed=fast&batt=400&bearing=-1');
    expect(result.accepted[0]).toEqual({
      terminal: '1',
      lat: 35,
      lon: 110,
      observedAtMs: NOW,
      timeFrom: 'received',
      fix: 'unknown',
      source: 'osmand',
    });
    expect(result.notes.map((note) => note.path)).toEqual(['speed', 'batt']);
  });

  it('an ordinary browser query never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('id', 'lat', 'lon', 'timestamp', 'speed', 'location', 'valid', '__proto__'),
            fc.string(),
          ),
        ),
        (pairs) => {
          const { accepted, refused, notes } = parseOsmandParams(new URLSearchParams(pairs), NOW);
          expect(accepted.length + refused.length + notes.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('Traccar client JSON', () => {
  const samples = z.array(z.unknown()).parse(fixture('json-bodies.json'));

  it('reads the sample: m/s, battery share, -1 as unknown', () => {
    expect(samples.map((body) => parseOsmandJson(body, NOW))).toEqual([
      {
        terminal: '48241179',
        accepted: [
          {
            terminal: '48241179',
            lat: 37.4219983,
            lon: -122.084,
            observedAtMs: Date.parse('2025-06-15T13:45:12.862Z'),
            speedKmh: 0,
            altitudeM: 5,
            accuracyM: 5,
            batteryPct: 100,
            fix: 'unknown',
            source: 'osmand',
          },
        ],
        refused: [],
        notes: [],
      },
    ]);
  });

  it('turns m/s into km/h', () => {
    const body = { device_id: 7, location: { coords: { latitude: 35, longitude: 110, speed: 10, heading: 360 } } };
    expect(parseOsmandJson(body, NOW).accepted[0]).toMatchObject({
      terminal: '7',
      speedKmh: 36,
      courseDeg: 0,
      timeFrom: 'received',
    });
  });

  it('loses no good position of an array because of a bad one', () => {
    const good = { timestamp: '2026-07-11T00:00:00Z', coords: { latitude: 35, longitude: 110 } };
    const body = {
      device_id: 'a',
      location: [good, { coords: { latitude: 'x' } }, { coords: { latitude: 91, longitude: 0 } }, good],
    };
    const result = parseOsmandJson(body, NOW);
    expect(result.accepted).toHaveLength(2);
    expect(result.refused.map(({ index, path }) => [index, path])).toEqual([
      [1, 'location.1.coords.latitude'],
      [2, 'location.2.lat'],
    ]);
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [{ location: {} }],
    [{ device_id: '', location: { coords: { latitude: 1, longitude: 1 } } }],
    [{ device_id: 'a' }],
  ])('refuses %j', (body) => {
    expect(parseOsmandJson(body, NOW)).toMatchObject({ accepted: [], refused: [{ index: 0 }] });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseOsmandJson({ device_id: 'a', location: value }, NOW)));
  });
});
