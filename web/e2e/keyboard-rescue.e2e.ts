import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginDrill, type DrillByHand, type Logged, secondsFrom } from './drill-by-hand.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { KeysOnly } from './keys-only.ts';

/**
 * Rescue by hands that never leave the keyboard: an order nobody accepts, one that is declined on the phone, one
 * whose team arrives. It plays in a drill, whose clock the test sets.
 */

const SHANHUA = '610525101233';
const POINT = { lon: 109.877664, lat: 35.345843 };
/** Team leads who have a phone page here; the one whose team is still free declines. */
const PHONES = [
  { user: 'team1', team: 'team-fengyuan-1', initials: 'fy1', name: '冯原1队' },
  { user: 'team3', team: 'team-wangzhuang-1', initials: 'wz1', name: '王庄1队' },
  { user: 'team4', team: 'team-zhaozhuang-1', initials: 'zz1', name: '赵庄1队' },
] as const;
const SOON = { timeout: 60_000 };

let server: RunningServer;
let browser: Browser;
let duty: Desk;
let leader: Desk;
let phone: Desk;
let keys: KeysOnly;
let drill: DrillByHand;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  [duty, leader] = await Promise.all([openDesk(browser, server, 'duty'), openDesk(browser, server, 'leader')]);
  for (const { page } of [duty, leader]) page.setDefaultTimeout(110_000);
  keys = new KeysOnly(duty.page);
  drill = await beginDrill(duty);
  await drill.done({
    type: 'ReportIncident',
    incidentId: newId(),
    hazard: 'flash_flood',
    title: '山洪 善化村',
    grade: 3,
    place: { name: '善化村', point: POINT, division: SHANHUA, by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'threatened', value: 117 }],
  });
  await Promise.all([duty.page.goto(`/dispatch?world=${drill.world}`), leader.page.goto(`/duty?world=${drill.world}`)]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What became of the order of this number. */
async function ofOrder(number: number, type: string): Promise<Logged[]> {
  const [saved] = await drill.logged('OrderSaved', ({ body }) => body['number'] === number);
  return drill.logged(type, ({ body }) => body['orderId'] === saved?.body['orderId']);
}

const teamOf = async (number: number): Promise<unknown> => (await ofOrder(number, 'OrderSaved'))[0]?.body['team'];

/** Clocks of an order that have fired, each with the seconds after it was saved at which it was due. */
async function fired(number: number): Promise<[unknown, number][]> {
  const [saved] = await ofOrder(number, 'OrderSaved');
  const rows = await ofOrder(number, 'OrderEscalated');
  return rows.map(({ body }) => [body['step'], secondsFrom(saved, body['dueAt'])]);
}

describe('an order nobody accepts, by keys alone', () => {
  it('[RES-9] is sent from the queue with three keys, and the focus stays in the table', async () => {
    await duty.page.getByRole('grid', { name: '推荐队伍' }).getByRole('row').first().waitFor();
    await keys.pane(/^事件/);
    await keys.press('m');
    expect((await keys.kept()).where).toContain('态势地图');
    await keys.pane(/^事件/);
    await keys.press('Enter');
    await keys.arrives(/row/);
    await keys.press('Enter');
    await duty.page.getByRole('dialog').waitFor();
    await keys.press('Control+Enter');
    await expect.poll(async () => (await drill.logged('OrderSaved')).length, SOON).toBe(1);
    await duty.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await keys.kept()).toMatchObject({ where: '推荐队伍' });
  });

  it('[RES-11] is told at 60 s; at 90 s the next team is offered and taken with Enter Enter Ctrl+Enter', async () => {
    await drill.clockAt(20);
    await expect
      .poll(() => fired(1), SOON)
      .toEqual([
        ['undelivered', 30],
        ['re_ring', 60],
        ['offer_next', 90],
      ]);
    await drill.clockAt(1);
    await duty.page.getByRole('grid', { name: '待派需求' }).getByText('满90秒未接，可改派').waitFor();
    await keys.pane(/^待派需求/);
    await keys.press('Enter');
    await keys.arrives(/row/);
    await keys.press('Enter');
    await duty.page.getByRole('dialog').waitFor();
    await keys.press('Control+Enter');
    await expect.poll(async () => (await drill.logged('OrderSaved')).length, SOON).toBe(2);
    await expect.poll(async () => (await ofOrder(1, 'OrderWithdrawn')).length, SOON).toBe(1);
    expect((await ofOrder(2, 'OrderSaved'))[0]?.body['insteadOf']).toBe(
      (await ofOrder(1, 'OrderSaved'))[0]?.body['orderId'],
    );
    expect(await teamOf(2)).not.toBe(await teamOf(1));
    await keys.kept();
  });

  it('[RES-11] the duty leader is told at 180 s, on the own desk', async () => {
    await drill.clockAt(20);
    await expect.poll(async () => (await fired(2)).at(-1), SOON).toEqual(['leader', 180]);
    await drill.clockAt(1);
    await leader.page
      .getByText(/D-0002.*180|D-0002.*带班/)
      .first()
      .waitFor();
  });
});

describe('an order declined on the phone', () => {
  it('[RES-7] is written with a team found by its initials; the phone says no with Tab and Enter, and why', async () => {
    await keys.pane(/^事件/);
    await keys.press('Enter');
    await keys.arrives(/row/);
    const sent = await Promise.all([teamOf(1), teamOf(2)]);
    const lead = PHONES.find(({ team }) => !sent.includes(team));
    if (lead === undefined) throw new Error('no team with a phone page is free');
    phone = await openDesk(browser, server, lead.user, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
    phone.page.setDefaultTimeout(110_000);
    await phone.page.goto(`/field?world=${drill.world}`);
    await keys.press('F7');
    await duty.page.getByRole('dialog').waitFor();
    await keys.to(/队伍/, 'Shift+Tab');
    await keys.write(lead.initials);
    await duty.page.getByRole('option', { name: lead.name }).waitFor();
    await keys.press('ArrowDown', 'Enter', 'Control+Enter');
    await expect.poll(() => teamOf(3), SOON).toBe(lead.team);
    const hand = new KeysOnly(phone.page);
    await phone.page.getByRole('button', { name: /^接受/ }).waitFor();
    await phone.page.keyboard.press('Tab');
    await hand.to(/button 求助/);
    await hand.press('Enter');
    await phone.page.getByRole('dialog').waitFor();
    await hand.to(/button 不能接受/);
    await hand.press('Enter');
    await phone.page.getByRole('heading', { name: '不能接受的原因' }).waitFor();
    await hand.to(/button 道路不通/);
    // The card goes with the order; on a phone nothing has to have the focus then.
    await phone.page.keyboard.press('Enter');
    await expect.poll(async () => (await ofOrder(3, 'OrderDeclined')).length, SOON).toBe(1);
    expect((await ofOrder(3, 'OrderDeclined'))[0]?.body['reason']).toBe('道路不通');
    await duty.page.getByRole('grid', { name: '待派需求' }).getByText('队伍拒绝，需改派').waitFor();
  });
});

describe('a team that arrives', () => {
  it('[RES-7] accepts by radio, and the desk writes it down by keys', async () => {
    await keys.pane(/^本班指令/);
    await keys.press('Home');
    await keys.to(/row .*D-0002/, 'ArrowDown', 4);
    await duty.page.getByRole('heading', { name: /D-0002/ }).waitFor();
    await keys.to(/button 语音接令补录/);
    await keys.press('Enter');
    await duty.page.getByRole('dialog').waitFor();
    await keys.press('Control+Enter');
    await expect.poll(async () => (await ofOrder(2, 'OrderAccepted')).length, SOON).toBe(1);
    await keys.kept();
  });

  it('[RES-13] a late buffered point fakes no arrival, a fresh one shows 到场', async () => {
    const team = String(await teamOf(2));
    const bound = await leader.context.request.put(`/api/terminals/keys-1/binding?world=${drill.world}`, {
      data: { team },
    });
    expect(bound.ok(), await bound.text()).toBe(true);
    await drill.done({ type: 'ReportTeamStatus', team, to: 'en_route', cause: 'voice' });
    const status = async (): Promise<unknown> =>
      (await drill.logged('TeamStatusChanged', ({ body }) => body['team'] === team)).at(-1)?.body['to'];
    const fixOf = async (minutesAgo: number): Promise<void> => {
      const at = Math.floor((await drill.nowMs()) / 1000) - minutesAgo * 60;
      const told = await fetch(
        `${server.url}/api/ingest/osmand?token=${drill.token}&id=keys-1&lat=${POINT.lat}&lon=${POINT.lon}&timestamp=${at}`,
      );
      expect(told.status).toBeLessThan(300);
    };
    await fixOf(20);
    expect(await status()).toBe('en_route');
    await fixOf(0);
    await expect.poll(status, SOON).toBe('on_scene');
    await keys.pane(/^队伍/);
    await duty.page.getByRole('grid', { name: '到场' }).getByRole('row').first().waitFor();
    await keys.to(/grid 到场|row/);
  });

  it('met no error on the way', () => {
    expect([duty, leader, phone].flatMap(({ troubles }) => troubles)).toEqual([]);
  });
});
