import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { KeysOnly } from './keys-only.ts';

/**
 * Monitoring worked by keys alone, from readings that come through the ingest door: next, acknowledge, returned,
 * cleared with a reason, silent, shelved, and the incident of the alarm at hand. After every key something has the
 * focus and shows it.
 */
const GAUGE = 's-lvl-shanhua';
const QUIET = 's-lvl-zhenji';
const OTHER = 's-lvl-luochengqiao';
/** Two and a half kilometres from it. */
const NEAR_BY = 's-lvl-taixian';
const WARN = '善化水位站 达警戒水位';
const RISE = '善化水位站 达水位快涨';

let server: RunningServer;
let browser: Browser;
let duty: Desk;
let keys: KeysOnly;
let token: string;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
  // The test's own limit decides, not each step's: two cores may be busy.
  duty.page.setDefaultTimeout(110_000);
  keys = new KeysOnly(duty.page);
  const made = await promisify(execFile)(
    process.execPath,
    ['server/src/token.ts', '--scope', 'ingest', '--name', 'keys'],
    { env: { ...process.env, DATA_DIR: server.dataDir } },
  );
  token = made.stdout.trim().split('\n').at(-1) ?? '';
  await duty.page.goto('/duty');
  await duty.page.getByText('当前无告警').waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Measured so many minutes ago, told now. */
async function reading(sensor: string, levelM: number, minutesAgo: number): Promise<void> {
  const observedAt = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const answer = await fetch(`${server.url}/api/ingest/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ readings: [{ sensor, quantity: 'level', value: levelM, observedAt }] }),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
}

const list = () => duty.page.getByRole('grid', { name: '告警列表' });
const row = (title: string) => list().getByRole('row').filter({ hasText: title });
const log = (text: string | RegExp) => duty.page.getByRole('grid', { name: '值班日志' }).getByText(text).first();

describe('monitoring by keys alone', () => {
  it('F3 goes to the next unacknowledged alarm and its row has the focus; F4 acknowledges it and nothing else', async () => {
    for (const [minutes, levelM] of [
      [20, 871.2],
      [10, 871.82],
      [5, 871.84],
      [1, 871.85],
    ] as const)
      await reading(GAUGE, levelM, minutes);
    await row(WARN).waitFor();
    await row(RISE).waitFor();
    await keys.press('F3');
    await keys.arrives(/^row .*达水位快涨/);
    await keys.press('F4');
    await row(RISE).getByText('王晓燕').waitFor();
    expect((await keys.kept()).name).toContain('达水位快涨');
    // Only that one: the other goes on asking.
    expect(await row(WARN).getByText('未确认').count()).toBe(1);
    await keys.press('F3');
    await keys.arrives(/^row .*达警戒水位/);
  });

  it('a key pressed while the next screen is being fetched does nothing on the one left; F8 goes on', async () => {
    const slow = await openDesk(browser, server, 'duty', { serviceWorkers: 'block' });
    const { page } = slow;
    page.setDefaultTimeout(110_000);
    const { promise: fetched, resolve: arrive } = Promise.withResolvers<void>();
    await page.route(/\/assets\/dispatch-screen-/, async (route) => {
      await fetched;
      await route.continue();
    });
    await page.goto('/duty');
    const unacked = page.getByRole('grid', { name: '告警列表' }).getByRole('row').filter({ hasText: '未确认' });
    await unacked.first().waitFor();
    const hands = new KeysOnly(page);
    await hands.press('F3');
    await hands.arrives(/^row .*达警戒水位/);
    await page.keyboard.press('Alt+3');
    await page.waitForURL(/\/dispatch/);
    // The duty desk is still drawn, and its row still has the focus.
    for (const key of ['F4', 's', 'n', 'j', 'Enter', 'F8']) await page.keyboard.press(key);
    await page.getByText(/^静音\d/).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect((await hands.kept()).name).toContain('达警戒水位');
    arrive();
    await page.getByRole('heading', { name: /^事件/ }).waitFor();
    await page.keyboard.press('Alt+2');
    // F4 would have been told long ago: one key later its desk was silenced.
    await unacked.filter({ hasText: WARN }).waitFor();
    await hands.pane(/^告警/);
    expect(slow.troubles).toEqual([]);
    await slow.context.close();
  });

  it('S sets it aside for a time with a reason; S again takes it back, and neither loses the row', async () => {
    const { page } = duty;
    await keys.press('s');
    const dialog = page.getByRole('dialog', { name: '搁置告警' });
    await dialog.waitFor();
    await keys.arrives(/原因/);
    await keys.write('测站检修');
    await keys.press('Tab', 'ArrowLeft', 'Space');
    await dialog.getByText(/搁置至\d\d:\d\d/).waitFor();
    await keys.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await row(WARN)
      .getByText(/搁置至\d\d:\d\d/)
      .waitFor();
    await log(/搁置至.*测站检修/).waitFor();
    await keys.arrives(/^row .*达警戒水位/);
    await keys.press('s');
    await row(WARN).getByText('未确认').waitFor();
    await keys.arrives(/^row .*达警戒水位/);
  });

  it('the water falls: the acknowledged alarm ends by itself, the other waits and is cleared by a person, with why', async () => {
    const { page } = duty;
    await reading(GAUGE, 871.2, 0);
    await row(WARN).getByText('已恢复未确认').waitFor();
    await row(RISE).waitFor({ state: 'detached' });
    await keys.press('F3');
    await keys.arrives(/^row .*达警戒水位/);
    await keys.press('n');
    const dialog = page.getByRole('dialog', { name: '确认并备注' });
    await dialog.waitFor();
    await keys.arrives(/备注/);
    await keys.write('水位回落，村里看过');
    await keys.press('Control+Enter');
    await row(WARN).waitFor({ state: 'detached' });
    await log('水位回落，村里看过').waitFor();
    // Its row is gone and so is the list: the focus came to rest all the same.
    await keys.kept();
  });

  it('[MON-37] a sensor not heard is shown as silent, with when it was heard last, never as normal', async () => {
    await reading(QUIET, 500, 40);
    await row('镇基水位站 数据中断').waitFor();
    expect(await row('镇基水位站').textContent()).toMatch(/最后收到\d\d:\d\d/);
    await keys.press('F3');
    await keys.arrives(/^row .*镇基水位站 数据中断/);
    await duty.page.getByRole('heading', { name: '镇基水位站 数据中断' }).waitFor();
    // Nothing to open an incident of: F2 begins an empty one.
    await keys.press('F2');
    await keys.arrives(/^combobox .*灾种/);
    expect(await duty.page.getByRole('combobox', { name: /^地点/ }).inputValue()).toBe('');
    await keys.press('Escape');
    await keys.arrives(/^row .*镇基水位站/);
    await keys.press('F4');
    await row('镇基水位站').getByText('王晓燕').waitFor();
  });

  it('F2 in front of a danger opens its incident with place and hazard filled in; a call takes neither', async () => {
    const { page } = duty;
    for (const [minutes, levelM] of [
      [60, 718.7],
      [10, 718.85],
      [1, 718.9],
    ] as const)
      await reading(OTHER, levelM, minutes);
    await row('洛城桥水位站').waitFor();
    await keys.press('F3');
    await keys.arrives(/^row .*洛城桥水位站/);
    await keys.press('F2');
    const dialog = page.getByRole('dialog', { name: '新建事件' });
    await dialog.waitFor();
    const hazard = dialog.getByRole('combobox', { name: /^灾种/ });
    await keys.arrives(/^combobox .*灾种/);
    const place = dialog.getByRole('combobox', { name: /^地点/ });
    const told = async (): Promise<string> => `${await hazard.inputValue()} ${await place.inputValue()}`;
    await expect.poll(told).toBe('山洪 洛城村');
    await keys.to(/^radio /, 'Shift+Tab');
    await keys.to(/^radio 电话报警/, 'ArrowRight', 3);
    await keys.press('Space');
    await dialog.getByRole('textbox', { name: /^报警人/ }).waitFor();
    expect(await told()).toBe(' ');
    await keys.to(/^radio 监测告警/, 'ArrowLeft', 3);
    await keys.press('Space');
    await expect.poll(told).toBe('山洪 洛城村');
    await keys.press('Control+Enter');
    await page.waitForURL(/\/dispatch\?incident=/);
    // The address changes before the screen: the keys are those of the board once it stands.
    await page.getByRole('grid', { name: '推荐队伍' }).waitFor();
    await page.getByText('山洪 洛城村').first().waitFor();
    await keys.kept();
  });

  it('the alarm now belongs to the incident: Enter goes on to what is suggested, F7 to its teams, Alt+2 back', async () => {
    const { page } = duty;
    await keys.press('Alt+2');
    await keys.pane(/^告警/);
    await keys.to(/^row .*洛城桥水位站/, 'k', 6);
    await keys.press('Enter');
    await keys.arrives(/^button .*派队/);
    await keys.press('F7');
    await page.waitForURL(/\/dispatch\?incident=/);
    await keys.kept();
    expect(duty.troubles).toEqual([]);
  });

  it('[ux §1.3] it stands under the head of its incident, and so does an alarm near by that nobody has linked', async () => {
    const { page } = duty;
    await keys.press('Alt+2');
    await keys.pane(/^告警/);
    const heads = () => list().getByRole('rowheader').allTextContents();
    await expect.poll(async () => (await heads())[0]).toMatch(/^I-0001\s*山洪 洛城村/);
    for (const minutes of [20, 10, 1]) await reading(NEAR_BY, 738.7, minutes);
    await expect.poll(async () => (await heads())[0]).toMatch(/附近1/);
    // It waits behind the bar, so as not to move the row at hand; Home lets it in.
    await keys.press('Home');
    await list()
      .getByRole('row', { name: /太贤.*在附近，尚未并入事件/ })
      .waitFor();
    // Its head leads to its room, by keys as by hand.
    await keys.to(/^row /, 'Tab', 12);
    await keys.to(/^a .*山洪 洛城村/, 'Shift+Tab', 12);
    await keys.press('Enter');
    await page.waitForURL(/\/incidents\/[^/]+$/);
    await keys.kept();
  });

  it('on a low screen what is advised and the trend are both in view, without scrolling', async () => {
    const { page } = duty;
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto('/duty');
    await page.locator('#alarm-title').waitFor();
    const detail = page.locator('[data-pane]').filter({ has: page.locator('#alarm-title') });
    const bottomOf = async (part: ReturnType<typeof detail.locator>): Promise<number> => {
      const box = await part.boundingBox();
      return box === null ? Number.POSITIVE_INFINITY : box.y + box.height;
    };
    /** Where the part that scrolls ends: at the buttons for the alarm itself. */
    const edge = async (): Promise<number> =>
      (await detail.getByRole('button', { name: /^确认/ }).first().boundingBox())?.y ?? 0;
    const advice = detail.getByRole('region', { name: '建议处置' });
    const trend = detail.getByRole('img', { name: /走势与阈值/ });
    await expect.poll(async () => (await bottomOf(advice)) <= (await edge())).toBe(true);
    await expect.poll(async () => (await bottomOf(trend)) <= (await edge())).toBe(true);
    expect(duty.troubles).toEqual([]);
  });
});
