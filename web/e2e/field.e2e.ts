import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutLine, cutLine } from '../../server/src/testing/cut-line.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const SHANHUA = '610525101233';
const POINT = { lon: 109.877664, lat: 35.345843 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

let server: RunningServer;
let browser: Browser;
let duty: Desk;
let line: CutLine;

beforeAll(async () => {
  server = await startServer();
  line = await cutLine(server.url);
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await server?.stop();
});

async function dispatch(team: string): Promise<string> {
  const incidentId = newId();
  const orderId = newId();
  await duty.act({
    type: 'ReportIncident',
    incidentId,
    hazard: 'flash_flood',
    title: '山洪 善化村',
    grade: 3,
    place: { point: POINT, division: SHANHUA, name: '善化村', by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [],
  });
  const answer = await duty.act({
    type: 'DispatchTeam',
    orderId,
    incidentId,
    team,
    exclusive: true,
    voice: false,
    content: {
      task: '转移117人',
      skills: [],
      destination: { name: '善化村 沟口组', point: POINT, division: SHANHUA },
      arriveBy: toTimestamp(Date.now() + 3_600_000),
      hazards: '',
      protection: '',
      feedbackMin: 30,
    },
  });
  expect(answer.ok).toBe(true);
  return orderId;
}

async function eventsOf(orderId: string): Promise<string[]> {
  const answer = await duty.context.request.get('/api/log?since=0');
  const { events }: { events: { type: string; body: { orderId?: string; to?: string } }[] } = await answer.json();
  return events
    .filter(({ body }) => body.orderId === orderId)
    .map(({ type, body }) => [type, body.to].join(' ').trim());
}

describe('the phone page in a dead zone', () => {
  it('opens without a line, takes acceptance and arrival, and tells each once on return', async () => {
    const orderId = await dispatch('team-fengyuan-1');
    const { page, context, troubles } = await openDesk(browser, { ...server, url: line.url }, 'team1', PHONE);
    await page.goto('/field');
    await page.getByRole('button', { name: /^接受/ }).waitFor();
    // Not waitForFunction: it takes the promise of an async predicate for its answer.
    const keeper = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/field'))?.active?.state);
    await expect.poll(keeper, { timeout: 30_000 }).toBe('activated');
    await expect.poll(() => eventsOf(orderId), { timeout: 10_000 }).toContain('OrderRead');
    await page.reload();
    await page.getByRole('button', { name: /^接受/ }).waitFor();

    line.cut();
    await page.getByRole('button', { name: /^接受/ }).click();
    await page.getByRole('button', { name: /^到场/ }).click();
    await page.getByRole('button', { name: /^已到场/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^已到场/ }).waitFor();
    // On site the time to arrive no longer runs: how long it is there, and what is due next.
    const card = page.getByRole('article', { name: '转移117人' });
    await card.getByText(/^在场/).waitFor();
    await card.getByText(/前反馈$/).waitFor();
    await card.getByText(/前报平安$/).waitFor();
    expect(await card.getByText(/前到场/).count()).toBe(0);
    expect(await page.getByText('待发2项').count()).toBe(1);
    expect(await eventsOf(orderId)).not.toContain('OrderAccepted');

    line.mend();
    await expect.poll(() => eventsOf(orderId), { timeout: 20_000 }).toContain('TeamStatusChanged on_scene');
    const told = await eventsOf(orderId);
    expect(told.filter((one) => one === 'OrderAccepted')).toHaveLength(1);
    expect(told.filter((one) => one === 'TeamStatusChanged on_scene')).toHaveLength(1);
    expect(told.indexOf('OrderDelivered')).toBeLessThan(told.indexOf('OrderRead'));
    expect(
      troubles.filter(
        (one) =>
          !/net::ERR_(CONNECTION|EMPTY_RESPONSE|SOCKET)|Connection closed before receiving a handshake/.test(one),
      ),
    ).toEqual([]);
    await context.close();
  });
});
