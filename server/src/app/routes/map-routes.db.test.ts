import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { MapGroundSchema, MapSettingsSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { PbfReader } from 'pbf';
import { FetchSource, PMTiles } from 'pmtiles';
import { afterAll, describe, expect, it } from 'vitest';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'sitong-map-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const test = await buildTestApp({ env: { DATA_DIR: dataDir } });
const admin = await test.session('admin');
const duty = await test.session('duty');
const demo = new URL('../../../demo/', import.meta.url);
const vector = await readFile(new URL('county.pmtiles', demo));
const terrain = await readFile(new URL('terrain.pmtiles', demo));

const ground = async () => MapGroundSchema.parse(await test.get('/api/map', duty));
const put = (part: string, bytes: Buffer, bearer = admin) =>
  test.fetch(`/api/map/archives/${part}?name=${part}.pmtiles`, bearer, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
const codeOf = async (response: Response) => ErrorSchema.parse(await response.json()).error.code;
const settingsOf = async (response: Response) => MapSettingsSchema.parse(await response.json());
const jsonOf = (method: string, body: unknown) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const own = async () => {
  await test.app.services.pool.query(
    `UPDATE master SET row = jsonb_set(row, '{datum}', '"own"') WHERE kind = 'county'`,
  );
  await test.app.services.master.reload();
};

/** The archive as a browser reads it: by ranges, with the session. */
function readOver(path: string): PMTiles {
  return new PMTiles(new FetchSource(`${test.url}${path}`, new Headers({ authorization: `Bearer ${duty}` })));
}

async function layersAt(path: string): Promise<Record<string, number>> {
  const response = await test.fetch(path, duty);
  expect(response.status).toBe(200);
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
  return Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.length]));
}

describe('the ground of the map', () => {
  it('is the shipped archive in the demo county, read by ranges, for people who are signed in', async () => {
    const { vectors, terrain: relief, datum } = await ground();
    expect(datum).toBe('demo');
    expect(vectors).toMatchObject([{ from: 'demo', form: 'pmtiles', url: '/tiles/demo/county.pmtiles' }]);
    const part = await test.fetch(vectors[0]?.url ?? '', duty, { headers: { range: 'bytes=0-6' } });
    expect([part.status, await part.text()]).toEqual([206, 'PMTiles']);
    expect(part.headers.get('content-range')).toBe(`bytes 0-6/${vector.length}`);
    expect((await test.fetch(relief?.url ?? '', undefined)).status).toBe(401);
    expect((await test.fetch('/tiles/demo/county.json.gz', duty)).status).not.toBe(200);
  });

  it('is drawn from divisions and roads in a county that brought no archive', async () => {
    await own();
    const { vectors, terrain: relief } = await ground();
    expect(vectors).toMatchObject([{ from: 'drawn', form: 'tiles' }]);
    expect(vectors[0]?.layers).toEqual(
      expect.arrayContaining(['boundary', 'town', 'village', 'place', 'road', 'veil']),
    );
    expect(relief).toBeNull();
    expect((await test.fetch('/tiles/county.pmtiles', duty)).status).toBe(404);
    const at = (z: number, x: number, y: number) =>
      (vectors[0]?.url ?? '').replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
    const layers = await layersAt(at(8, 206, 101));
    expect(layers).toMatchObject({ town: expect.any(Number), place: expect.any(Number), road: expect.any(Number) });
    expect(await layersAt(at(8, 0, 0))).toEqual({});
  });

  it('keeps its address while the data is the same, and changes it with the data', async () => {
    const before = (await ground()).vectors[0]?.url ?? '';
    await test.app.services.master.reload();
    expect((await ground()).vectors[0]?.url).toBe(before);
    await test.app.services.pool.query(
      `UPDATE master SET row = jsonb_set(row, '{name}', '"改名镇"') WHERE kind = 'division' AND id LIKE '%101000'`,
    );
    await test.app.services.master.reload();
    expect((await ground()).vectors[0]?.url).not.toBe(before);
    const old = await test.fetch(before.replace('{z}/{x}/{y}', '8/206/101'), duty);
    expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});

describe("a bureau's own archive", () => {
  it('becomes the map in one step, is read by ranges, and is there after a restart', async () => {
    const told = await settingsOf(await put('vector', vector));
    expect(told.archives).toMatchObject([
      { part: 'vector', standing: 'current', file: 'here', bytes: vector.length, head: { minZoom: 6, maxZoom: 13 } },
    ]);
    await settingsOf(await put('terrain', terrain));
    await test.restart();
    const { vectors, terrain: relief, credits } = await ground();
    expect(vectors.map(({ from }) => from)).toEqual(['archive', 'drawn']);
    expect(credits[0]).toContain('示意地图');
    expect(relief).toMatchObject({ encoding: 'mapbox', tileSize: 256 });
    expect((await test.fetch('/tiles/county.pmtiles', duty, { method: 'HEAD' })).headers.get('content-length')).toBe(
      String(vector.length),
    );
    const tile = await readOver(vectors[0]?.url ?? '').getZxy(8, 206, 101);
    expect(tile?.data.byteLength).toBeGreaterThan(100);
    const whole = await test.fetch(vectors[0]?.url ?? '', duty, { headers: { range: 'bytes=0-6' } });
    expect([whole.status, whole.headers.get('cache-control')]).toEqual([206, 'private, max-age=31536000, immutable']);
  });

  it('of the next survey takes its place; the old one stays readable and is gone back to', async () => {
    const [first] = (await ground()).vectors;
    const next = Buffer.concat([vector, Buffer.from([0])]);
    await settingsOf(await put('vector', next));
    const [second] = (await ground()).vectors;
    expect(second?.url).not.toBe(first?.url);
    expect(await readOver(first?.url ?? '').getZxy(8, 206, 101)).toBeDefined();
    const id = first?.url.match(/([0-9a-f]{32})/)?.[1];
    await settingsOf(await test.fetch('/api/map/archives/vector/use', admin, jsonOf('POST', { id })));
    expect((await ground()).vectors[0]?.url).toBe(first?.url);
    await settingsOf(await test.fetch('/api/map/archives/vector/use', admin, jsonOf('POST', { id: null })));
    expect((await ground()).vectors.map(({ from }) => from)).toEqual(['drawn']);
  });

  it('keeps two earlier ones and no more on the disk', async () => {
    for (let n = 1; n <= 4; n++) await settingsOf(await put('vector', Buffer.concat([vector, Buffer.alloc(n + 1)])));
    const { archives } = await settingsOf(await test.fetch('/api/map/settings', admin));
    expect(
      archives
        .filter(({ part }) => part === 'vector')
        .map(({ standing }) => standing)
        .sort(),
    ).toEqual(['current', 'kept', 'kept']);
    expect(readdirSync(join(dataDir, 'map'))).toHaveLength(4);
  });

  it('that is none, is cut short, lies elsewhere or is of the other kind is refused with its reason; the map stays', async () => {
    const before = await ground();
    expect(await codeOf(await put('vector', Buffer.from('SQLite format 3\0')))).toBe('not_pmtiles');
    expect(await codeOf(await put('vector', vector.subarray(0, 40_000)))).toBe('archive_cut');
    expect(await codeOf(await put('vector', terrain))).toBe('wrong_tiles');
    expect(await codeOf(await put('terrain', vector))).toBe('wrong_tiles');
    const moved = Buffer.from(vector);
    for (const at of [102, 110]) moved.writeInt32LE(moved.readInt32LE(at) - 30e7, at);
    expect(await codeOf(await put('vector', moved))).toBe('elsewhere');
    const broken = Buffer.from(vector);
    broken.fill(0x5a, 127, 400);
    expect(await codeOf(await put('vector', broken))).toBe('archive_broken');
    expect((await put('vector', vector, duty)).status).toBe(403);
    expect(await ground()).toEqual(before);
    expect(readdirSync(join(dataDir, 'map')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('天地图', () => {
  const asked: string[] = [];
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  let mood: 'well' | 'quota' = 'well';
  const upstream: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (mood === 'quota') response.writeHead(418, { 'content-type': 'application/json' }).end('{"code":301015}');
    else response.writeHead(200, { 'content-type': 'image/png' }).end(png);
  });
  upstream.listen(0, '127.0.0.1');
  afterAll(() => new Promise((resolve) => upstream.close(resolve)));
  const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
  const set = async (body: object) => {
    if (!upstream.listening) await once(upstream, 'listening');
    const address = upstream.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const value = { layer: 'img', address: `http://127.0.0.1:${port}`, credit: '天地图', ...body };
    return test.fetch('/api/map/tianditu', admin, jsonOf('PUT', value));
  };

  it('is off until there is a key, and no page asks anybody else for it', async () => {
    expect((await ground()).raster).toBeNull();
    expect(await codeOf(await set({}))).toBe('key_missing');
    const page = await test.fetch('/healthz', undefined);
    expect(page.headers.get('content-security-policy')).not.toContain('tianditu');
  });

  it('comes through our own server with the key, each tile asked for once', async () => {
    const told = await set({ key });
    const text = await told.text();
    expect(text).not.toContain(key);
    expect(MapSettingsSchema.parse(JSON.parse(text)).tianditu).toMatchObject({ layer: 'img', key: '••••8f90' });
    const { rows } = await test.database.pool.query<{ secret: string }>('SELECT secret FROM map_settings');
    expect(rows[0]?.secret).toMatch(/^[A-Za-z0-9+/=]{40,}$/);
    expect(JSON.stringify(rows)).not.toContain(key);
    const { raster, credits } = await ground();
    expect(JSON.stringify(raster)).not.toContain(key);
    expect(credits).toContain('天地图');
    const address = (raster?.url ?? '').replace('{z}', '8').replace('{x}', '206').replace('{y}', '101');
    const tiles = await Promise.all([1, 2, 3].map(() => test.fetch(address, duty)));
    for (const tile of tiles) {
      expect(tile.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await tile.arrayBuffer())).toEqual(png);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(`/img_w/wmts?`);
    expect(asked[0]).toContain(`TILEMATRIX=8&TILEROW=101&TILECOL=206&tk=${key}`);
  });

  it('says that it gave no picture when it refuses, and never names the key', async () => {
    mood = 'quota';
    const refused = await test.fetch('/tiles/tianditu/img/8/205/101', duty);
    const text = await refused.text();
    expect(refused.status).toBe(502);
    expect(text).toContain('http_418');
    expect(text + test.errors.join()).not.toContain(key);
  });

  it('keeps its key when only the layer changes, and gives it up when told to', async () => {
    expect(await settingsOf(await set({ layer: 'off' }))).toMatchObject({ tianditu: { key: '••••8f90' } });
    expect((await ground()).raster).toBeNull();
    expect(await settingsOf(await set({ layer: 'off', key: null }))).toMatchObject({ tianditu: { key: null } });
    expect(await codeOf(await set({ layer: 'off', address: 'javascript:alert(1)' }))).toBe('invalid');
    const { rows } = await test.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM events WHERE body LIKE $1',
      [`%${key}%`],
    );
    expect(rows[0]?.n).toBe(0);
  });
});
