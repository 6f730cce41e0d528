import { withTestDatabase } from '@sitong/server/testing/database.ts';
import { startRedis } from '@sitong/server/testing/redis-process.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Balancer, startBalancer } from './balancer.ts';

/** Two real server processes on one PostgreSQL and one Redis, as a county with two nodes has. */
const database = await withTestDatabase('empty');
const redis = await startRedis();
const folders = [newFolder('node-a'), newFolder('node-b')];
const nodes: ServerProcess[] = [];
const screens: Screen[] = [];
let balancer: Balancer | undefined;

const urlOf = (node: ServerProcess | undefined): Promise<string> => node?.url() ?? Promise.reject(new Error('no node'));
let urls: [string, string] = ['', ''];
const cookies = { duty: '', team1: '', town: '', leader: '' };
let team = '';

const get = async (url: string, cookie: string): Promise<unknown> => {
  const answer = await fetch(url, { headers: { cookie } });
  if (!answer.ok) throw new Error(`GET ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

async function screenAt(url: string, cookie: string, world = 'live', reconnects = false): Promise<Screen> {
  const screen = new Screen({ url, cookie, reconnects });
  screens.push(screen);
  return screen.open({ world });
}

const incident = (incidentId: Id): Intent => ({
  type: 'ReportIncident',
  incidentId,
  hazard: 'flash_flood',
  title: '沟口水位上涨',
  grade: 3,
  place: { point: seatOf(SHANHUA), division: SHANHUA, name: '沟口', by: 'map' },
  source: { kind: 'duty' },
  text: '沟口水位上涨',
  photos: [],
  notDuplicateOf: [],
  figures: [],
});
const dispatch = (incidentId: Id, orderId: Id): Intent => ({
  type: 'DispatchTeam',
  orderId,
  incidentId,
  team,
  exclusive: true,
  voice: false,
  content: {
    task: '转移沟口组群众',
    skills: [],
    destination: { name: '沟口', point: seatOf(SHANHUA), division: SHANHUA },
    hazards: '水位上涨',
    protection: '救生衣',
    feedbackMin: 30,
  },
});
const note = (text: string): Intent => ({ type: 'EnterDutyLog', text });

const HeldSchema = z.object({ events: z.array(z.object({ seq: z.number(), type: z.string(), body: z.unknown() })) });

beforeAll(async () => {
  const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
  // At the same moment, on an empty database.
  for (const dataDir of folders) nodes.push(new ServerProcess({ dataDir, env }));
  urls = [await urlOf(nodes[0]), await urlOf(nodes[1])];
  for (const username of ['duty', 'team1', 'town', 'leader'] as const)
    cookies[username] = (await nodes[0]?.signIn(username)) ?? '';
  team = SessionInfoSchema.parse(await get(`${urls[1]}/api/session`, cookies.team1)).teams[0] ?? '';
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await balancer?.close();
  await Promise.all(nodes.map((node) => node.end('SIGTERM')));
  await redis.kill();
  await Promise.all(folders.map(dropFolder));
});

describe('two nodes', () => {
  it('started at once on an empty database: one migrates and loads the county, the other waits for it', () => {
    const saying = (words: string): number =>
      nodes.filter(({ said }) => said.some((line) => line.includes(words))).length;
    expect([saying('database brought up to date'), saying('loading the demo county')]).toEqual([1, 1]);
  });

  it('an order given at one node is taken and climbed at the other, and both screens hold the same', async () => {
    const desk = await screenAt(urls[0], cookies.duty);
    const phone = await screenAt(urls[1], cookies.team1);
    const [incidentId, orderId] = [newId(), newId()];
    expect(await desk.send(incident(incidentId))).toMatchObject({ ok: true });
    expect(await desk.send(dispatch(incidentId, orderId))).toMatchObject({ ok: true });
    const at = (screen: Screen) => screen.replica.state.rescue.orders[orderId]?.status;
    await phone.until(() => at(phone) !== undefined);
    for (const intent of [
      { type: 'ConfirmDelivery', orderId, device: 'phone' },
      { type: 'ReadOrder', orderId },
      { type: 'AcceptOrder', orderId, voice: false },
    ] as const satisfies Intent[]) {
      expect(await phone.send(intent)).toMatchObject({ ok: true });
    }
    await desk.until(() => at(desk) === 'accepted');
    expect(desk.replica.state.rescue.orders[orderId]).toEqual(phone.replica.state.rescue.orders[orderId]);
    expect([desk.faults, phone.faults]).toEqual([[], []]);
  });

  it('the position of a phone at one node is on the map of the other', async () => {
    const phone = await screenAt(urls[1], cookies.team1);
    const [lon, lat] = [109.9331, 35.1842];
    phone.socket.emit('position', { lon, lat, observedAt: new Date().toISOString() });
    const shown = async () => JSON.stringify(await get(`${urls[0]}/api/terminals?bound=yes`, cookies.duty));
    await expect.poll(shown, { timeout: 5000 }).toContain(`"lon":${lon}`);
  });

  it('who sits at one node is known at the other, and one console of all rings', async () => {
    await screenAt(urls[1], cookies.leader);
    const PresenceSchema = z.object({
      nodes: z.object({ signals: z.string(), count: z.number() }),
      people: z.array(z.object({ person: z.string(), node: z.string() })),
    });
    const presence = async () => PresenceSchema.parse(await get(`${urls[0]}/api/presence`, cookies.duty));
    const leader = SessionInfoSchema.parse(await get(`${urls[1]}/api/session`, cookies.leader)).person;
    await expect
      .poll(async () => (await presence()).people.map(({ person }) => person), { timeout: 5000 })
      .toContain(leader);
    expect((await presence()).nodes).toEqual({ signals: 'shared', count: 2 });
    expect(new Set((await presence()).people.map(({ node }) => node)).size).toBe(2);

    const consoles = [newId(), newId()] as const;
    const ask = async (node: 0 | 1, want: 'hold' | 'release') => {
      const answer = await fetch(`${urls[node]}/api/session/sound-lease`, {
        method: 'PUT',
        headers: { cookie: node === 0 ? cookies.duty : cookies.leader, 'content-type': 'application/json' },
        body: JSON.stringify({ console: consoles[node], want }),
      });
      return z.object({ owner: z.object({ own: z.boolean() }).nullable() }).parse(await answer.json()).owner?.own;
    };
    expect([await ask(0, 'hold'), await ask(1, 'hold')]).toEqual([true, false]);
    expect([await ask(0, 'release'), await ask(1, 'hold')]).toEqual([undefined, true]);
  });

  it('a session revoked at one node loses its socket at the other within 5 s', async () => {
    const screen = await screenAt(urls[1], cookies.town);
    const before = performance.now();
    await fetch(`${urls[0]}/api/session`, { method: 'DELETE', headers: { cookie: cookies.town } });
    await screen.until(() => screen.bye === 'session_ended', 5000);
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('a drill begun at one node opens at the other; a clock both watch fires once; its end is told on every screen', async () => {
    const begun = await fetch(`${urls[0]}/api/drills`, {
      method: 'POST',
      headers: { cookie: cookies.duty, 'content-type': 'application/json' },
      body: JSON.stringify({ scenario: 'storm', officers: 'hand', player: 'caller', speed: 600 }),
    });
    const { world } = z.object({ world: z.string() }).parse(await begun.json());
    const worldsAt = async (url: string) => JSON.stringify(await get(`${url}/api/session`, cookies.duty));
    await expect.poll(() => worldsAt(urls[1]), { timeout: 5000 }).toContain(world);
    const here = await screenAt(urls[0], cookies.duty, world);
    const there = await screenAt(urls[1], cookies.leader, world);
    const [incidentId, orderId] = [newId(), newId()];
    expect(await there.send(incident(incidentId))).toMatchObject({ ok: true });
    // Who dispatches acts on what the own screen shows.
    await here.until(() => here.replica.state.command.incidents[incidentId] !== undefined);
    expect(await here.send(dispatch(incidentId, orderId))).toMatchObject({ ok: true });
    // RES-11: nobody accepts; 180 s of the drill are 0.3 s here, and both nodes' clocks run out together.
    const log = async () =>
      HeldSchema.parse(await get(`${urls[1]}/api/log?since=0&world=${world}&limit=500`, cookies.duty)).events;
    const steps = async () =>
      (await log())
        .filter(({ type }) => type === 'OrderEscalated')
        .map(({ body }) => z.object({ step: z.unknown() }).parse(body).step);
    await expect.poll(async () => (await steps()).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(4);
    const found = await steps();
    expect(new Set(found).size).toBe(found.length);
    expect(
      (await fetch(`${urls[0]}/api/drills/${world}`, { method: 'DELETE', headers: { cookie: cookies.duty } })).status,
    ).toBe(204);
    await here.until(() => here.bye === 'ended', 5000);
    await there.until(() => there.bye === 'ended', 5000);
    const late = new Screen({ url: urls[1], cookie: cookies.leader });
    screens.push(late);
    await expect(late.open({ world })).rejects.toThrow('ended');
  });

  it('with Redis killed in the middle, events reach the other node as ever', async () => {
    const desk = await screenAt(urls[0], cookies.duty);
    const other = await screenAt(urls[1], cookies.leader);
    await redis.kill();
    for (let i = 0; i < 20; i++) {
      const answer = await desk.send(note(`没有 Redis 的第 ${i} 条`));
      if (!answer.ok) throw new Error(answer.refused.code);
      await other.reaches(answer.seq, 5000);
    }
    expect(other.faults).toEqual([]);
    await redis.start();
  });

  it('a node killed in the middle: the screen moves to the other, nothing confirmed is lost, nothing comes twice', async () => {
    balancer = await startBalancer({ nodes: urls, host: '127.0.0.1', port: 0 });
    const cookie = `${cookies.duty}; sitong_node=0`;
    const desk = await screenAt(balancer.url, cookie, 'live', true);
    const confirmed = new Map<Id, string>();
    let sent = 0;
    const load = async (until: () => boolean): Promise<void> => {
      while (!until()) {
        const [commandId, text] = [newId(), `接管第 ${sent++} 条`];
        for (;;) {
          const answer = await desk.send(note(text), commandId, 2000).catch(() => undefined);
          // No answer: nothing is known, so the same command goes again, now to the other node.
          if (answer === undefined) await desk.until(() => desk.socket.connected, 15_000);
          else if (answer.ok) confirmed.set(commandId, text);
          if (answer?.ok === true) break;
        }
      }
    };
    await load(() => confirmed.size >= 20);
    const killed = nodes[0]?.end('SIGKILL');
    await load(() => confirmed.size >= 60);
    await killed;
    expect(balancer.ready()).toEqual([urls[1]]);
    const fresh = await screenAt(urls[1], cookies.leader);
    await desk.reaches(fresh.seq);
    expect(desk.faults.filter(({ kind }) => kind !== 'doubled')).toEqual([]);
    const events = HeldSchema.parse(await get(`${urls[1]}/api/log?since=0&limit=1000`, cookies.duty)).events.flatMap(
      ({ type, body }) => (type === 'DutyLogEntered' ? [z.object({ text: z.string() }).parse(body).text] : []),
    );
    const stored = events.filter((text) => text.startsWith('接管'));
    expect([...stored].sort()).toEqual([...confirmed.values()].sort());
  });
});
