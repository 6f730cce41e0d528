import { setTimeout as pause } from 'node:timers/promises';
import { MOST_RESUMED } from '@sitong/server/plumbing/realtime/world-fanout.ts';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { startBrowser } from '../../web/e2e/harness.ts';
import { identifierOf, sendAlert } from './cap-alert.ts';
import { sceneWithClock, stepClock } from './clock-stepped.ts';
import { type Check, judge, type Scene, within } from './fault.ts';
import { ingestToken } from './token.ts';

const AWAKE_MS = 3000;
const SOUND_MS = 2000;
/** A standing orange alarm rings every 15 s; a red one every 5. */
const LISTEN_MS = 17_000;
const PATIENCE_MS = 30_000;
const LAST = '睡着时的最后一条';

/** Counts what the page sounds, and that it does nothing at all while it sleeps; its clock can be set. */
const WATCHED = `
  globalThis.sounded = [];
  globalThis.ticks = 0;
  const realNow = Date.now;
  let offMs = 0;
  globalThis.setClock = (ms) => { offMs = ms; };
  Date.now = () => realNow() + offMs;
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [Date.now()] : args, made),
  });
  setInterval(() => { globalThis.ticks += 1; }, 100);
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    globalThis.sounded.push(Math.round(this.frequency.value));
    return start.apply(this, when);
  };
`;
const ticksOf = async (page: Page): Promise<number> => z.number().parse(await page.evaluate('globalThis.ticks'));
const tonesOf = async (page: Page): Promise<number[]> =>
  z.array(z.number()).parse(await page.evaluate('globalThis.sounded'));

/** The processes of the browser's pages: CDP's own freezing does nothing in a browser without a window. */
async function renderersOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

const NIGHT_MS = 8 * 3_600_000;
export const sceneOneNightAgo = (seed: number): Promise<Scene> => sceneWithClock(seed, -NIGHT_MS);

/** A console's tab that stands still for so many seconds. */
export const tabAsleep = (scene: Scene, seconds: number): Promise<Check[]> => asleep(scene, seconds, 0);
/** The same, and meanwhile eight hours pass on the clocks of server and tab; wants `sceneOneNightAgo`. */
export const tabAsleepAllNight = (scene: Scene, seconds: number): Promise<Check[]> => asleep(scene, seconds, NIGHT_MS);

/**
 * A tab stands still with its timers, worker and sockets (SIGSTOP of its process), while the county goes on and a colleague
 * answers what had rung on it: woken, it shows what is, and what is old does not ring on it again.
 */
async function asleep(scene: Scene, seconds: number, passedMs: number): Promise<Check[]> {
  const { url, cookie, server } = scene;
  const token = await ingestToken(scene);
  const colleague = await new Screen({ url, cookie: await server.signIn('leader') }).open();
  const ledger = new Ledger();
  // More than a screen is sent one by one: it comes back to a copy of the world, and must read its log anew.
  const perSecond = Math.max(20, Math.ceil((1.3 * MOST_RESUMED) / seconds));
  const load = new Load({ ledger, cookie, lines: Math.ceil(perSecond / 15), perSecond });
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({ baseURL: url, locale: 'zh-CN', serviceWorkers: 'block' });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url }]);
    await context.addInitScript({ content: `${WATCHED}; globalThis.setClock(${-passedMs});` });
    const page = await context.newPage();
    await page.goto('/duty');
    await page.getByRole('heading', { name: '值班日志' }).waitFor({ timeout: PATIENCE_MS });
    await page.keyboard.press('Shift');
    await sendAlert(url, token, 1, 'orange', Date.now() - passedMs);
    await until('the tab rings', async () => (await tonesOf(page)).length > 0);

    const before = await tonesOf(page);
    const tickedBefore = await ticksOf(page);
    const tab = await renderersOf(browser);
    for (const pid of tab) process.kill(pid, 'SIGSTOP');
    const asleepMs = performance.now();
    await load.start(url);
    await sendAlert(url, token, 2, 'red', Date.now() - passedMs);
    await acknowledge(colleague, 1);
    await acknowledge(colleague, 2);
    await pause(Math.max(0, asleepMs + seconds * 1000 - performance.now()));
    await load.settle();
    await load.stop();
    if (passedMs > 0) stepClock(scene, 0);
    const last = await colleague.send({ type: 'EnterDutyLog', text: LAST });

    const sleptMs = performance.now() - asleepMs;
    // It finds the new time first of all, as a tab does.
    const clockSet = page.evaluate('globalThis.setClock(0)');
    for (const pid of tab) process.kill(pid, 'SIGCONT');
    const wokenMs = performance.now();
    await clockSet;
    await page.getByText(LAST).first().waitFor({ timeout: PATIENCE_MS });
    const currentMs = performance.now() - wokenMs;
    const ticks = (await ticksOf(page)) - tickedBefore;
    const alarms = page.getByRole('region', { name: /^告警/ }).first();
    const shown = await alarms.textContent();
    await pause(LISTEN_MS);
    const after = (await tonesOf(page)).slice(before.length);
    await sendAlert(url, token, 3, 'orange');
    const sentMs = performance.now();
    await until('a new alarm rings', async () => (await tonesOf(page)).length > before.length + after.length);
    const rungMs = performance.now() - sentMs;
    await colleague.until(() => last.ok && colleague.seq >= last.seq);
    return [
      {
        what: 'it really slept',
        holds: ticks * 100 < sleptMs / 4,
        found: `${ticks} of its timer’s ${Math.round(sleptMs / 100)} ticks in ${Math.round(sleptMs / 1000)} s`,
      },
      within(`woken → shows the last of ${ledger.confirmed.size} events`, currentMs, AWAKE_MS),
      {
        what: `what was answered meanwhile is silent for ${LISTEN_MS / 1000} s after waking`,
        holds: after.length === 0,
        found: after.length === 0 ? 'no tone' : `tones of ${[...new Set(after)].join(', ')} Hz`,
      },
      {
        what: 'its list has both alarms, answered',
        holds: shown !== null && /未确认\s*0\s*已确认\s*2/.test(shown),
        found: shown?.replaceAll(/\s+/g, ' ').slice(0, 30) ?? 'nothing',
      },
      within('a new alarm rings on it', rungMs, SOUND_MS),
      ...(await judge(scene, ledger)),
    ];
  } finally {
    await browser.close();
    colleague.close();
  }
}

async function acknowledge(screen: Screen, n: number): Promise<void> {
  const found = () =>
    Object.values(screen.replica.state.monitoring.alarms).find(
      ({ cause }) => cause.kind === 'incoming_warning' && cause.identifier === identifierOf(n),
    );
  await screen.until(() => found() !== undefined);
  const answer = await screen.send({ type: 'AcknowledgeAlarm', alarmId: found()?.id ?? '' });
  if (!answer.ok) throw new Error(`alarm ${n} was not acknowledged: ${answer.refused.code}`);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; !(await holds()); await pause(50))
    if (performance.now() > deadline) throw new Error(`not within ${PATIENCE_MS / 1000} s: ${what}`);
}
