import type { Browser } from 'playwright-core';
import { type Desk, openDesk, startBrowser, startServer } from '../../web/e2e/harness.ts';
import { atMost } from './goal.ts';
import { type BenchReport, machine, quantile } from './report.ts';

interface Opening {
  firstPaintMs: number;
  figuresMs: number;
  groundMs: number;
  /** Bytes over the wire of HTML, JS and CSS; fonts, tiles and data apart. */
  pageBytes: number;
  otherBytes: number;
}

const PAGE_KINDS = ['Document', 'Script', 'Stylesheet'];

/** Opens the wall in a browser that has never seen it, and waits until its ground stands. */
async function openWall(desk: Desk): Promise<Opening> {
  const { page, context } = desk;
  const cdp = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  const bytes = { page: 0, other: 0 };
  await cdp.send('Network.enable');
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? '';
    if (PAGE_KINDS.includes(kind)) bytes.page += encodedDataLength;
    else bytes.other += encodedDataLength;
  });
  await page.goto('/wall');
  // A function, not a text: the page's own policy allows no evaluated strings.
  await page.waitForFunction(() => performance.getEntriesByName('sitong:ground').length > 0, undefined, {
    timeout: 120_000,
  });
  const [paint, figures, ground] = await page.evaluate(() =>
    ['first-contentful-paint', 'sitong:figures', 'sitong:ground'].map(
      (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN,
    ),
  );
  return {
    firstPaintMs: paint ?? Number.NaN,
    figuresMs: figures ?? Number.NaN,
    groundMs: ground ?? Number.NaN,
    pageBytes: bytes.page,
    otherBytes: bytes.other,
  };
}

/** First paint of a page of the same server that has no script at all. */
async function openPlain(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/public`);
  // The entry is written a moment after the frame it is about.
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const at = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await context.close();
  return at ?? Number.NaN;
}

/** `/wall` opened cold: first figures on screen, ground drawn, bytes. */
export async function benchLoad(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const times = quick ? 2 : 4;
  const server = await startServer();
  const browser = await startBrowser('none');
  try {
    const openings: Opening[] = [];
    const plain: number[] = [];
    for (let n = 0; n < times; n++) {
      const desk = await openDesk(browser, server, 'wall');
      openings.push(await openWall(desk));
      await desk.context.close();
      plain.push(await openPlain(browser, server.url));
    }
    const at = (pick: (one: Opening) => number, q: number): number => quantile(openings.map(pick), q);
    return {
      bench: 'load',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        {
          figure: '/wall → first figures on screen, p50',
          value: at((one) => one.figuresMs, 0.5),
          unit: 'ms',
          floor: quantile(plain, 0.5),
          goal: [atMost(1500)],
        },
        { figure: '/wall → first figures on screen, worst', value: at((one) => one.figuresMs, 1), unit: 'ms' },
        { figure: '/wall → first contentful paint, p50', value: at((one) => one.firstPaintMs, 0.5), unit: 'ms' },
        { figure: '/wall → ground drawn whole, p50 (software GL)', value: at((one) => one.groundMs, 0.5), unit: 'ms' },
        {
          figure: 'HTML, JS and CSS over the wire',
          value: at((one) => one.pageBytes, 1) / 1000,
          unit: 'kB',
          goal: [atMost(900)],
        },
        { figure: 'fonts, tiles and data over the wire', value: at((one) => one.otherBytes, 1) / 1000, unit: 'kB' },
      ],
      notes: [
        `${times} openings, each in a browser context with nothing cached; server and browser share the machine; a browser without a graphics card`,
        'floor: first paint of /public, a page of the same server without scripts',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
