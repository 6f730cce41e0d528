import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema, RefusedSchema, TerminalsSchema, TrackSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const ingest = await test.token(['ingest']);
const read = await test.token(['read']);

const fixture = (path: string): Buffer => readFileSync(new URL(`../../ingest/${path}`, import.meta.url));
const seconds = (ago = 0): string => String(Math.floor(Date.now() / 1000) - ago);
const JSON_TYPE = { 'content-type': 'application/json' };

async function terminal(id: string) {
  const { terminals } = TerminalsSchema.parse(await test.get('/api/terminals', read));
  return terminals.find((one) => one.id === id);
}

async function track(id: string, query = '') {
  return TrackSchema.parse(await test.get(`/api/positions?terminal=${encodeURIComponent(id)}&from=0${query}`, read));
}

async function refused(source: string) {
  return RefusedSchema.parse(await test.get(`/api/ingest/refused?source=${source}`, await test.session('admin')))
    .refused;
}

function osmand(query: Record<string, string>): Promise<Response> {
  return test.fetch(`/api/ingest/osmand?${new URLSearchParams(query)}`, ingest);
}

async function errorOf(response: Response) {
  return { status: response.status, ...ErrorSchema.parse(await response.json()).error };
}

describe('OsmAnd door', () => {
  it('takes a position by GET, lists the terminal as unknown and shows it on a socket', async () => {
    const screen = await test.live('duty');
    const at = { id: '902064', lat: '35.19', lon: '109.93', speed: '10', bearing: '90', timestamp: seconds() };
    const response = await osmand(at);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ stored: 1, terminals: ['902064'] });
    const place = { lon: 109.93, lat: 35.19, speedKmh: 18.52, courseDeg: 90 };
    expect(await terminal('902064')).toMatchObject({ bound: false, team: null, source: 'osmand', ...place });
    await screen.until(() => screen.shown('902064') !== undefined);
    expect(screen.shown('902064')).toMatchObject({ lon: 109.93, lat: 35.19, speedKmh: 19, courseDeg: 90 });
  });

  it('takes the token in the address, from trackers that cannot send headers', async () => {
    const at = { id: 'no-header', lat: '35.2', lon: '109.9', token: ingest };
    const ask = (query: Record<string, string>) => fetch(`${test.url}/api/ingest/osmand?${new URLSearchParams(query)}`);
    expect((await ask({ ...at, token: '' })).status).toBe(401);
    expect((await ask({ ...at, token: read })).status).toBe(403);
    expect((await ask(at)).status).toBe(200);
    expect(await terminal('no-header')).toMatchObject({ lon: 109.9 });
  });

  it('takes a form and the JSON body of newer clients', async () => {
    const form = await test.fetch('/api/ingest/osmand', ingest, {
      method: 'POST',
      body: new URLSearchParams({ id: 'form-1', lat: '35.1', lon: '109.8', timestamp: seconds() }),
    });
    expect(form.status).toBe(200);
    const [body] = z.array(z.unknown()).parse(JSON.parse(fixture('osmand/fixtures/json-bodies.json').toString()));
    const json = await test.fetch('/api/ingest/osmand', ingest, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify(body),
    });
    expect(json.status).toBe(200);
    expect(await terminal('form-1')).toMatchObject({ lat: 35.1 });
    expect((await track('48241179')).positions).toMatchObject([{ lon: -122.084, lat: 37.4219983 }]);
  });

  it('answers every sample of its protocol with 2xx, also one without a satellite position', async () => {
    const samples = z
      .array(z.object({ path: z.string() }))
      .parse(JSON.parse(fixture('osmand/fixtures/queries.json').toString()));
    for (const { path } of samples) {
      const response = await test.fetch(`/api/ingest/osmand${path.slice(1)}`, ingest);
      expect([path, response.status]).toEqual([path, 200]);
    }
    expect((await track('353861053849681')).positions).toHaveLength(1);
  });

  it('refuses with code, message and place, and lists the bytes', async () => {
    const bad = { id: 'bad-1', lat: '95', lon: '109.9' };
    expect(await errorOf(await osmand(bad))).toMatchObject({ status: 422, code: 'lat_out_of_range', path: 'lat' });
    const [newest] = await refused('osmand');
    expect(newest).toMatchObject({ source: 'osmand', code: 'lat_out_of_range', path: 'lat' });
    expect(Buffer.from(newest?.raw ?? '', 'base64').toString()).toBe('id=bad-1&lat=95&lon=109.9');
    expect(await terminal('bad-1')).toBeUndefined();
  });

  it('lets nobody speak for a phone page', async () => {
    const answer = await osmand({ id: 'phone:leader-team-1', lat: '35.1', lon: '109.8' });
    expect(await errorOf(answer)).toMatchObject({ status: 422, code: 'terminal_reserved' });
  });
});

describe('what a position is worth', () => {
  it('an old fix goes to history and never moves the terminal back', async () => {
    const id = 'walker';
    await osmand({ id, lat: '35.30', lon: '109.80', timestamp: seconds(10) });
    await osmand({ id, lat: '35.20', lon: '109.70', timestamp: seconds(3600) });
    expect(await terminal(id)).toMatchObject({ lat: 35.3, lon: 109.8 });
    expect((await track(id)).positions.map(({ lat }) => lat)).toEqual([35.2, 35.3]);
  });

  it('a first fix that is old shows with its real age', async () => {
    const screen = await test.live('duty');
    const observed = Number(seconds(600));
    await osmand({ id: 'late-comer', lat: '35.3', lon: '109.8', timestamp: String(observed) });
    await screen.until(() => screen.shown('late-comer') !== undefined);
    // Ages beyond two minutes travel in steps of ten seconds.
    expect(Math.abs((screen.shown('late-comer')?.atMs ?? 0) - observed * 1000)).toBeLessThan(10_000);
  });

  it('a fix without satellites, or at 0° 0°, is stored and moves nothing', async () => {
    const id = 'cellar';
    await osmand({ id, lat: '35.30', lon: '109.80', timestamp: seconds(20) });
    await osmand({ id, lat: '36', lon: '110', valid: 'false', timestamp: seconds(10) });
    await osmand({ id, lat: '0', lon: '0', timestamp: seconds(5) });
    expect(await terminal(id)).toMatchObject({ lat: 35.3 });
    expect((await track(id)).positions.map(({ fix }) => fix)).toEqual(['unknown', 'invalid', 'invalid']);
  });

  it('the same fix sent again is one point of the track', async () => {
    const at = { id: 'repeater', lat: '35.3', lon: '109.8', timestamp: seconds(30) };
    for (const _ of [1, 2, 3]) expect((await osmand(at)).status).toBe(200);
    expect((await track('repeater')).positions).toHaveLength(1);
  });

  it('a clock ahead of ours makes no fix younger than its arrival', async () => {
    const ahead = Date.now() + 120_000;
    await osmand({ id: 'ahead', lat: '35.3', lon: '109.8', timestamp: String(ahead) });
    expect(Date.parse((await terminal('ahead'))?.time ?? '')).toBeLessThanOrEqual(Date.now());
    const far = await osmand({ id: 'ahead', lat: '35.3', lon: '109.8', timestamp: String(ahead + 600_000) });
    expect(await errorOf(far)).toMatchObject({ status: 422, code: 'time_in_future' });
  });
});

describe('OwnTracks and track files', () => {
  it('names the device by user and device of the request', async () => {
    const body = JSON.stringify({ _type: 'location', lat: 35.2, lon: 109.9, tst: Number(seconds()), tid: 'x1' });
    const headers = { ...JSON_TYPE, 'X-Limit-U': 'wang', 'X-Limit-D': 'phone' };
    expect((await test.fetch('/api/ingest/owntracks', ingest, { method: 'POST', headers, body })).status).toBe(200);
    expect(await terminal('wang/phone')).toMatchObject({ lon: 109.9, source: 'owntracks' });
  });

  it('takes the samples of the protocol', async () => {
    const body = fixture('owntracks/fixtures/location.json');
    const response = await test.fetch('/api/ingest/owntracks', ingest, { method: 'POST', headers: JSON_TYPE, body });
    expect(await response.json()).toMatchObject({ stored: 3 });
    expect((await track('JJ')).positions).toHaveLength(1);
  });

  it('a GPX file becomes the history of the named terminal, read page by page', async () => {
    const body = fixture('track/fixtures/cerknicko-jezero.gpx');
    const init = { method: 'POST', headers: { 'content-type': 'application/gpx+xml' }, body };
    const answer = z
      .object({ stored: z.number() })
      .parse(await (await test.fetch('/api/ingest/track?terminal=hiker', ingest, init)).json());
    expect(answer.stored).toBe(296);
    const times = new Set<string>();
    for (let page = await track('hiker', '&limit=200'); ; ) {
      for (const { time } of page.positions) times.add(time);
      if (page.next === undefined) break;
      page = TrackSchema.parse(
        await test.get(`/api/positions?terminal=hiker&limit=200&from=${encodeURIComponent(page.next)}`, read),
      );
    }
    expect(times.size).toBe((await track('hiker', '&limit=10000')).positions.length);
    const wrong = await test.fetch('/api/ingest/track?terminal=', ingest, init);
    expect(await errorOf(wrong)).toMatchObject({ status: 422, code: 'terminal_missing', path: 'terminal' });
  });
});

describe('the threshold of every door', () => {
  it('401 without a token, 401 with a wrong one, 403 without the scope, 401 to a person', async () => {
    const at = { id: 'x', lat: '35', lon: '109' };
    const path = `/api/ingest/osmand?${new URLSearchParams(at)}`;
    expect((await test.fetch(path, undefined)).status).toBe(401);
    expect((await test.fetch(path, 'st_nonsense')).status).toBe(401);
    expect((await test.fetch(path, read)).status).toBe(403);
    expect((await test.fetch(path, await test.session('duty'))).status).toBe(401);
  });

  it('415 names the types it takes, 413 says to split', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: 'x' };
    expect(await errorOf(await test.fetch('/api/ingest/owntracks', ingest, init))).toMatchObject({
      status: 415,
      code: 'unsupported_type',
      message: expect.stringContaining('application/json'),
    });
    const large = { method: 'POST', headers: JSON_TYPE, body: ' '.repeat(1024 * 1024 + 1) };
    expect(await errorOf(await test.fetch('/api/ingest/owntracks', ingest, large))).toMatchObject({
      status: 413,
      code: 'too_large',
    });
  });

  it('429 to a token that is too fast, and to no other', async () => {
    const hasty = await test.token(['ingest']);
    const init = { method: 'POST', headers: { 'content-type': 'application/gpx+xml' }, body: '<gpx/>' };
    const answers: number[] = [];
    for (let i = 0; i < 120; i++) answers.push((await test.fetch('/api/ingest/track?terminal=a', hasty, init)).status);
    expect(answers).toContain(429);
    expect((await test.fetch('/api/ingest/track?terminal=a', ingest, init)).status).not.toBe(429);
  });
});
