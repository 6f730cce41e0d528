import { isDeepStrictEqual } from 'node:util';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Terminal } from '../../plumbing/signals/terminal.ts';
import { LiveClient } from '../../testing/live-client.ts';
import { startRedis } from '../../testing/redis-process.ts';
import { buildTestApp, TestApp } from '../../testing/test-app.ts';
import type { WorldSignals } from './world-signals.ts';

const redis = await startRedis();
const a = await buildTestApp({ env: { REDIS_URL: redis.url } });
/** The other node, on the same database and Redis. */
const b = new TestApp(a.database, a.config, Date.now);
let tokenA = '';

beforeAll(async () => {
  await b.start();
  tokenA = await a.token(['ingest']);
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await b.stop();
  await redis.kill();
});

function signals(node: TestApp): WorldSignals {
  const found = node.app.lane.of(LIVE);
  if (found === undefined) throw new Error('no live signals');
  return found;
}

const screens: LiveClient[] = [];
/** A screen at this node; its session is the deployment's, made through the other. */
async function screenAt(node: TestApp, username: string): Promise<LiveClient> {
  const screen = new LiveClient(node.url, await a.session(username));
  screens.push(screen);
  await screen.hello(LIVE, 'on');
  return screen;
}

const stateOf = (node: TestApp) => node.app.services.line?.state.kind;
const shared = () => expect.poll(() => [stateOf(a), stateOf(b)], { timeout: 20_000 }).toEqual(['shared', 'shared']);
const stored = () => expect.poll(() => [stateOf(a), stateOf(b)], { timeout: 10_000 }).toEqual(['stored', 'stored']);

async function fix(node: TestApp, id: string, lon: number, lat: number, atMs = Date.now()): Promise<void> {
  const query = `id=${id}&lat=${lat}&lon=${lon}&timestamp=${Math.floor(atMs / 1000)}&speed=12.5&bearing=271`;
  const answer = await node.fetch(`/api/ingest/osmand?${query}`, tokenA);
  expect(answer.status).toBe(200);
}

const shape = (terminal: Terminal) => ({
  number: terminal.number,
  team: terminal.team,
  lon: terminal.lon,
  lat: terminal.lat,
  observedMs: terminal.observedMs,
  lastSeenMs: terminal.lastSeenMs,
  speedKmh: Math.fround(terminal.speedKmh),
  courseDeg: Math.fround(terminal.courseDeg),
  fix: terminal.fix,
  shown: undefined,
});
/** Every terminal as a node knows it, and as its table of positions shows it. */
const picture = (node: TestApp) => {
  const { terminals, table } = signals(node);
  return [...terminals.all()]
    .map((terminal) => ({ ...shape(terminal), shown: table.at(terminal.index) }))
    .sort((x, y) => x.number.localeCompare(y.number));
};
/** The numbers of the terminals that differ: none, in the end. */
const differing = () => {
  const [left, right] = [picture(a), picture(b)].map((all) => new Map(all.map((one) => [one.number, one] as const)));
  const numbers = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  return [...numbers].filter((number) => !isDeepStrictEqual(left?.get(number), right?.get(number)));
};
const alike = (timeout = 5000) => expect.poll(differing, { timeout }).toEqual([]);

describe('signals between two nodes', () => {
  it('what comes in at either node is on both, to the last bit, and on the screens of the other within a second', async () => {
    await shared();
    const screen = await screenAt(b, 'duty');
    const before = Date.now();
    await fix(a, 'truck-a', 109.91234567, 35.19876543);
    await fix(b, 'truck-b', 109.8, 35.1);
    await screen.until(() => screen.shown('truck-a') !== undefined);
    expect(Date.now() - before).toBeLessThan(5000);
    await alike();
    expect(picture(a).map(({ number }) => number)).toEqual(['truck-a', 'truck-b']);
  });

  it('two fixes of one moment, one at each node, end in the same picture on both', async () => {
    const atMs = Math.floor(Date.now() / 1000) * 1000;
    await Promise.all([fix(a, 'tie', 109.9, 35.2, atMs), fix(b, 'tie', 109.7, 35.3, atMs)]);
    await alike();
  });

  it('a terminal bound at one node belongs to its team at the other', async () => {
    await signals(a).bind('truck-a', 'team-1', 'admin');
    await expect.poll(() => signals(b).terminals.byNumber('truck-a')?.team).toBe('team-1');
    await alike();
  });

  it('a reading taken at one node moves the rules and the screens of the other, and a door heard there is not silent here', async () => {
    const reading = {
      sensor: 'rain-shanhua',
      quantity: 'rain',
      value: 3,
      durationS: 600,
      observedAt: toTimestamp(Date.now()),
    };
    const answer = await a.fetch('/api/ingest/readings', tokenA, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ readings: [reading] }),
    });
    expect(await answer.json()).toMatchObject({ stored: 1 });
    await expect
      .poll(() => signals(b).readings.latest.get('rain-shanhua'))
      .toEqual(signals(a).readings.latest.get('rain-shanhua'));
    const heard = () =>
      signals(b)
        .sources.list()
        .find(({ source }) => source === 'readings')?.lastSeenMs;
    await expect.poll(heard).toBeDefined();
  });

  it('a warning taken at one node is updated and cancelled through the other, and both list the same', async () => {
    const sent = toTimestamp(Math.floor(Date.now() / 1000) * 1000 - 60_000);
    const cap = (identifier: string, msgType: string, references = '') => `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>met.test</sender>
<sent>${sent}</sent><status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>
${references === '' ? '' : `<references>${references}</references>`}
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency>
<severity>Severe</severity><certainty>Likely</certainty><expires>${toTimestamp(Date.now() + 3_600_000)}</expires>
<headline>暴雨橙色预警</headline><area><areaDesc>澄城县</areaDesc><polygon>35.0,109.7 35.0,110.1 35.4,110.1 35.4,109.7 35.0,109.7</polygon></area></info></alert>`;
    const send = async (node: TestApp, body: string) => {
      const answer = await node.fetch('/api/ingest/cap', tokenA, {
        method: 'POST',
        headers: { 'content-type': 'application/cap+xml' },
        body,
      });
      expect({ status: answer.status, text: answer.ok ? '' : await answer.text() }).toEqual({ status: 201, text: '' });
    };
    const ListSchema = z.object({ warnings: z.array(z.object({ identifier: z.string(), state: z.string() })) });
    const listed = async (node: TestApp) =>
      ListSchema.parse(await node.get('/api/incoming-warnings', await a.session('duty')))
        .warnings.map(({ identifier, state }) => `${identifier} ${state}`)
        .sort();
    await send(a, cap('w-1', 'Alert'));
    expect([await listed(a), await listed(b)]).toEqual([['w-1 active'], ['w-1 active']]);
    await send(b, cap('w-2', 'Cancel', `met.test,w-1,${sent}`));
    expect(await listed(a)).toContain('w-1 cancelled');
    expect(await listed(b)).toEqual(await listed(a));
    const open = (node: TestApp) => Object.keys(signals(node).open.runtime.state.monitoring.incoming);
    await expect.poll(() => [open(a), open(b)]).toEqual([[], []]);
  });

  it('what a token used up at one node it cannot use again at the other', async () => {
    const quakes = (node: TestApp) =>
      node.fetch('/api/ingest/quakes', tokenA, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'FeatureCollection', features: [] }),
      });
    // Sixty at once, then five a second.
    const spent = await Promise.all(Array.from({ length: 60 }, () => quakes(a)));
    expect(spent.map(({ status }) => status)).toEqual(spent.map(() => 200));
    let more = 0;
    await expect
      .poll(
        async () => {
          const { status } = await quakes(b);
          if (status === 200) more += 1;
          return status;
        },
        { timeout: 5000 },
      )
      .toBe(429);
    expect(more).toBeLessThan(40);
  });

  it('with Redis killed the other node shows what was stored, with its real age, and says so; back, it goes on by itself', async () => {
    const screen = await screenAt(b, 'leader');
    await redis.kill();
    await stored();
    const head = await screen.next('head', (message) => JSON.stringify(message).includes('"stored"'));
    expect(head).toMatchObject({ nodes: { signals: 'stored' } });
    expect((await a.fetch('/readyz', undefined)).status).toBe(200);
    const atMs = Math.floor(Date.now() / 1000) * 1000;
    await fix(a, 'truck-a', 109.95, 35.21, atMs);
    await expect.poll(() => signals(b).terminals.byNumber('truck-a')?.lon, { timeout: 8000 }).toBe(109.95);
    expect(signals(b).terminals.byNumber('truck-a')?.observedMs).toBe(atMs);
    await redis.start();
    await shared();
    await fix(a, 'truck-a', 109.96, 35.22);
    await alike();
  });

  it('a frozen Redis holds nobody up: fixes are answered, little waits, and it goes on when Redis does', async () => {
    redis.signal('SIGSTOP');
    await stored();
    for (let i = 0; i < 50; i++) await fix(a, `many-${i}`, 109.9 + i / 1000, 35.2);
    await alike(10_000);
    redis.signal('SIGCONT');
    await shared();
    await fix(b, 'many-1', 109.99, 35.29);
    await alike();
  });

  it('an emptied Redis loses nothing: nothing is kept there', async () => {
    await redis.flush();
    await fix(a, 'truck-b', 109.81, 35.11);
    await alike();
    expect([stateOf(a), stateOf(b)]).toEqual(['shared', 'shared']);
  });
});
