import type { CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../../web/e2e/harness.ts';
import { openBenchPage } from './bench-page.ts';
import { keepProfile } from './cpu-profile.ts';
import { atMost, betterThanRival, exactly } from './goal.ts';
import { type BenchReport, type BenchRow, machine, quantile } from './report.ts';

const UNITS = [1000, 10_000, 50_000] as const;
/** What the goal is about; the rest shows how it grows. */
const GOAL_UNITS = 10_000;

/** As in `web/bench/wall-page.ts`. */
type Way = 'dots' | 'storm' | 'groups' | 'bare' | 'setData' | 'idle';

/** One browser with the bench page, and what its main thread has been busy with. */
async function openPage(url: string, names: 'small' | 'named') {
  const browser = await startBrowser();
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  await page.goto(url);
  await page.waitForFunction('window.wallBench !== undefined');
  const cdp = await page.context().newCDPSession(page);
  // The thread's own time: what else the machine does meanwhile is not counted.
  if (names === 'small') await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { browser, page, cdp };
}

/** Milliseconds of the main thread a frame, over frames played at the live lane's pace. */
async function measure(page: Page, cdp: CDPSession, way: Way, units: number, frames: number) {
  await page.evaluate(`wallBench.prepare('${way}', ${units})`);
  const busyMs = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const before = await busyMs();
  const taken = Number(await page.evaluate(`wallBench.play(${frames})`));
  return { msAFrame: ((await busyMs()) - before) / frames, taken };
}

async function rowsOf(
  page: Page,
  cdp: CDPSession,
  { sizes, frames }: { sizes: readonly number[]; frames: number },
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  let taken = 0;
  let played = 0;
  const of = async (way: Way, units: number): Promise<number> => {
    const one = await measure(page, cdp, way, units, frames);
    taken += one.taken;
    played += frames;
    return one.msAFrame;
  };
  for (const units of sizes) {
    const idle = await of('idle', units);
    const dots = await of('dots', units);
    const floor = await of('bare', units);
    const storm = await of('storm', units);
    const rival = await of('setData', units);
    const groups = await of('groups', units);
    const goal = [...(units === GOAL_UNITS ? [atMost(4)] : []), betterThanRival(20)];
    const row = (what: string, value: number): BenchRow => ({
      figure: `${units.toLocaleString('en')} units, ${what}`,
      value,
      unit: 'ms',
    });
    rows.push({ ...row('a dot each: main thread a frame', dots), floor, rival, goal });
    // The browser's own part of a frame (timer, frame, scattering the columns) is in every figure, the rival's too.
    rows.push({ ...row('a dot each, above a frame with nothing drawn', dots - idle), rival: rival - idle });
    rows.push({ ...row('among areas, sensors, teams, labels of a storm', storm), rival, goal });
    rows.push({ ...row('all in view, grouped', groups), rival, goal });
    rows.push(row('taken, nothing drawn', idle));
  }
  rows.push({ figure: 'frames taken of those sent', value: taken / played, unit: '', goal: [exactly(1)] });
  return rows;
}

/** Steps of the hand across the map, 16 ms apart as a mouse reports, there and back. */
const STEPS = 60;
const STEP_PX = 4;

/** Drags the map while frames are played, or while none are. */
async function drag(page: Page, frames: number) {
  const middle = (): Promise<{ x: number; y: number }> => page.evaluate('wallBench.middle()');
  const before = await middle();
  await page.evaluate('wallBench.takeMoves()');
  const playing = frames === 0 ? Promise.resolve() : page.evaluate(`wallBench.play(${frames})`);
  await page.mouse.move(300, 300);
  await page.mouse.down();
  for (let n = 1; n <= STEPS; n++) {
    await page.mouse.move(300 + n * STEP_PX, 300 + n);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const after = await middle();
  await page.mouse.up();
  await playing;
  const movesMs: number[] = await page.evaluate('wallBench.takeMoves()');
  // The map takes hold of the hand a few pixels after it has begun to move.
  const shortPx = Math.abs(STEPS * STEP_PX - (after.x - before.x));
  return { movesMs, shortPx };
}

/** A hand on the map while 10,000 units and a storm move on it: the answer to each movement, and whether all count. */
async function handRows(page: Page): Promise<BenchRow[]> {
  const ofWay = async (way: Way, frames: number) => {
    await page.evaluate(`wallBench.prepare('${way}', ${GOAL_UNITS})`);
    return drag(page, frames);
  };
  const rest = await ofWay('idle', 0);
  const storm = await ofWay('storm', 8);
  const row = (figure: string, value: number, unit: string): BenchRow => ({
    figure: `hand on the map, 10,000 units moving: ${figure}`,
    value,
    unit,
  });
  return [
    { ...row('movement → frame drawn, p50', quantile(storm.movesMs, 0.5), 'ms'), floor: quantile(rest.movesMs, 0.5) },
    {
      ...row('movement → frame drawn, p99', quantile(storm.movesMs, 0.99), 'ms'),
      floor: quantile(rest.movesMs, 0.99),
      goal: [atMost(100)],
    },
    { ...row('pixels the map stays behind the hand', storm.shortPx, 'px'), floor: rest.shortPx, goal: [atMost(4)] },
  ];
}

/** Kept as files beside the report: where the time of a frame goes, with functions by their names. */
async function profile(folder: string): Promise<void> {
  const site = await openBenchPage('named');
  const { browser, page, cdp } = await openPage(site.url, 'named');
  try {
    for (const way of ['dots', 'storm', 'bare'] as const) {
      await page.evaluate(`wallBench.prepare('${way}', ${GOAL_UNITS})`);
      await keepProfile(cdp, `${folder}/wall-${way}.cpuprofile`, () => page.evaluate('wallBench.play(24)'));
    }
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Main-thread cost of a position frame on the wall, beside bare deck.gl and beside MapLibre's `setData`. */
export async function benchWall(quick: boolean, profiled: 'no' | 'yes'): Promise<BenchReport> {
  const before = machine();
  const frames = quick ? 6 : 12;
  const sizes = quick ? [GOAL_UNITS] : UNITS;
  const site = await openBenchPage('small');
  const { browser, page, cdp } = await openPage(site.url, 'small');
  try {
    const rows = [...(await rowsOf(page, cdp, { sizes, frames })), ...(await handRows(page))];
    const report: BenchReport = {
      bench: 'wall',
      at: new Date().toISOString(),
      machine: before,
      rows,
      notes: [
        `${frames} frames of each kind at 4 Hz, every unit moved in every frame; software GL, so drawing itself is left out: time of the main thread only`,
        'floor: deck.gl with one ScatterplotLayer over the same arrays, drawn in the same browser frame; rival: MapLibre setData with the same points as GeoJSON (its worker apart)',
        'hand: a real mouse, a movement every 16 ms; floor: the same hand on an empty map with nothing moving',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
    if (profiled === 'yes') await profile('out/bench');
    return report;
  } finally {
    await browser.close();
    await site.close();
  }
}
