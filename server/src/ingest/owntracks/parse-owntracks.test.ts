import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOwntracks } from './parse-owntracks.ts';

const NOW = Date.UTC(2026, 6, 12);
const sample: unknown = JSON.parse(readFileSync(new URL('fixtures/location.json', import.meta.url), 'utf8'));
const location = { _type: 'location', lat: 35.19, lon: 109.93, tst: NOW / 1000, tid: 'v1' };

describe('OwnTracks', () => {
  it('reads the sample messages', () => {
    expect(parseOwntracks(sample, null, NOW)).toEqual({
      accepted: [
        {
          terminal: '5t',
          lat: 46.0681247,
          lon: 11.1512805,
          observedAtMs: 1_551_874_878_000,
          speedKmh: 0,
          altitudeM: 440,
          accuracyM: 15,
          batteryPct: 46,
          fix: 'unknown',
          source: 'owntracks',
        },
        {
          terminal: 'JJ',
          lat: 48.85833,
          lon: 2.29513,
          observedAtMs: 1_497_349_316_000,
          fix: 'unknown',
          source: 'owntracks',
        },
        {
          terminal: 'JJ',
          lat: 48.85833,
          lon: 2.29513,
          observedAtMs: 1_497_349_316_000,
          speedKmh: 61,
          courseDeg: 271,
          altitudeM: 167,
          accuracyM: 5,
          batteryPct: 67,
          fix: 'unknown',
          source: 'owntracks',
        },
      ],
      refused: [],
      notes: [],
    });
  });

  it('names the terminal by the topic of the transport, then of the payload, then the tracker id', () => {
    const name = (body: object, topic: string | null) => parseOwntracks(body, topic, NOW).accepted[0]?.terminal;
    expect(name({ ...location, topic: 'owntracks/wang/phone' }, 'owntracks/li/phone')).toBe('li/phone');
    expect(name({ ...location, topic: 'owntracks/wang/phone' }, null)).toBe('wang/phone');
    expect(name(location, null)).toBe('v1');
  });

  it('notes other message types and takes the rest', () => {
    const result = parseOwntracks([{ _type: 'lwt', tst: 1 }, location], null, NOW);
    expect(result.accepted).toHaveLength(1);
    expect(result).toMatchObject({ refused: [], notes: [{ code: 'type_ignored', path: '0._type' }] });
  });

  it.each([
    ['type_missing', '_type', { lat: 1 }],
    ['position_invalid', 'lat', { ...location, lat: 91 }],
    ['position_invalid', 'lon', { ...location, lon: '109.93' }],
    ['position_invalid', 'tst', { ...location, tst: undefined }],
    ['terminal_missing', 'tid', { ...location, tid: '' }],
    ['time_before_2000', 'tst', { ...location, tst: 0 }],
    ['time_in_future', 'tst', { ...location, tst: NOW / 1000 + 301 }],
  ])('refuses with %s at %s', (code, path, body) => {
    expect(parseOwntracks(body, null, NOW)).toMatchObject({ accepted: [], refused: [{ code, path, index: 0 }] });
  });

  it('bounds an array, keeping its first part', () => {
    const result = parseOwntracks(
      Array.from({ length: 1001 }, () => location),
      null,
      NOW,
    );
    expect(result.accepted).toHaveLength(1000);
    expect(result.refused).toMatchObject([{ code: 'too_many', index: 1000 }]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(fc.string()), (value, topic) => void parseOwntracks(value, topic, NOW)),
    );
  });
});
