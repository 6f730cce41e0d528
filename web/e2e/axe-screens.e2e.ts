import { AxeBuilder } from '@axe-core/playwright';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

/** Every screen with something on it, dark and light: nothing serious or critical for axe (ux.md §8). */
interface Screen {
  path: string;
  user: string;
  /** Stands there when the screen is whole. */
  whole: string;
  size?: { width: number; height: number };
}

const incidentId = newId();
const PHONE = { width: 390, height: 844 };

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

async function graveOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}

/** Opened once; the second theme is the same page in other colours. */
async function bothThemes(page: Page, { path, whole, size }: Screen): Promise<string[]> {
  await page.setViewportSize(size ?? { width: 1920, height: 1080 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(path);
  await page.getByText(whole).first().waitFor();
  const dark = await graveOf(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await graveOf(page);
  return [...dark.map((line) => `dark ${line}`), ...light.map((line) => `light ${line}`)];
}

describe('axe finds nothing serious on any screen, dark or light (ux.md §8)', () => {
  it.each(SCREENS)('$path as $user', async (screen) => {
    const desk = desks.get(screen.user);
    if (desk === undefined) throw new Error(`nobody signed in as ${screen.user}`);
    expect(await bothThemes(desk.page, screen)).toEqual([]);
  });

  it.each(GUESTS)('$path, signed out', async (screen) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
    expect(await bothThemes(await context.newPage(), screen)).toEqual([]);
    await context.close();
  });
});
