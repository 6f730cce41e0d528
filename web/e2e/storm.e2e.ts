import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, newCommandId, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

/**
 * One storm from the first reading to closure, in two browsers: duty and leader at their desks, the wall, and a
 * team lead's phone. What matters is done with the keyboard and by pressing; each step says what each one sees.
 */
const SHANHUA = '610525101233';
const GAUGE = 's-lvl-shanhua';
const TEAM = 'team-fengyuan-1';
const PHONE = { width: 390, height: 844 };
/** A change is on every screen within a second (promise P4); the machine running this may be busy. */
const SOON = { timeout: 60_000 };

let server: RunningServer;
let desksBrowser: Browser;
let fieldBrowser: Browser;
let duty: Desk;
let leader: Desk;
let commander: Desk;
let wall: Desk;
let team: Desk;
let token: string;

const incidentId = newCommandId();
const warningId = newCommandId();
const gauge = { lon: 109.879425, lat: 35.345843 };

beforeAll(async () => {
  server = await startServer();
  [desksBrowser, fieldBrowser] = await Promise.all([startBrowser(), startBrowser()]);
  [duty, leader, commander] = await Promise.all([
    openDesk(desksBrowser, server, 'duty'),
    openDesk(desksBrowser, server, 'leader'),
    openDesk(desksBrowser, server, 'commander'),
  ]);
  [wall, team] = await Promise.all([
    openDesk(fieldBrowser, server, 'wall'),
    openDesk(fieldBrowser, server, 'team1', { viewport: PHONE, deviceScaleFactor: 2 }),
  ]);
  const made = await promisify(execFile)(
    process.execPath,
    ['server/src/token.ts', '--scope', 'ingest', '--scope', 'read', '--name', 'storm'],
    { env: { ...process.env, DATA_DIR: server.dataDir } },
  );
  token = made.stdout.trim().split('\n').at(-1) ?? '';
  await Promise.all([
    duty.page.goto('/duty'),
    leader.page.goto('/duty'),
    wall.page.goto('/wall'),
    team.page.goto('/field'),
  ]);
});

afterAll(async () => {
  await desksBrowser?.close();
  await fieldBrowser?.close();
  await server?.stop();
});

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
}

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

async function level(minutesAgo: number, value: number): Promise<void> {
  const reading = { sensor: GAUGE, quantity: 'level', value, observedAt: ago(minutesAgo) };
  await post('/api/ingest/readings', { readings: [reading] });
}

async function done(desk: Desk, intent: Intent): Promise<void> {
  const answer = await desk.act(intent);
  expect(answer, intent.type).toMatchObject({ ok: true });
}

const text = (desk: Desk, words: string | RegExp) => desk.page.getByText(words).filter({ visible: true }).first();

async function sees(desk: Desk, words: string | RegExp): Promise<void> {
  await text(desk, words).waitFor({ state: 'visible', ...SOON });
}

async function stateOf(path: string): Promise<unknown> {
  const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.ok, path).toBe(true);
  return answer.json();
}

describe('a storm worked on two browsers', () => {
  it('a rising gauge is an alarm on the wall and on both desks', async () => {
    for (const [minutes, value] of [
      [40, 871.2],
      [30, 871.9],
      [20, 872.6],
      [10, 873.2],
      [5, 873.46],
      [1, 873.5],
    ] as const) {
      await level(minutes, value);
    }
    await sees(wall, /立即转移/);
    await sees(duty, /立即转移/);
    await sees(leader, /立即转移/);
  });

  it('the duty officer acknowledges it with one key, and everyone sees by whom', async () => {
    await duty.page.keyboard.press('F3');
    await duty.page.keyboard.press('F4');
    await sees(leader, /王晓燕/);
    await expect
      .poll(async () => JSON.stringify(await stateOf('/api/log?since=0&limit=1000')), SOON)
      .toContain('AlarmAcknowledged');
  });

  it('the incident stands on every screen within moments, with its place and its clock', async () => {
    await done(duty, {
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '山洪 善化村',
      grade: 3,
      place: { point: gauge, division: SHANHUA, name: '善化村', by: 'name' },
      source: { kind: 'phone', caller: { name: '王建民', phone: '13900000000' } },
      text: '三人被困桥墩',
      photos: [],
      notDuplicateOf: [],
      figures: [{ figure: 'trapped', value: 3 }],
    });
    await sees(wall, '山洪 善化村');
    await leader.page.goto('/dispatch');
    await sees(leader, '山洪 善化村');
  });

  it('the warning is drafted, checked by another, signed by a third and reaches wall, public page and CAP feed', async () => {
    await done(duty, {
      type: 'DraftWarning',
      warningId,
      incidentId,
      content: {
        hazard: 'flash_flood',
        level: 2,
        headline: '澄城县应急管理局发布山洪橙色预警[Ⅱ级/重大]',
        text: '大峪河善化站水位超过立即转移指标，沿线山洪风险很高。',
        instruction: '请立即转移沟口、河道低洼处人员。',
        scope: { divisions: [SHANHUA], rings: [], areaText: '冯原镇善化村' },
        expiresAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
      },
    });
    expect(
      await duty.act({ type: 'SignWarning', warningId, signing: { mode: 'signed', post: 'commander' } }),
    ).toMatchObject({ ok: false });
    await done(leader, { type: 'CheckWarning', warningId, note: '' });
    await done(commander, { type: 'SignWarning', warningId, signing: { mode: 'signed', post: 'commander' } });
    await sees(wall, /山洪橙色/);
    await expect.poll(async () => (await fetch(`${server.url}/public`)).text(), SOON).toContain('山洪橙色预警');
    await expect
      .poll(async () => (await fetch(`${server.url}/api/cap/feed.atom`)).text(), SOON)
      .toContain('山洪橙色预警');
  });

  it('a team is dispatched, and its phone and the wall show the order', async () => {
    await duty.page.goto(`/dispatch?incident=${incidentId}`);
    await sees(duty, '山洪 善化村');
    await done(duty, {
      type: 'DispatchTeam',
      orderId: newCommandId(),
      incidentId,
      team: TEAM,
      exclusive: true,
      voice: false,
      content: {
        task: '转移沟口组、桥西组 117 人',
        skills: ['evacuation'],
        destination: { name: '善化村沟口', point: gauge, division: SHANHUA },
        hazards: '不过善化桥，走北侧坡道',
        protection: '二级',
        feedbackMin: 30,
      },
    });
    await sees(team, /转移沟口组/);
    await sees(wall, '冯原1队');
  });

  it('the team lead accepts on the phone, and the ladder fills on the desk', async () => {
    await team.page.getByRole('button', { name: /接受/ }).first().click();
    await expect.poll(async () => orderStatus(), SOON).toBe('accepted');
    await sees(duty, /已接/);
  });

  it('a late buffered point fakes no arrival, a fresh one is noticed', async () => {
    const binding = await commanderFetch('PUT', '/api/terminals/storm-1/binding', { team: TEAM });
    expect(binding.status).toBeLessThan(300);
    await done(duty, { type: 'ReportTeamStatus', team: TEAM, to: 'en_route', cause: 'voice' });
    const at = (minutes: number) =>
      fetch(
        `${server.url}/api/ingest/osmand?token=${token}&id=storm-1&lat=${gauge.lat}&lon=${gauge.lon}&timestamp=${Math.floor(Date.parse(ago(minutes)) / 1000)}`,
      );
    expect((await at(20)).status).toBeLessThan(300);
    expect(await teamStatus()).toBe('en_route');
    expect((await at(0)).status).toBeLessThan(300);
    await expect.poll(teamStatus, SOON).toBe('on_scene');
  });

  it('closing is refused while a team is attached, and possible when its conditions hold', async () => {
    await done(duty, { type: 'ControlIncident', incidentId, text: '险情受控' });
    await done(duty, { type: 'EndIncident', incidentId, text: '处置结束' });
    const early = await duty.act({ type: 'CloseIncident', incidentId, summary: '' });
    expect(early).toMatchObject({ ok: false });
    for (const to of ['working', 'done', 'withdrawing', 'returned'] as const) {
      await done(duty, { type: 'ReportTeamStatus', team: TEAM, to, cause: 'voice' });
    }
    const asOf = new Date().toISOString();
    await done(duty, {
      type: 'RecordFigure',
      incidentId,
      figure: 'trapped',
      value: 0,
      asOf,
      source: '现场',
      reason: '全部救出',
    });
    await done(commander, { type: 'CancelWarning', warningId, reason: '水位回落' });
    await finishReports();
    const closed = await leader.act({ type: 'CloseIncident', incidentId, summary: '三人全部救出，队伍归建。' });
    expect(closed, JSON.stringify(closed)).toMatchObject({ ok: true });
    await expect.poll(() => text(wall, '山洪 善化村 ').isVisible(), SOON).toBe(false);
  });

  it('nothing went wrong in any page meanwhile', () => {
    const troubles = [duty, leader, commander, wall, team].flatMap((desk) => desk.troubles);
    expect(troubles).toEqual([]);
  });
});

const OrdersSchema = z.object({ orders: z.array(z.object({ id: z.string(), status: z.string() })) });
const LogSchema = z.object({
  events: z.array(z.object({ type: z.string(), body: z.record(z.string(), z.unknown()) })),
});

async function orderStatus(): Promise<string | undefined> {
  return OrdersSchema.parse(await stateOf('/api/orders')).orders[0]?.status;
}

async function events() {
  return LogSchema.parse(await stateOf('/api/log?since=0&limit=1000')).events;
}

async function teamStatus(): Promise<unknown> {
  return (await events()).filter((event) => event.type === 'TeamStatusChanged' && event.body['team'] === TEAM).at(-1)
    ?.body['to'];
}

async function commanderFetch(method: 'PUT', path: string, data: object): Promise<{ status: number }> {
  const answer = await leader.context.request.fetch(path, { method, data });
  return { status: answer.status() };
}

/** Every report of the incident goes its way: phoned, checked, signed, sent. */
async function finishReports(): Promise<void> {
  const drafted = (await events()).filter(
    (event) => event.type === 'ReportDrafted' && event.body['incidentId'] === incidentId,
  );
  expect(drafted.length).toBeGreaterThan(0);
  for (const { body } of drafted) {
    const reportId = z.string().parse(body['reportId']);
    await done(duty, { type: 'LogPhoneReport', reportId, to: '市应急局', answeredBy: '马文涛' });
    await done(leader, { type: 'CheckReport', reportId });
    await done(commander, { type: 'SignReport', reportId, signing: { mode: 'signed', post: 'commander' } });
    await done(duty, { type: 'SendReport', reportId, to: '市应急局' });
  }
}
