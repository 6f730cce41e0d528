import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference } from '../visual/compare.ts';
import { type Desk, newCommandId, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { mapDevices } from './map-devices.ts';

/** Both hands on the map: a place picked, an area drawn; with the mouse and without. And what it is drawn on taken away. */
describe('on the map', () => {
  let server: RunningServer;
  let browser: Browser;
  let duty: Desk;

  beforeAll(async () => {
    server = await startServer();
    browser = await startBrowser();
    duty = await openDesk(browser, server, 'duty');
    // The test's own limit decides, not each step's: two cores may be busy.
    duty.page.setDefaultTimeout(110_000);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  /** The map takes the focus when its tool has begun. */
  const mapIsInHand = (page: Page): Promise<unknown> =>
    page.locator('[role=dialog] canvas.maplibregl-canvas:focus').waitFor();

  it('a place is picked by the space bar and taken into the form; Esc leaves the form as it was', async () => {
    const { page } = duty;
    await page.goto('/duty');
    await page.getByText('当前无告警').waitFor();
    await page.keyboard.press('F2');
    const place = page.getByRole('textbox', { name: /^坐标/ });
    await place.waitFor();
    await page.keyboard.press('Alt+m');
    await mapIsInHand(page);
    await page.keyboard.press(' ');
    const picker = page.getByRole('dialog', { name: '在地图上选点' });
    const said = () => picker.getByRole('status').textContent();
    await expect.poll(said, { timeout: 60_000 }).toMatch(/已选 \d+\.\d{5}, \d+\.\d{5}（CGCS2000）.*距村部/);
    const village = await said();
    await page.keyboard.press('Escape');
    await picker.waitFor({ state: 'detached' });
    expect(await place.inputValue()).toBe('');
    await page.keyboard.press('Alt+m');
    await mapIsInHand(page);
    await page.keyboard.press(' ');
    await page.keyboard.press('Control+Enter');
    await picker.waitFor({ state: 'detached' });
    expect(await place.inputValue()).toMatch(/^\d+\.\d+, \d+\.\d+$/);
    const named = await page.getByRole('combobox', { name: /^地点/ }).inputValue();
    expect(named).not.toBe('');
    expect(village).toContain(named);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('an area is drawn with the mouse, refused while it crosses itself, changed back, and goes out in lat,lon order', async () => {
    const { page } = duty;
    await page.goto('/warnings?draft=new');
    await page.getByRole('button', { name: /画范围/ }).waitFor();
    await page.keyboard.press('Alt+m');
    await mapIsInHand(page);
    const sheet = page.getByRole('dialog');
    const box = await sheet.locator('[data-map]').boundingBox();
    if (box === null) throw new Error('the map has no box');
    const click = async (x: number, y: number): Promise<void> => {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    };
    const take = sheet.getByRole('button', { name: /采用/ });
    await click(0.4, 0.3);
    await click(0.6, 0.3);
    await click(0.4, 0.6);
    await click(0.55, 0.1);
    await page.keyboard.press('Enter');
    await sheet.getByText(/边线自相交叉/).waitFor();
    expect(await take.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Enter');
    const corners = sheet.getByRole('textbox', { name: /^拐点坐标/ });
    await expect.poll(async () => (await corners.inputValue()).split('\n').length).toBe(3);
    const drawn = await corners.inputValue();
    await page.keyboard.press('Alt+Delete');
    await expect.poll(() => corners.inputValue()).toBe('');
    await page.keyboard.press('Control+z');
    await expect.poll(() => corners.inputValue()).toBe(drawn);
    await page.keyboard.press('Control+Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText(/手绘1处 [\d,.]+ km²/).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('已存稿').waitFor();
    const answer = await duty.context.request.get('/api/warnings');
    const { open }: { open: { content: { scope: { rings: [number, number][][] } } }[] } = await answer.json();
    const ring = open[0]?.content.scope.rings[0] ?? [];
    expect(
      ring
        .map(([lon, lat]) => `${lon}, ${lat}`)
        .slice(0, -1)
        .join('\n'),
    ).toBe(drawn);
    expect(ring.at(-1)).toEqual(ring[0]);
  });

  it('an area is drawn by keys alone, from coordinates as they are told by phone', async () => {
    const { page } = duty;
    await page.goto('/warnings?draft=new');
    await page.getByRole('button', { name: /画范围/ }).waitFor();
    await page.keyboard.press('Alt+m');
    await mapIsInHand(page);
    const sheet = page.getByRole('dialog');
    const corners = sheet.getByRole('textbox', { name: /^拐点坐标/ });
    await page.keyboard.press(' ');
    await expect.poll(() => corners.inputValue()).toMatch(/^\d+\.\d+, \d+\.\d+$/);
    await corners.fill('北纬35°21′ 东经109°52′\n109.9, 35.36\n109.88, 35.33\n善化桥');
    await sheet.getByText('第4行看不懂，请按示例填写').waitFor();
    await corners.fill('北纬35°21′ 东经109°52′\n109.9, 35.36\n109.88, 35.33');
    await sheet.getByRole('button', { name: '按坐标画出' }).press('Enter');
    await sheet.getByText(/善化村/).waitFor();
    await page.keyboard.press('Control+Enter');
    await sheet.waitFor({ state: 'detached' });
    await page.getByText(/手绘1处/).waitFor();
  });

  it('what there is stands on a map beside its list: a press on a mark chooses its row, and a place tells how far by road', async () => {
    const { page } = duty;
    await page.goto('/resources');
    const list = page.getByRole('grid', { name: '避难场所' });
    await list.getByRole('row').nth(1).waitFor();
    const map = page.locator('[data-map] canvas.maplibregl-canvas');
    await map.waitFor();
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByName('sitong:ground').length), { timeout: 60_000 })
      .toBeGreaterThan(0);
    const box = await map.boundingBox();
    if (box === null) throw new Error('the map has no box');
    const chosen = (): string | null => new URL(page.url()).searchParams.get('id');
    // The map has gone to the first of the list: somewhere near its middle there is something to press.
    const presses = Array.from({ length: 49 }, (_, n) => ({ x: 30 * ((n % 7) - 3), y: 30 * (Math.floor(n / 7) - 3) }));
    presses.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
    for (const { x, y } of presses) {
      await page.mouse.click(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      if (chosen() !== null) break;
    }
    const id = chosen();
    expect(id).not.toBeNull();
    // Its row is in view and at hand, in whichever list it stands.
    await page.locator(`[role="row"][data-key="${id}"]:focus`).waitFor();
    await page.getByRole('combobox', { name: /^距离以此为准/ }).fill('善化村');
    await page
      .getByRole('option', { name: /善化村/ })
      .first()
      .click();
    await page.getByText(/公路里程\d\d:\d\d按县路网计算，不含封路/).waitFor();
    await page
      .getByRole('row', { name: /./ })
      .filter({ hasText: /公路[\d.]+ k?m/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: '收起地图' }).click();
    await map.waitFor({ state: 'detached' });
    await page.getByText(/到善化村/).waitFor();
  });

  it('a graphics device that the browser takes away and gives back draws the same map again', async () => {
    const { page } = duty;
    const reported = await duty.act({
      type: 'ReportIncident',
      incidentId: newCommandId(),
      hazard: 'flash_flood',
      title: '山洪 善化村',
      grade: 3,
      place: { point: { lon: 109.8769, lat: 35.3453 }, division: '610525101233', name: '善化村', by: 'name' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    expect(reported).toMatchObject({ ok: true });
    await page.goto('/wall');
    const devices = mapDevices(page);
    const picture = async (): Promise<PNG> => PNG.sync.read(await page.locator('[data-map]').screenshot());
    const SOON = { timeout: 60_000, intervals: [500] };
    await expect.poll(() => page.evaluate("performance.getEntriesByName('sitong:ground').length"), SOON).toBe(1);
    let whole = await picture();
    const comesToRest = async (): Promise<string> => {
      const before = whole;
      whole = await picture();
      return difference(whole, before).kind;
    };
    await expect.poll(comesToRest, SOON).toBe('same');
    for (const which of ['marks', 'deck', 'all'] as const) {
      await devices.takeAway(which);
      await expect
        .poll(async () => difference(await picture(), whole).kind, { ...SOON, message: `${which} gone` })
        .toBe('pixels');
      await devices.giveBack();
      await expect
        .poll(async () => difference(await picture(), whole).kind, { ...SOON, message: `${which} back` })
        .toBe('same');
    }
  });

  it('met no error on the way', () => {
    expect(duty.troubles).toEqual([]);
  });
});
