import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuakes } from './parse-quakes.ts';

const NOW = Date.UTC(2026, 6, 12);
const sample: unknown = JSON.parse(
  readFileSync(new URL('fixtures/usgs-all_week-2018-02.geojson', import.meta.url), 'utf8'),
);
const event = (properties: object, id = 'us1', coordinates: unknown[] = [109.9, 35.2, 10]) => ({
  id,
  properties: {
    mag: 3.2,
    magType: 'ml',
    place: '澄城',
    time: NOW - 1000,
    updated: NOW,
    type: 'earthquake',
    status: 'reviewed',
    ...properties,
  },
  geometry: { type: 'Point', coordinates },
});
const feed = (...features: unknown[]) => parseQuakes({ type: 'FeatureCollection', features }, NOW);

describe('USGS earthquakes', () => {
  it('reads the sample week: 1707 events, blasts told apart, negative magnitudes kept', () => {
    const { accepted, refused, notes } = parseQuakes(sample, NOW);
    expect([accepted.length, refused.length, notes.length]).toEqual([1707, 0, 0]);
    const count = (kind: string) => accepted.filter((quake) => quake.kind === kind).length;
    expect([count('earthquake'), count('explosion'), count('quarry_blast'), count('other')]).toEqual([1679, 15, 13, 0]);
    expect(accepted.filter((quake) => quake.magnitude !== null && quake.magnitude < 0)).toHaveLength(44);
    expect(accepted.filter((quake) => quake.depthKm !== null && quake.depthKm < 0).length).toBeGreaterThan(0);
    expect(accepted[0]).toEqual({
      id: 'ci37868143',
      kind: 'earthquake',
      sourceType: 'earthquake',
      magnitude: 2,
      magnitudeType: 'ml',
      place: '4km W of Castaic, CA',
      lon: -118.6671667,
      lat: 34.4945,
      depthKm: 26.49,
      observedAtMs: 1517966773840,
      updatedAtMs: 1517966996303,
      review: 'automatic',
    });
  });

  it('an event without magnitude or depth is still an event', () => {
    expect(feed(event({ mag: null, magType: null }, 'a', [1, 2])).accepted).toMatchObject([
      { magnitude: null, depthKm: null },
    ]);
  });

  it('of two versions the newer is taken, in whichever order they come', () => {
    const older = event({ mag: 3, updated: 1 });
    const newer = event({ mag: 4, updated: 2 });
    for (const features of [
      [older, newer],
      [newer, older],
    ]) {
      const result = feed(...features);
      expect(result.accepted).toMatchObject([{ magnitude: 4 }]);
      expect(result.notes).toMatchObject([{ code: 'duplicate_in_batch' }]);
    }
  });

  it.each([
    ['event_invalid', 'features.0.properties.mag', event({ mag: '3' })],
    ['event_invalid', 'features.0.properties.mag', event({ mag: Number.NaN })],
    ['event_invalid', 'features.0.geometry.coordinates.1', event({}, 'a', [35.2, 109.9, 1])],
    ['event_invalid', 'features.0.id', event({}, '../x')],
    ['time_in_future', 'features.0.properties.time', event({ time: NOW + 300_001 })],
    ['time_before_2000', 'features.0.properties.time', event({ time: 0 })],
    ['event_invalid', 'features.0.', null],
  ])('refuses with %s at %s and keeps the next', (code, path, bad) => {
    const result = feed(bad, event({}, 'good'));
    expect(result.refused).toMatchObject([{ code, path, index: 0 }]);
    expect(result.accepted).toMatchObject([{ id: 'good' }]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void feed(value)));
    expect(parseQuakes([], NOW).refused).toMatchObject([{ code: 'body_invalid' }]);
  });
});
