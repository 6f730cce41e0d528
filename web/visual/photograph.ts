import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import type { Still } from './still.ts';
import { STILL_MS } from './still-time.ts';

export interface Look {
  readonly theme: 'dark' | 'light' | 'contrast';
  readonly locale: 'zh-CN' | 'en';
  readonly viewport: { readonly width: number; readonly height: number };
  readonly scale: 1 | 2;
}

/** So long without a change, and nothing is still on its way: maps draw tile after tile. */
const QUIET_MS = 1500;
const LATEST_MS = 60_000;

export interface StillWindow {
  readonly page: Page;
  /**
   * Waits until everything asked for has come, the fonts stand, and the picture stays the same; that picture.
   * Throws when the page does not come to rest.
   */
  picture(extent?: 'window' | 'page'): Promise<Buffer>;
  /** Waits until everything asked for has come and stands there; maps may still be drawing. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

/** Chromium that draws letters alike on every machine: no hints, no coloured edges, one colour space. */
export function pictureBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--font-render-hinting=none',
      '--disable-lcd-text',
      '--force-color-profile=srgb',
    ],
  });
}

/** A browser window of this person in which nothing moves by itself: clock stopped, motion off, no worker's cache. */
export async function stillWindow(
  browser: Browser,
  still: Still,
  user: string | null,
  look: Look,
): Promise<StillWindow> {
  const context = await browser.newContext({
    baseURL: still.url,
    viewport: look.viewport,
    deviceScaleFactor: look.scale,
    colorScheme: look.theme === 'dark' ? 'dark' : 'light',
    locale: look.locale,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  if (user !== null) await enter(context, still, user);
  const page = await context.newPage();
  await page.clock.setFixedTime(STILL_MS);
  await page.addInitScript(
    ([theme, language]) => {
      localStorage.setItem('sitong.theme', theme);
      localStorage.setItem('sitong.language', language);
    },
    [look.theme, look.locale] as const,
  );
  const onTheWay = askedFor(page);
  return {
    page,
    picture: (extent = 'window') => restingPicture(page, onTheWay, extent),
    whole: () => everythingCame(page, onTheWay),
    close: () => context.close(),
  };
}

/** A desk's session is one for all its windows; a phone binds its session to its own key, so each has one of its own. */
async function enter(context: BrowserContext, still: Still, username: string): Promise<void> {
  const value = still.sessions[username] ?? (await signIn(still, username));
  await context.addCookies([{ name: still.cookie, value, url: still.url }]);
}

/** The token alone: by the clock that stands, the cookie would be long over for a browser that knows the day. */
async function signIn({ url, cookie, password }: Still, username: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const set = answer.headers.getSetCookie().find((one) => one.startsWith(`${cookie}=`));
  if (set === undefined) throw new Error(`${username} could not sign in: ${answer.status} ${await answer.text()}`);
  return decodeURIComponent(set.slice(cookie.length + 1).split(';')[0] ?? '');
}

/** What the page has asked the server for and not yet got; a stream of news never ends and does not count. */
function askedFor(page: Page): ReadonlySet<Request> {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (!['eventsource', 'websocket'].includes(request.resourceType())) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return open;
}

async function begun(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  // A screen whose code is still on its way is as still as one that has come to rest.
  await page.waitForFunction(() => document.body.innerText.trim() !== '');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

const isBusy = (page: Page): Promise<boolean> =>
  page
    .locator('main[aria-busy="true"]')
    .count()
    .then((count) => count > 0);

/** Frames in a row in which nothing is asked for and the text stays the same. */
const STILL_FRAMES = 30;

async function everythingCame(page: Page, onTheWay: ReadonlySet<Request>): Promise<void> {
  await begun(page);
  const began = Date.now();
  let last = '';
  for (let still = 0; still < STILL_FRAMES; still += 1) {
    const text = await page.evaluate(
      () => new Promise<string>((resolve) => requestAnimationFrame(() => resolve(document.body.innerText))),
    );
    if (text !== last || onTheWay.size > 0 || (await isBusy(page))) still = 0;
    last = text;
    if (Date.now() - began > LATEST_MS) throw new Error(`${page.url()} is not whole within ${LATEST_MS / 1000} s`);
  }
}

async function restingPicture(page: Page, onTheWay: ReadonlySet<Request>, extent: 'window' | 'page'): Promise<Buffer> {
  await begun(page);
  const shoot = (): Promise<Buffer> =>
    page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: extent === 'page' });
  const began = Date.now();
  let last = await shoot();
  let since = Date.now();
  for (;;) {
    const next = await shoot();
    const waiting = onTheWay.size > 0 || (await isBusy(page));
    const now = Date.now();
    if (waiting || !next.equals(last)) {
      last = next;
      since = now;
    } else if (now - since >= QUIET_MS) return next;
    if (now - began > LATEST_MS) throw new Error(`${page.url()} does not come to rest within ${LATEST_MS / 1000} s`);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
  }
}
