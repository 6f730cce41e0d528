import { AxeBuilder } from '@axe-core/playwright';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

/**
 * Every screen with something on it, looked at once: nothing serious for axe in dark, light and high contrast, in
 * Chinese and English (ux.md §8); nothing moves for who wants stillness; no sideways scrolling at 390 and 320 px; one name, one main part, every act named.
 */
interface Screen {
  path: string;
  user: string;
  /** Stands there when the screen is whole. */
  whole: string;
  size?: { width: number; height: number };
}

const incidentId = newId();
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1920, height: 1080 };

const SCREENS: readonly Screen[] = [
  { path: '/duty', user: 'duty', whole: '值班日志' },
  { path: '/dispatch', user: 'duty', whole: '滑坡 水洼村' },
  { path: '/incidents', user: 'duty', whole: '滑坡 水洼村' },
  { path: `/incidents/${incidentId}`, user: 'duty', whole: '时间线' },
  { path: '/warnings', user: 'duty', whole: '预警' },
  { path: '/reports', user: 'duty', whole: '打印预览' },
  { path: '/resources', user: 'duty', whole: '避难场所' },
  { path: '/hazards', user: 'duty', whole: '善化村沟口山洪' },
  { path: '/roster', user: 'duty', whole: '日志全文' },
  { path: '/drills', user: 'duty', whole: '还没有演练' },
  { path: '/admin', user: 'admin', whole: '新建账号' },
  { path: '/wall', user: 'wall', whole: '山洪 善化村' },
  { path: '/field', user: 'team1', whole: '冯原1队', size: PHONE },
  { path: '/field', user: 'village', whole: '当前无叫应', size: PHONE },
];

const GUESTS: readonly Screen[] = [
  { path: '/signin', user: '', whole: '登录' },
  { path: '/enrol', user: '', whole: '登录' },
  { path: '/public', user: '', whole: '当前没有生效的预警', size: { width: 320, height: 700 } },
];

let server: RunningServer;
let browser: Browser;
const desks = new Map<string, Desk>();

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  for (const user of new Set(SCREENS.map((screen) => screen.user)))
    desks.set(user, await openDesk(browser, server, user));
  const place = {
    name: '善化村',
    point: { lon: 109.8769, lat: 35.3453 },
    division: '610525101233',
    by: 'map',
  } as const;
  const report = {
    type: 'ReportIncident',
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'trapped', value: 3 }],
  } as const;
  const plain = { ...report, photos: [], notDuplicateOf: [], figures: [...report.figures] };
  await desks
    .get('duty')
    ?.act({ ...plain, incidentId: newId(), hazard: 'flash_flood', title: '山洪 善化村', grade: 2, place });
  await desks.get('duty')?.act({
    ...plain,
    incidentId,
    hazard: 'landslide',
    title: '滑坡 水洼村',
    grade: 4,
    place: { ...place, name: '水洼村', division: '610525102206', point: { lon: 109.98, lat: 35.22 } },
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** `colours`: another theme of what was looked at whole differs by its colours alone. */
async function graveOf(page: Page, look: string, rules: 'all' | 'colours'): Promise<string[]> {
  // We frame nothing: the short way, without a page of axe's own for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === 'all' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${look} ${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
    );
}

/** What a screen reader needs to find its way, beyond what axe counts as serious. */
function landmarks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (selector: string): Element[] =>
      [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0);
    const levels = shown('h1, h2, h3, h4, h5, h6').map((one) => Number(one.tagName.slice(1)));
    const found: string[] = [];
    if (levels.filter((level) => level === 1).length !== 1) found.push(`headings of level 1: ${levels.join(' ')}`);
    if (levels[0] !== undefined && levels.some((level, i) => level > (levels[i - 1] ?? 0) + 1))
      found.push(`headings skip a level: ${levels.join(' ')}`);
    if (shown('main').length !== 1) found.push(`main parts: ${shown('main').length}`);
    if (!/^(zh|en)/.test(document.documentElement.lang)) found.push(`language: ${document.documentElement.lang}`);
    return found;
  });
}

/** Nothing is wider than the screen it stands on (WCAG 1.4.10). */
async function widthOf(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 640 });
  // Layout that follows the width by script is there with the next frame but one.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
  return wide > width ? [`${width} px wide, and ${wide} px are needed`] : [];
}

/** Who asked their machine for less motion gets none (ux.md §4): what has come up whole moves and blinks no more. */
async function standsStill(page: Page): Promise<void> {
  const moving = (): Promise<string[]> =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ effect }) => (effect instanceof KeyframeEffect ? (effect.target?.outerHTML ?? '') : '').slice(0, 120)),
    );
  await expect.poll(moving, { timeout: 20_000 }).toEqual([]);
}

/** As when somebody chooses it in another window of this machine: the screen follows in place. */
async function speak(context: BrowserContext, page: Page, language: 'zh-CN' | 'en'): Promise<void> {
  const other = await context.newPage();
  await other.goto('/icon.svg');
  await other.evaluate((chosen) => localStorage.setItem('sitong.language', chosen), language);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang), { timeout: 20_000 }).toBe(language);
  await other.close();
}

/** Opened once: themes, the other language and other widths are the same page. */
async function lookedAt(context: BrowserContext, page: Page, { path, whole, size }: Screen): Promise<string[]> {
  await page.setViewportSize(size ?? DESK);
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'no-preference', reducedMotion: 'reduce' });
  await page.goto(path);
  await page.getByText(whole).first().waitFor();
  await standsStill(page);
  const found = [...(await landmarks(page)), ...(await graveOf(page, 'dark', 'all'))];
  await page.emulateMedia({ colorScheme: 'light' });
  found.push(...(await graveOf(page, 'light', 'colours')));
  if (path !== '/wall') {
    await page.emulateMedia({ contrast: 'more' });
    found.push(...(await graveOf(page, 'contrast', 'colours')));
    await page.emulateMedia({ contrast: 'no-preference' });
  }
  for (const width of [390, 320]) found.push(...(await widthOf(page, width)));
  // The public page is Chinese and English at once.
  if (path === '/public') return found;
  await page.setViewportSize(size ?? DESK);
  await speak(context, page, 'en');
  found.push(...(await graveOf(page, 'light en', 'all')));
  for (const width of [390, 320]) found.push(...(await widthOf(page, width)).map((line) => `en ${line}`));
  await speak(context, page, 'zh-CN');
  return found;
}

describe('every screen for everyone (ux.md §8)', () => {
  it.each(SCREENS)('$path as $user', async (screen) => {
    const desk = desks.get(screen.user);
    if (desk === undefined) throw new Error(`nobody signed in as ${screen.user}`);
    expect(await lookedAt(desk.context, desk.page, screen)).toEqual([]);
  });

  it.each(GUESTS)('$path, signed out', async (screen) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
    expect(await lookedAt(context, await context.newPage(), screen)).toEqual([]);
    await context.close();
  });
});
