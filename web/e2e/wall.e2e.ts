import { readFile } from 'node:fs/promises';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CutLine, cutLine } from '../../server/src/testing/cut-line.ts';
import { pixelShiftAt } from '../src/screens/wall/kiosk/pixel-shift.ts';
import { beginDrill, type DrillByHand } from './drill-by-hand.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { hearAloud } from './heard-aloud.ts';
import { acrossBezels } from './wall-bezels.ts';
import { bareScreen as bareScreenAt, hotPixels, sendReadings, wallToken } from './wall-machine.ts';

/**
 * The wall as its own machine runs it: started by a token, read by nobody's hand, for weeks. What a desk does to it
 * and what it does by itself, each looked at in a browser.
 */
const GAUGE = 's-lvl-shanhua';
const SOON = { timeout: 60_000 };

let server: RunningServer;
let line: CutLine;
let browser: Browser;
let duty: Desk;
let wall: Page;

beforeAll(async () => {
  server = await startServer();
  line = await cutLine(server.url);
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await line?.close();
  await server?.stop();
});

const bareScreen = (width?: number, height?: number): Promise<Page> => bareScreenAt(browser, line.url, width, height);
const DrillSchema = z.object({ world: z.string(), token: z.string() });

describe('a wall that starts by itself', () => {
  it('opens from its token, which leaves the address and opens nothing a second time', async () => {
    const token = await wallToken(browser, server.url, '指挥大厅');
    wall = await bareScreen();
    await wall.goto(`/wall?token=${token}`);
    await wall.getByText('当前无未处置警情').waitFor(SOON);
    expect(wall.url()).not.toContain(token);
    const other = await bareScreen();
    await other.goto(`/wall?token=${token}`);
    await other.waitForURL(/\/signin/, SOON);
    await other.context().close();
  });

  it('shows no red and no orange on a quiet day, map included', async () => {
    await expect
      .poll(() => wall.evaluate(() => performance.getEntriesByName('sitong:ground').length), { timeout: 90_000 })
      .toBeGreaterThan(0);
    // Faint roads are scaled and blended: a few pixels of them may be warm, an alarm glyph has hundreds.
    expect(hotPixels(await wall.screenshot())).toBeLessThan(40);
  });

  it('says on a quiet day what it is measured against, and on a fresh log since when it knows instead of 0', async () => {
    const left = wall.getByRole('region', { name: /^处置中事件/ });
    await left.getByText(/^自\d\d-\d\d记录起，没有归档事件。$/).waitFor();
    await wall.getByText(/^自\d\d-\d\d记录起，没有结束的预警。$/).waitFor();
    const alarms = wall.getByRole('region', { name: /^未确认告警/ });
    await alarms.getByText(/^自\d\d:\d\d起0条$/).waitFor();
    await alarms.getByText('平均确认用时').waitFor();
    await wall
      .getByText(/^\d\d-\d\d起0$/)
      .first()
      .waitFor();
    await wall.getByRole('region', { name: '今日待办' }).getByText('尚未交接班').waitFor();
  });

  it('keeps its panel awake, hides the pointer that nobody moves, and stands where the hour wants it', async () => {
    const root = wall.locator('html');
    await expect.poll(() => root.getAttribute('data-awake')).toBe('1');
    await expect.poll(() => root.getAttribute('data-pointer'), { timeout: 20_000 }).toBe('idle');
    expect(await wall.evaluate(() => getComputedStyle(document.body).cursor)).toBe('none');
    await wall.mouse.move(400, 400);
    await wall.mouse.move(420, 410);
    await expect.poll(() => root.getAttribute('data-pointer')).toBeNull();
    const place = () => wall.evaluate(() => document.querySelector('main')?.style.translate);
    const places = () => [0, 1].map((later) => pixelShiftAt(Date.now() - later * 1500).map((px) => `${px}px`));
    const written = async (): Promise<boolean> => {
      const now = (await place())?.split(' ');
      return places().some(([x, y]) => now?.[0] === x && (now?.[1] ?? '0px') === y);
    };
    await expect.poll(written).toBe(true);
    // Wherever the picture stands, the page is no larger than its screen: a wall never shows scroll bars.
    const over = await wall.evaluate(() => {
      const { style } = document.querySelector('main') ?? document.body;
      const was = style.translate;
      style.translate = '2px 2px';
      const { scrollWidth, scrollHeight } = document.documentElement;
      style.translate = was;
      return [scrollWidth - innerWidth, scrollHeight - innerHeight];
    });
    expect(Math.max(...over)).toBeLessThanOrEqual(0);
  });

  it('shows the incident that a desk has put there, and everything again when it is taken back', async () => {
    const incidentId = newId();
    const place = { name: '水洼村', point: { lon: 109.98, lat: 35.22 }, division: '610525102206', by: 'map' } as const;
    const reported = await duty.act({
      type: 'ReportIncident',
      incidentId,
      hazard: 'landslide',
      title: '滑坡 水洼村',
      grade: 4,
      place,
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    expect(reported).toMatchObject({ ok: true });
    await duty.page.goto(`/incidents/${incidentId}`);
    await duty.page.getByRole('button', { name: /推到大屏/ }).press('Enter', SOON);
    const strip = wall.getByRole('status').filter({ hasText: '推到大屏' });
    await strip.waitFor(SOON);
    expect(await strip.textContent()).toContain('滑坡 水洼村');
    expect(await strip.textContent()).toContain('王晓燕');
    await wall.keyboard.press('Alt+M');
    await expect.poll(() => strip.textContent()).toContain('王**');
    expect(await wall.locator('main').textContent()).not.toMatch(/王晓燕|1\d{2}\*{4}\d{4}/);
    await wall.keyboard.press('Alt+M');
    await duty.page.keyboard.press('/');
    await duty.page.keyboard.type('大屏 收回');
    await duty.page.keyboard.press('Enter');
    await strip.waitFor({ state: 'detached', ...SOON });
    // Two maps without a graphics card are one too many for a small machine.
    await wall.context().close();
  });
});

const SeenSchema = z.object({ people: z.array(z.object({ username: z.string(), seenAt: z.string().nullable() })) });

describe('what a screen reader is told', () => {
  let closing: { drill: DrillByHand; desk: Desk } | undefined;

  it('new red and orange once, whatever the line and the screens do meanwhile; that there is no sound, until there is', async () => {
    const desk = await openDesk(browser, { ...server, url: line.url }, 'leader');
    const { page } = desk;
    const heard = await hearAloud(page);
    const drill = await beginDrill(duty);
    const above = (sensor: string, value: number) => sendReadings(duty, server.url, drill, sensor, 'level', value);
    const toldOf = async (name: string): Promise<number> => (await heard()).filter((one) => one.includes(name)).length;
    await page.goto(`/duty?world=${drill.world}`);
    const health = () => page.getByRole('contentinfo').textContent();
    await expect.poll(health, SOON).toContain('声音未启用');
    await page.keyboard.press('Shift');
    await expect.poll(health, SOON).not.toContain('声音未启用');

    await above('s-res-51', 978.5);
    const rows = page.getByRole('grid', { name: /告警/ });
    await rows.getByText('塔塚水库').first().waitFor(SOON);
    await above('s-res-52', 682.5);
    await expect.poll(heard, SOON).toMatchObject([/^红色告警.*袁家河水库/]);

    line.cut();
    await page
      .getByText(/^已离线/)
      .first()
      .waitFor(SOON);
    await above('s-res-53', 620.5);
    line.mend();
    await expect.poll(() => toldOf('耀显水库'), SOON).toBe(1);

    // Another screen of the tab makes a connection of its own; what was raised on the way is told there.
    await page.keyboard.press('Alt+3');
    await page.waitForURL(/\/dispatch/, SOON);
    await above('s-res-54', 650.5);
    await page.keyboard.press('Alt+2');
    await page.waitForURL(/\/duty/, SOON);
    await expect.poll(() => toldOf('西马店水库'), SOON).toBe(1);
    await rows.getByText('西马店水库').first().waitFor(SOON);
    expect(await heard()).toEqual([
      expect.stringMatching(/^红色告警.*袁家河水库/),
      expect.stringMatching(/^橙色告警.*耀显水库/),
      expect.stringMatching(/^红色告警.*西马店水库/),
    ]);
    closing = { drill, desk };
  }, 90_000);

  it('the drill is closed, and its replay still tells whose screen had shown what, and when; the measures go into a file', async () => {
    const { drill, desk } = closing ?? expect.fail('the walk before this one ended early');
    const { page } = desk;
    // What a screen has shown it tells every two seconds.
    const seen = async (): Promise<unknown> => {
      const last = (await drill.logged('AlarmRaised')).at(-1);
      const answer = await duty.context.request.get(`/api/replay/${drill.world}/seen?seq=${last?.seq}`);
      return SeenSchema.parse(await answer.json()).people.find(({ username }) => username === 'leader')?.seenAt;
    };
    await expect.poll(seen, SOON).toEqual(expect.any(String));
    expect((await duty.context.request.delete(`/api/drills/${drill.world}`)).status()).toBe(204);
    await page.goto(`/replay?world=${drill.world}`);
    const bar = page.getByRole('slider', { name: '回放位置' });
    await bar.press('End', SOON);
    const screens = page.getByRole('region', { name: '谁的屏幕已显示' });
    await screens.getByText(/西马店水库/).waitFor(SOON);
    await screens
      .getByRole('listitem')
      .filter({ hasText: /带班领导.*李建国/ })
      .getByText(/\d\d:\d\d:\d\d已见/)
      .waitFor(SOON);
    // An earlier line of the log, by hand: another event, and in the address.
    await page
      .getByRole('grid', { name: '此前记录' })
      .getByText(/袁家河水库/)
      .last()
      .click();
    await screens.getByText(/袁家河水库/).waitFor(SOON);
    expect(page.url()).toContain('event=');
    await page.getByText('当时的位置没有取到').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '导出' }).press('Enter');
    const measures = page.getByRole('dialog', { name: '导出' }).getByRole('button', { name: /下载/ }).first();
    const [file] = await Promise.all([page.waitForEvent('download'), measures.press('Enter')]);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/"首条指令",,60,"未发生"|"首条指令","",60,"未发生"/);
    await desk.context.close();
  }, 60_000);
});

describe('a red alarm that nobody acknowledges', () => {
  let drill: z.infer<typeof DrillSchema>;
  /** Of six screens, at half size: 2.5 mm seen from 4 m. */
  let six: Page;

  const level = (value: number): Promise<void> => sendReadings(duty, server.url, drill, GAUGE, 'level', value);

  beforeAll(async () => {
    const begun = await duty.context.request.post('/api/drills', {
      // A minute a second: the two minutes until it takes the wall are two seconds.
      data: { scenario: 'storm', speed: 60, officers: 'hand', player: 'caller' },
    });
    drill = DrillSchema.parse(await begun.json());
    six = await bareScreen(2880, 1080);
    await six.goto(
      `/wall?world=${drill.world}&tiles=3x2&pitch=2.5&token=${await wallToken(browser, server.url, '六块屏')}`,
    );
    await six.getByText('当前无未处置警情').waitFor(SOON);
  }, 120_000);

  it('on a wall of six nothing but map lies across a bezel, nor when the line is cut', async () => {
    expect(await acrossBezels(six)).toEqual([]);
    line.cut();
    await six
      .getByText(/已离线/)
      .nth(2)
      .waitFor(SOON);
    expect(await acrossBezels(six)).toEqual([]);
    line.mend();
    await expect.poll(() => six.getByText(/已离线/).count(), SOON).toBe(0);
  });

  it('takes the wall after its last step: what, where, since when, who has it; the old picture stays as a tile', async () => {
    await level(873.6);
    const taken = six.getByRole('alert').filter({ hasText: '无人确认' });
    await taken.waitFor(SOON);
    const words = (await taken.textContent()) ?? '';
    expect(words).toMatch(/善化水位站 达立即转移/);
    expect(words).toMatch(/冯原镇 善化村/);
    expect(words).toMatch(/起于\d\d:\d\d:\d\d/);
    expect(words).toMatch(/责任人[\p{Script=Han}]{2,4}/u);
    const box = await six.locator('main').boundingBox();
    expect(box?.width).toBeGreaterThan(900);
    expect(box?.x).toBeGreaterThan(1900);
    expect(await acrossBezels(six)).toEqual([]);
  });

  it('is not reloaded away: a new build waits until nothing red is open', async () => {
    let asked = 0;
    await six.route('**/wall', async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.fallback();
      asked += 1;
      return route.fulfill({
        contentType: 'text/html',
        body: '<script type="module" crossorigin src="/assets/another.js"></script>',
      });
    });
    await six.evaluate(() => performance.mark('same-page'));
    const samePage = () => six.evaluate(() => performance.getEntriesByName('same-page').length === 1);
    line.cut();
    await six
      .getByText(/已离线/)
      .nth(2)
      .waitFor(SOON);
    line.mend();
    await expect.poll(() => asked, SOON).toBeGreaterThan(0);
    await six.getByRole('alert').filter({ hasText: '无人确认' }).waitFor(SOON);
    expect(await samePage()).toBe(true);

    await duty.page.goto(`/duty?world=${drill.world}`);
    await duty.page
      .getByText(/达立即转移/)
      .first()
      .waitFor(SOON);
    await duty.page.keyboard.press('F3');
    await duty.page.keyboard.press('F4');
    await six
      .getByRole('alert')
      .filter({ hasText: '无人确认' })
      .waitFor({ state: 'detached', ...SOON });
    // Acknowledged is not over: the water still stands above its mark.
    expect(await samePage()).toBe(true);
    await level(871);
    await expect.poll(samePage, SOON).toBe(false);
  });
});
