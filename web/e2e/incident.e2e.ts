import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const SOON = { timeout: 60_000 } as const;

describe('incident room', () => {
  let server: RunningServer;
  let browser: Browser;
  let duty: Desk;
  const incidentId = newId();

  beforeAll(async () => {
    server = await startServer();
    browser = await startBrowser();
    duty = await openDesk(browser, server, 'duty');
    // The test's own limit decides, not each step's: two cores may be busy.
    duty.page.setDefaultTimeout(110_000);
    await duty.act({
      type: 'ReportIncident',
      incidentId,
      hazard: 'landslide',
      title: '滑坡 水洼村',
      grade: 4,
      place: { name: '水洼村', point: { lon: 109.98, lat: 35.22 }, division: '610525102206', by: 'map' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [{ figure: 'trapped', value: 3 }],
    });
    await duty.page.goto(`/incidents/${incidentId}`);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  /** The crack meter above the village has moved at this rate, mm an hour. */
  async function slopeMoves(mmPerHour: number): Promise<void> {
    const admin = await openDesk(browser, server, 'admin');
    const made = await admin.context.request.post('/api/tokens', { data: { name: 'slopes', scopes: ['ingest'] } });
    const { token } = z.object({ token: z.string() }).parse(await made.json());
    const nowMs = Date.now();
    const readings = [50, 25, 0].map((minutes) => ({
      sensor: 's-slope-landslide-001',
      quantity: 'displacement',
      value: ((50 - minutes) / 60) * mmPerHour,
      observedAt: toTimestamp(nowMs - minutes * 60_000),
    }));
    const answer = await admin.context.request.post('/api/ingest/readings', {
      headers: { authorization: `Bearer ${token}` },
      data: { readings },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    await admin.context.close();
  }

  it('a note typed at F9 stands in the timeline', async () => {
    const { page } = duty;
    await page.getByRole('heading', { name: '滑坡 水洼村' }).waitFor();
    await page.keyboard.press('F9');
    await page.keyboard.type('坡脚有新裂缝');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: '时间线' }).getByText('坡脚有新裂缝').waitFor();
  });

  it('shows the station that decides how it goes on, why this one, and how far it is from its next mark', async () => {
    const { page } = duty;
    const station = page.getByRole('region', { name: /位移速率/ });
    await station
      .getByText(/隐患点测站 · 距/)
      .first()
      .waitFor();
    await station.getByText('从未收到').waitFor();
    await slopeMoves(1.2);
    await station.getByText('距位移黄色0.8 mm/h').waitFor();
    await station.getByRole('img', { name: /走势与阈值/ }).waitFor();
    // Another one that tells of a slope is a press away, and the address keeps which.
    await station.getByRole('radio', { name: /雨量/ }).first().click();
    await page.getByRole('region', { name: /3小时雨量/ }).waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('gauge')).toMatch(/^s-rain-/);
  });

  it('[CMD-7] two figures for one thing stand side by side until somebody takes one', async () => {
    const { page } = duty;
    await page.getByRole('button', { name: '报数' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('5');
    const leader = await openDesk(browser, server, 'leader');
    const told = await leader.act({
      type: 'RecordFigure',
      incidentId,
      figure: 'trapped',
      value: 2,
      // The leader's clock runs a minute ahead of the desk's: that must not keep the desk from deciding.
      asOf: toTimestamp(Date.now() + 60_000),
      source: '现场清点',
    });
    expect(told.ok).toBe(true);
    await page.keyboard.press('Control+Enter');
    const card = page.getByRole('region', { name: '被困数据不一致' });
    await card.waitFor();
    expect(await card.textContent()).toMatch(/2 人.*李建国.*5 人/);
    await card.getByRole('button', { name: '采用5' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /伤亡/ }).click();
    const history = page.getByRole('grid', { name: '伤亡与数据' });
    await history.getByText('现场清点').waitFor();
    expect(await history.getByRole('row').count()).toBe(4);
    await leader.context.close();
  });

  it('a picture is chosen by a button in the language of the page, with the keyboard too, and stands in the room', async () => {
    const { page } = duty;
    // Listened for from the first: the key is quicker than the browser learns that somebody listens.
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('tab', { name: /影像/ }).click();
    const add = page.getByRole('button', { name: '添加照片' });
    await add.focus();
    await expect.poll(() => add.evaluate((element) => element === document.activeElement), SOON).toBe(true);
    await page.keyboard.press('Enter');
    const chooser = await asked;
    expect(chooser.isMultiple()).toBe(true);
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
    await chooser.setFiles({ name: 'a.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('img', { name: /王晓燕/ }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: picture });
    await expect.poll(() => page.getByRole('img', { name: /王晓燕/ }).count(), SOON).toBe(2);
  });

  it('a picture more than may be sent at once is named, not left out in silence', async () => {
    const { page } = duty;
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 30 } });
    const chosen = Array.from({ length: 11 }, (_, i) => ({
      name: `p${i + 1}.png`,
      mimeType: 'image/png',
      buffer: picture,
    }));
    await page.locator('input[type=file]').setInputFiles(chosen);
    await page.getByRole('alert').filter({ hasText: 'p11.png (一次最多10张)' }).waitFor();
    await expect.poll(() => page.getByRole('img', { name: /王晓燕/ }).count(), SOON).toBe(12);
  });

  it('what stands against closing is listed, and closing says why it may not be done', async () => {
    const { page } = duty;
    await duty.act({ type: 'VerifyIncident', incidentId, text: '已核实' });
    await duty.act({ type: 'ControlIncident', incidentId, text: '' });
    await duty.act({ type: 'EndIncident', incidentId, text: '' });
    const close = page.getByRole('button', { name: '归档' });
    await close.waitFor();
    expect(await close.getAttribute('aria-disabled')).toBe('true');
    await page.getByText('无被困、失踪人员').waitFor();
  });
});
