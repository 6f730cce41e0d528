import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutTexts } from '../visual/cut-texts.ts';
import { speakLonger } from '../visual/longer-english.ts';
import { pictureBrowser, type StillWindow, stillWindow } from '../visual/photograph.ts';
import { DESK_SIZES, SCREENS, type Screen, SIZES } from '../visual/screens.ts';
import { stills } from '../visual/stills.ts';

/**
 * Every screen in the recorded storm (and on a quiet day) with every English text 1.4 times as long: nothing that it
 * says is cut, covered or dropped for want of room, on a big desk screen, a usual one and a laptop (ux.md §8). The same
 * for Chinese.
 */
type Speech = 'zh-CN' | 'en';

let browser: Browser;
let open: StillWindow | undefined;
const servers = stills();
beforeAll(async () => {
  browser = await pictureBrowser();
});
afterEach(async () => {
  await open?.close();
  open = undefined;
});
afterAll(async () => {
  await browser.close();
  await servers.stop();
});

async function opened(screen: Screen, locale: Speech): Promise<Page> {
  const { size } = screen;
  const viewport = SIZES[size];
  const still = await servers.next();
  open = await stillWindow(browser, still, screen.user, { theme: 'dark', locale, viewport, scale: 1 });
  const { page } = open;
  if (locale === 'en') await speakLonger(page.context());
  await page.goto(screen.path(still.world, still.incident));
  await open.whole();
  return page;
}

/** What a resize or an opening moves is at rest within this. */
const AT_REST = { timeout: 8000 };
const nothingCut = (page: Page, where: string): Promise<void> =>
  expect.poll(() => cutTexts(page), { ...AT_REST, message: where }).toEqual([]);

const sizesOf = ({ size }: Screen): readonly (keyof typeof SIZES)[] => (size === 'desk' ? DESK_SIZES : [size]);

describe.each(['en', 'zh-CN'] as const)('nothing is cut in %s', (locale) => {
  it.each(SCREENS)('on $name', async (screen) => {
    const page = await opened(screen, locale);
    if (locale === 'en') expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    for (const size of sizesOf(screen)) {
      await page.setViewportSize(SIZES[size]);
      await nothingCut(page, `${screen.name} ${size}`);
    }
  });
});

/** What one key opens on a desk: a form, the sheet of keys, the command line with what it understood. */
const KEYS: readonly { on: Screen['name']; press: string; typed?: string; shows: 'dialog' | 'combobox' }[] = [
  { on: 'duty', press: 'F1', shows: 'dialog' },
  { on: 'duty', press: 'F2', shows: 'dialog' },
  { on: 'duty', press: 'F9', shows: 'dialog' },
  { on: 'duty', press: 'Control+k', typed: 'p 3', shows: 'combobox' },
];
const TABBED = ['incident', 'resources', 'admin'] as const;

const named = (name: string): Screen => {
  const screen = SCREENS.find((one) => one.name === name);
  if (screen === undefined) throw new Error(`no screen ${name}`);
  return screen;
};

describe('nothing is cut in longer English in what opens on a laptop', () => {
  it.each(KEYS)('$press on $on', async ({ on, press, typed, shows }) => {
    const page = await opened(named(on), 'en');
    await page.setViewportSize(SIZES.laptop);
    await page.keyboard.press(press);
    if (typed !== undefined) await page.keyboard.type(typed);
    await page.getByRole(shows).first().waitFor();
    await nothingCut(page, `${press} on ${on}`);
  });

  it.each(TABBED)('each tab of %s', async (on) => {
    const page = await opened(named(on), 'en');
    await page.setViewportSize(SIZES.laptop);
    const tabs = page.getByRole('tab');
    for (let at = 0; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await expect.poll(() => tabs.nth(at).getAttribute('aria-selected')).toBe('true');
      await nothingCut(page, `tab ${at + 1} of ${on}`);
    }
  });

  it('an order', async () => {
    const page = await opened(named('dispatch'), 'en');
    await page.setViewportSize(SIZES.laptop);
    await page
      .getByRole('button', { name: /^Dispatch/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await nothingCut(page, 'an order');
  });

  it('a new warning', async () => {
    const warnings = named('warnings');
    const page = await opened({ ...warnings, path: (...at) => `${warnings.path(...at)}&draft` }, 'en');
    await page.setViewportSize(SIZES.laptop);
    await page.getByRole('textbox').first().waitFor();
    await nothingCut(page, 'a new warning');
  });
});
