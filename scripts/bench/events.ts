import type { Browser, Page } from 'playwright-core';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from '../../web/e2e/harness.ts';
import { ingestToken } from '../faults/token.ts';
import { keepProfile } from './cpu-profile.ts';
import { blowStorm, prepareStorm, type Sent, type StormState } from './event-storm.ts';
import { atMost, exactly } from './goal.ts';
import { type PageWork, pressMs, untilCalm, watchPage } from './page-watch.ts';
import { type BenchReport, type BenchRow, machine, quantile } from './report.ts';
import { slowPresses } from './slow-press.ts';

/** What a county's storm sustains, and what must be stood for a minute (design §1). */
const SUSTAINED_PER_SECOND = 50;
const PER_SECOND = 300;
const PRESS_EVERY_MS = 150;

/** A screen under load and how it is pressed: a key that moves something each time. */
interface Scene {
  readonly path: '/duty' | '/wall';
  readonly user: string;
  readonly ready: string;
  /** Rows that one piece of news changes on this screen, at most. */
  readonly changed: number;
}

const SCENES: readonly Scene[] = [
  // The row of the alarm, or none; and a line in the log.
  { path: '/duty', user: 'duty', ready: '[role="grid"] [role="row"]', changed: 2 },
  { path: '/wall', user: 'wall', ready: 'li', changed: 1 },
];

interface Seen {
  work: PageWork;
  /** Before anything was measured. */
  opened: 'calm' | 'busy';
  /** The same hand on the same screen without news. */
  rest: PageWork;
  /** And at the pace of news that lasts. */
  sustained: PageWork;
  pressedCalmly: number;
  pressed: number;
  sent: number;
  perSecond: number;
  refused: string;
  /** Log at the server against the last the page said it had shown. */
  missing: number;
  asked: number;
  differs: string[];
}

/** What the page says over its socket: which sequence it shows, and how often it had to ask again. */
function hearPage(page: Page): { shown: () => number; hellos: () => number } {
  let shown = 0;
  let hellos = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const text = String(payload);
      if (text.includes('["hello"')) hellos += 1;
      const seq = /\["shown",\{"seq":(\d+)\}/.exec(text)?.[1];
      if (seq !== undefined) shown = Number(seq);
    }),
  );
  return { shown: () => shown, hellos: () => hellos };
}

/** Rows on screen without what runs by itself: clocks and ages. */
async function rowsOn(page: Page): Promise<string[]> {
  const rows = await page.locator('[role="row"], main li').allTextContents();
  return rows.map((row) => row.replaceAll(/[\d:：]+\s*(?:秒|分钟?|小时)?前?/g, '#').trim());
}

async function headOf(desk: Desk): Promise<number> {
  const answer = await desk.context.request.get('/api/log?world=live&since=0&limit=1');
  const { head }: { head: number } = await answer.json();
  return head;
}

/** Presses the arrow keys up and down until told to stop. */
async function pressKeys(page: Page, going: () => boolean): Promise<number> {
  let pressed = 0;
  while (going()) {
    await page.keyboard.press(pressed % 8 < 4 ? 'ArrowDown' : 'ArrowUp');
    pressed += 1;
    await new Promise((resolve) => setTimeout(resolve, PRESS_EVERY_MS));
  }
  return pressed;
}

async function look(
  at: { browser: Browser; server: RunningServer; duty: Desk; state: StormState },
  scene: Scene,
  { seconds, profile }: { seconds: number; profile: string | undefined },
): Promise<Seen> {
  const { browser, server, duty, state } = at;
  const desk = scene.user === 'duty' ? duty : await openDesk(browser, server, scene.user);
  const { page } = desk;
  await watchPage(page);
  const heard = hearPage(page);
  await page.goto(scene.path);
  await page.locator(scene.ready).first().waitFor();
  // Software GL takes seconds to make the map's programs: that is `load`, not this.
  if (scene.path === '/wall')
    await page.waitForFunction(() => performance.getEntriesByName('sitong:ground').length > 0, undefined, {
      timeout: 120_000,
    });
  if (scene.path === '/duty') await page.locator('[role="row"]').first().focus();
  const opened = await untilCalm(page);
  await page.evaluate(() => window.takePageWork());
  // What a press costs on this machine, now, when there is no news: the floor.
  const restMs = performance.now() + seconds * 375;
  await pressKeys(page, () => performance.now() < restMs);
  // Two frames: the last press is drawn too.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const rest = await page.evaluate(() => window.takePageWork());
  const cookie = (await duty.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const greeted = heard.hellos();
  let going: 'calmly' | 'yes' | 'no' = 'calmly';
  const calmKeys = pressKeys(page, () => going === 'calmly');
  await blowStorm({ url: server.url, cookie }, state, { perSecond: SUSTAINED_PER_SECOND, seconds: seconds / 2 });
  going = 'yes';
  const pressedCalmly = await calmKeys;
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const sustained = await page.evaluate(() => window.takePageWork());
  const keys = pressKeys(page, () => going === 'yes');
  const load = { perSecond: PER_SECOND, seconds };
  const storm = (): Promise<Sent> => blowStorm({ url: server.url, cookie }, state, load);
  const sent = profile === undefined ? await storm() : await profiled(page, profile, storm);
  going = 'no';
  const pressed = await keys;
  const head = await headOf(duty);
  const deadline = performance.now() + 20_000;
  while (heard.shown() < head && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
  const work = await page.evaluate(() => window.takePageWork());
  const asked = heard.hellos() - greeted;
  const missing = head - heard.shown();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const before = await rowsOn(page);
  await page.reload();
  await page.locator(scene.ready).first().waitFor();
  let after = await rowsOn(page);
  const settled = performance.now() + 10_000;
  while (after.join('\n') !== before.join('\n') && performance.now() < settled) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    after = await rowsOn(page);
  }
  const differs = before.filter((row, i) => row !== after[i]);
  if (desk !== duty) await desk.context.close();
  return {
    work,
    opened,
    rest,
    sustained,
    pressedCalmly,
    pressed,
    sent: sent.accepted,
    perSecond: sent.accepted / sent.seconds,
    refused: [...sent.refused].map(([code, times]) => `${times} × ${code}`).join(', '),
    missing,
    asked,
    differs,
  };
}

async function profiled(page: Page, path: string, work: () => Promise<Sent>): Promise<Sent> {
  const cdp = await page.context().newCDPSession(page);
  const done: Sent[] = [];
  await keepProfile(cdp, path, async () => done.push(await work()));
  const [sent] = done;
  if (sent === undefined) throw new Error('the storm did not blow');
  return sent;
}

function rowsFor({ path, changed }: Scene, seen: Seen): BenchRow[] {
  const { commits, rows, components, longMs } = seen.work;
  const stormMs = seen.work.presses.map(pressMs);
  const quietMs = seen.rest.presses.map(pressMs);
  const lastingMs = seen.sustained.presses.map(pressMs);
  const row = (figure: string, value: number, unit: string): BenchRow => ({
    figure: `${path}: ${figure}`,
    value,
    unit,
  });
  return [
    row('news a second that came', seen.perSecond, '/s'),
    { ...row('press → next frame drawn, p50', quantile(stormMs, 0.5), 'ms'), floor: quantile(quietMs, 0.5) },
    {
      ...row('press → next frame drawn, p99', quantile(stormMs, 0.99), 'ms'),
      floor: quantile(quietMs, 0.99),
      goal: [atMost(100)],
    },
    {
      ...row(`press → next frame drawn, p99 at ${SUSTAINED_PER_SECOND} events/s`, quantile(lastingMs, 0.99), 'ms'),
      floor: quantile(quietMs, 0.99),
      goal: [atMost(100)],
    },
    {
      ...row('presses without an answer', seen.pressed + seen.pressedCalmly - stormMs.length - lastingMs.length, ''),
      goal: [exactly(0)],
    },
    { ...row('rows rendered for each piece of news', rows / seen.sent, ''), goal: [atMost(changed)] },
    row('React commits for each piece of news', commits / seen.sent, ''),
    row('components run for each piece of news', components / seen.sent, ''),
    row('long tasks (over 50 ms) a second', longMs.length / (seen.sent / seen.perSecond), '/s'),
    row('longest task', Math.max(0, ...longMs), 'ms'),
    { ...row('news missing at the end', seen.missing, ''), goal: [exactly(0)] },
    { ...row('times the page had to ask again', seen.asked, ''), goal: [exactly(0)] },
    { ...row('rows that differ after a reload', seen.differs.length, ''), goal: [exactly(0)] },
  ];
}

/** 300 pieces of news a second through the real live lane into real screens, with a hand on the keys meanwhile. */
export async function benchEvents(quick: boolean, profile: 'no' | 'yes'): Promise<BenchReport> {
  const before = machine();
  const seconds = quick ? 2 : 6;
  const server = await startServer();
  const browser = await startBrowser('none');
  try {
    const duty = await openDesk(browser, server, 'duty');
    const token = await ingestToken(server);
    const state = await prepareStorm(duty, { url: server.url, token });
    const rows: BenchRow[] = [];
    const notes: string[] = [];
    for (const scene of SCENES) {
      const path = profile === 'no' ? undefined : `out/bench/events${scene.path.replace('/', '-')}.cpuprofile`;
      const seen = await look({ browser, server, duty, state }, scene, { seconds, profile: path });
      rows.push(...rowsFor(scene, seen));
      if (seen.opened === 'busy') notes.push(`${scene.path}: was still busy with its opening when measured`);
      for (const one of slowPresses(seen.work, 3)) notes.push(`${scene.path}: slowest presses: ${one}`);
      for (const one of slowPresses(seen.sustained, 1))
        notes.push(`${scene.path}: slowest press at ${SUSTAINED_PER_SECOND} a second: ${one}`);
      for (const one of slowPresses(seen.rest, 1)) notes.push(`${scene.path}: slowest press without news: ${one}`);
      if (seen.refused !== '') notes.push(`${scene.path}: refused ${seen.refused}`);
      for (const row of seen.differs.slice(0, 3))
        notes.push(`${scene.path}: not there after a reload: ${row.slice(0, 80)}`);
    }
    return {
      bench: 'events',
      at: new Date().toISOString(),
      machine: before,
      rows,
      notes: [
        `${PER_SECOND} a second for ${seconds} s on each screen, a third each: a figure of one of ${state.incidents.length} incidents, a line in the duty log, one of ${state.alarms.length} alarms set aside or taken back; a key pressed every ${PRESS_EVERY_MS} ms`,
        `at ${SUSTAINED_PER_SECOND} a second for ${seconds / 2} s before that, of the same three kinds`,
        'floor: the same presses on the same screen a moment before, without news',
        'a browser without a graphics card, as it runs of itself on a machine that has none',
        'senders, server, database and browser share the machine; rows are counted by what React says it ran',
        ...notes,
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
