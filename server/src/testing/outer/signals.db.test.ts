import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TerminalsSchema, TrackSchema } from '../outer-contract.ts';
import { ErrorBodySchema, expectError, Stranger, sample } from './stranger.ts';

const stranger = new Stranger();
beforeAll(async () => {
  await stranger.start();
  await stranger.makeTokens();
});
afterAll(() => stranger.leave());

const TakenSchema = z.looseObject({ stored: z.number(), duplicate: z.boolean(), duplicates: z.number() });
async function terminal(id: string) {
  return TerminalsSchema.parse((await stranger.get('/api/terminals')).json).terminals.find((one) => one.id === id);
}

describe('`/api/ingest/readings`', () => {
  const observedAt = new Date().toISOString();
  const send = (body: unknown, query = '') =>
    stranger.post(`/api/ingest/readings${query}`, JSON.stringify(body), 'application/json');

  it.each([
    ['the rows of the description', { readings: [{ sensor: 'a', quantity: 'level', value: 1.5, observedAt }] }],
    ['a bare array', [{ sensor: 'b', quantity: 'level', value: 1.5, unit: 'm', observedAt }]],
    ['one row', { sensor: 'c', quantity: 'rain', value: 2, observedAt, period: { kind: 'amount', durationS: 300 } }],
    ['units in the name', { station: 'd', rainMm: 2, durationS: 300, time: observedAt }],
    ['epoch seconds', { sensorId: 'e', levelM: 2, timestamp: Math.floor(Date.now() / 1000) }],
  ])('takes %s, and a retry as duplicate', async (_what, body) => {
    expect(TakenSchema.parse((await send(body)).json)).toMatchObject({ stored: 1, duplicate: false });
    expect(TakenSchema.parse((await send(body)).json)).toMatchObject({ stored: 0, duplicate: true });
  });

  it('knows answers of gauge services by their shape; rain that names no gauge asks for one', async () => {
    const nwis = sample('readings/fixtures/nwis-iv-2sites.json');
    expect(TakenSchema.parse((await stranger.post('/api/ingest/readings', nwis, 'application/json')).json).stored).toBe(
      20,
    );
    for (const name of ['telemetry', 'rainfallStationTelemetry']) {
      const body = sample(`readings/fixtures/${name}.json`);
      expectError(await stranger.post('/api/ingest/readings', body, 'application/json'), 422, 'sensor_missing');
      const named = await stranger.post('/api/ingest/readings?sensor=E7050', body, 'application/json');
      expect(TakenSchema.parse(named.json).stored).toBeGreaterThanOrEqual(96);
    }
  });

  it.each([
    ['{"a":', 'json_invalid', ''],
    ['{}', 'body_invalid', ''],
    [JSON.stringify([{ sensor: 'a', quantity: 'height', value: 1, observedAt }]), 'quantity_invalid', '0.quantity'],
    [JSON.stringify([{ sensor: 'a', quantity: 'rain', value: 1, observedAt }]), 'period_invalid', '0.period'],
    [JSON.stringify([{ sensor: 'a', quantity: 'level', value: 'high', observedAt }]), 'value_invalid', '0.value'],
  ])('422 to %s says what is expected', async (body, code, path) => {
    const answer = await stranger.post('/api/ingest/readings', body, 'application/json');
    expectError(answer, 422, code);
    expect(ErrorBodySchema.parse(answer.json).error.path).toBe(path);
  });
});

describe('`/api/ingest/quakes` (USGS GeoJSON), `/api/ingest/hotspots` (FIRMS CSV)', () => {
  it("take the agencies' files as they are", async () => {
    const Read = z.looseObject({ read: z.number() });
    const quakes = await stranger.post(
      '/api/ingest/quakes',
      sample('quakes/fixtures/usgs-all_week-2018-02.geojson'),
      'application/geo+json',
    );
    expect(Read.parse(quakes.json).read).toBe(1707);
    const csv = sample('hotspots/fixtures/modis-c6-nrt-2018-09-22-first2000.csv');
    for (const type of ['text/csv', undefined, 'application/x-www-form-urlencoded'])
      expect(Read.parse((await stranger.post('/api/ingest/hotspots', csv, type)).json).read).toBe(2000);
    expectError(await stranger.post('/api/ingest/hotspots', 'a,b\n1,2\n', 'text/csv'), 422, 'columns_missing');
  });
});

describe('`/api/ingest/osmand` (GET and POST), `/api/ingest/owntracks`, `/api/ingest/track` (GPX/KML)', () => {
  const osmand = (query: string) => stranger.get(`/api/ingest/osmand?${query}`, stranger.ingest);
  const track = async (id: string, query = '') =>
    TrackSchema.parse((await stranger.get(`/api/positions?terminal=${encodeURIComponent(id)}${query}`)).json).positions;

  it('takes every sample query, with a slash too; a retry of one request is not two', async () => {
    const queries = z
      .array(z.object({ path: z.string() }))
      .parse(JSON.parse(sample('osmand/fixtures/queries.json').toString()));
    for (const { path } of queries)
      for (const url of [`/api/ingest/osmand${path.slice(1)}`, `/api/ingest/osmand${path}`])
        expect([url, (await stranger.get(url, stranger.ingest)).status]).toEqual([url, 200]);
    expect(await track('902064')).toHaveLength(1);
    expect(await track('902064', '&from=&to=')).toHaveLength(1);
    expect(await track('902064', '&from=2016-01-27T00:00:00+08:00&to=2016-01-29T00:00:00Z')).toHaveLength(1);
    expect(await track('902064', '&from=2017-01-01T00:00:00Z')).toHaveLength(0);
    expect(await terminal('902064')).toMatchObject({ bound: false, lon: -88.23412, lat: 42.06288, source: 'osmand' });
    expect(Date.parse((await terminal('902064'))?.time ?? '')).toBe(Date.parse('2016-01-27T18:55:47Z'));
  });

  it('a terminal that sent no satellite position is listed without one', async () => {
    await osmand('id=cellar&timestamp=1377177267&cell=257,02,16,2224');
    expect(await terminal('cellar')).toMatchObject({ lon: null, lat: null, time: null });
  });

  it('an old time goes to history and never looks fresh', async () => {
    const now = Math.floor(Date.now() / 1000);
    await osmand(`id=old&lat=35.2&lon=109.9&timestamp=${now - 30}&speed=10&bearing=90`);
    await osmand(`id=old&lat=35.1&lon=109.8&timestamp=${now - 7200}`);
    expect(await terminal('old')).toMatchObject({ lat: 35.2, speedKmh: 18.52, courseDeg: 90 });
    expect(Date.parse((await terminal('old'))?.time ?? '')).toBe((now - 30) * 1000);
    expect((await track('old')).map(({ lat }) => lat)).toEqual([35.1, 35.2]);
  });

  it('latitude 999 is refused, and the terminal stays unknown', async () => {
    expectError(await osmand('id=bad&lat=999&lon=109.9'), 422, 'lat_out_of_range');
    expect(await stranger.refusedNewest('osmand')).toMatchObject({ code: 'lat_out_of_range', path: 'lat' });
    expect(await terminal('bad')).toBeUndefined();
  });

  it('takes JSON bodies, one or many, named or not, and forms', async () => {
    const bodies = sample('osmand/fixtures/json-bodies.json');
    for (const type of ['application/json', undefined])
      expect((await stranger.post('/api/ingest/osmand', bodies, type)).status).toBe(200);
    expect(await track('48241179')).toHaveLength(1);
    const form = await stranger.post(
      '/api/ingest/osmand',
      'id=form&lat=35.1&lon=109.8',
      'application/x-www-form-urlencoded',
    );
    expect(TakenSchema.parse(form.json).stored).toBe(1);
    for (const body of z.array(z.unknown()).parse(JSON.parse(sample('owntracks/fixtures/location.json').toString())))
      expect((await stranger.post('/api/ingest/owntracks', JSON.stringify(body), 'application/json')).status).toBe(200);
    expect(await terminal('JJ')).toMatchObject({ speedKmh: 61, courseDeg: 271 });
    expect(await track('JJ')).toMatchObject([{ speedKmh: 61 }]);
  });

  it.each([
    ['around-visnjan-with-car.gpx', 'application/gpx+xml', 200, 104],
    ['cerknicko-jezero.gpx', undefined, 200, 296],
    ['gxtrack.kml', 'application/vnd.google-earth.kml+xml', 200, 7],
    ['polygon.kml', 'application/xml', 200, 0],
    ['Mojstrovka.gpx', 'application/gpx+xml', 422, 0],
  ])('%s as %s: %i', async (name, type, status, stored) => {
    const body = sample(`track/fixtures/${name}`);
    const first = await stranger.post(`/api/ingest/track?terminal=${name}`, body, type);
    expect(first.status).toBe(status);
    if (status !== 200) return;
    expect(TakenSchema.parse(first.json).stored).toBe(stored);
    const again = TakenSchema.parse((await stranger.post(`/api/ingest/track?terminal=${name}`, body, type)).json);
    expect(again).toMatchObject({ stored: 0, duplicates: stored });
    if (stored > 0)
      expect(TakenSchema.parse((await stranger.post('/api/ingest/track', body, type)).json).stored).toBe(stored);
  });
});
