import type { Browser, CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../../web/e2e/harness.ts';
import { openBenchPage } from './bench-page.ts';
import { keepProfile } from './cpu-profile.ts';
import { atMost, betterThanRival, exactly } from './goal.ts';
import { type BenchReport, type BenchRow, machine, quantile } from './report.ts';

/** What the goal is about; the others show how it grows. */
const GOAL_UNITS = 10_000;
const OTHER_UNITS = [1000, 50_000] as const;

/** As in `web/bench/wall-page.ts`. */
type Way = 'dots' | 'storm' | 'groups' | 'bare' | 'setData' | 'idle';

/** The bench page, and what its main thread has been busy with. */
async function openPage(browser: Browser, url: string, names: 'small' | 'named') {
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  await page.goto(url);
  await page.waitForFunction('window.wallBench !== undefined');
  const cdp = await page.context().newCDPSession(page);
  // The thread's own time: what else the machine does meanwhile is not counted.
  if (names === 'small') await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp };
}

/**
 * Milliseconds of the main thread a frame, over frames played at the live lane's pace, without what asking for them
 * costs: the same question for no frames at all is measured first and taken off, from every way alike.
 */
async function measure(page: Page, cdp: CDPSession, frames: number) {
  const busyMs = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const played = async (count: number): Promise<{ ms: number; taken: number }> => {
    const before = await busyMs();
    const taken = Number(await page.evaluate(`wallBench.play(${count})`));
    return { ms: (await busyMs()) - before, taken };
  };
  // What preparing has left to do is done before anything counts, and so is collecting what it has left: the garbage of
  // one way, tens of thousands of frames and features, else costs the next one milliseconds a frame.
  await cdp.send('HeapProfiler.collectGarbage');
  await played(0);
  const asking = await played(0);
  const { ms, taken } = await played(frames);
  return { msAFrame: (ms - asking.ms) / frames, askingMs: asking.ms, taken };
}

/**
 * Labels and ways are laid out anew when a team has gone three pixels, which its frames do in three seconds: a measure
 * of the storm is long enough to have its share of that.
 */
interface Frames {
  readonly storm: number;
  /** Each costs twenty times as much, and with 50,000 units takes a second until it is drawn. */
  readonly setData: number;
  readonly others: number;
}

/** Plays one way after another on one page and counts the frames that were taken. */
class Player {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #frames: Frames;
  #taken = 0;
  #played = 0;
  readonly #askingMs: number[] = [];

  constructor(page: Page, cdp: CDPSession, frames: Frames) {
    this.#page = page;
    this.#cdp = cdp;
    this.#frames = frames;
  }

  async of(way: Way, units: number): Promise<number> {
    const frames = this.#frames[way === 'storm' || way === 'setData' ? way : 'others'];
    await this.#page.evaluate(`wallBench.prepare('${way}', ${units})`);
    const one = await measure(this.#page, this.#cdp, frames);
    this.#taken += one.taken;
    this.#played += frames;
    this.#askingMs.push(one.askingMs);
    return one.msAFrame;
  }

  /** Milliseconds that were taken off each measure, the middle of them. */
  askingMs(): number {
    return quantile(this.#askingMs, 0.5);
  }

  takenRow(): BenchRow {
    const value = this.#taken / this.#played;
    return { figure: 'frames taken of those sent', value, unit: '', goal: [exactly(1)] };
  }
}

const rowOf = (units: number, what: string, value: number): BenchRow => ({
  figure: `${units.toLocaleString('en')} units, ${what}`,
  value,
  unit: 'ms',
});

/**
 * What a browser takes on a page without anything for a timer, a frame asked for and the frame itself, with nothing done
 * in them: no way of drawing positions can cost less, the rival's frames contain it too.
 */
async function emptyFrameMs(browser: Browser, frames: number): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(() => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const play = async (count: number): Promise<number> => {
      const startMs = performance.now();
      for (let n = 0; n < count; n++) {
        await frame();
        const waitMs = startMs + (n + 1) * 250 - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
      await frame();
      await frame();
      return count;
    };
    Object.assign(window, { wallBench: { play } });
  });
  const { msAFrame } = await measure(page, cdp, frames);
  await page.close();
  return msAFrame;
}

/** How it grows: the two ways that are always on a wall, and the rival. */
async function growthRows(player: Player, units: number, floor: number): Promise<BenchRow[]> {
  const dots = await player.of('dots', units);
  const storm = await player.of('storm', units);
  const rival = await player.of('setData', units);
  const goal = [betterThanRival(20)];
  return [
    { ...rowOf(units, 'a dot each: main thread a frame', dots), floor, rival, goal },
    { ...rowOf(units, 'among areas, sensors, teams, labels of a storm', storm), floor, rival, goal },
  ];
}

/** All at the number the goal is about; the hand comes right after what it moves has been prepared. */
async function goalRows(player: Player, page: Page, floor: number, quick: boolean): Promise<BenchRow[]> {
  const units = GOAL_UNITS;
  const idle = await player.of('idle', units);
  const steps = quick ? STEPS.quick : STEPS.whole;
  const rest = await drag(page, 0, steps);
  const dots = await player.of('dots', units);
  const bare = await player.of('bare', units);
  const rival = await player.of('setData', units);
  // Half a minute has no room for the way that a wall seldom shows.
  const groups = quick ? undefined : await player.of('groups', units);
  const storm = await player.of('storm', units);
  const hand = await drag(page, 8, steps);
  const goal = [atMost(4), betterThanRival(20)];
  return [
    { ...rowOf(units, 'a dot each: main thread a frame', dots), floor, rival, goal },
    // Timer, frame and scattering the columns are in every figure, the rival's too.
    { ...rowOf(units, 'a dot each, above a frame with nothing drawn', dots - idle), rival: rival - idle },
    { ...rowOf(units, 'among areas, sensors, teams, labels of a storm', storm), floor, rival, goal },
    ...(groups === undefined ? [] : [{ ...rowOf(units, 'all in view, grouped', groups), floor, rival, goal }]),
    { ...rowOf(units, 'taken, nothing drawn', idle), floor },
    { ...rowOf(units, 'drawn by deck.gl alone, one layer of dots', bare), floor },
    ...handRows(rest, hand),
  ];
}

/** Steps of the hand across the map, 16 ms apart as a mouse reports, there and back. */
const STEPS = { whole: 60, quick: 36 } as const;
const STEP_PX = 4;

/** Drags the map while frames are played, or while none are. */
async function drag(page: Page, frames: number, steps: number) {
  const middle = (): Promise<{ x: number; y: number }> => page.evaluate('wallBench.middle()');
  const before = await middle();
  await page.evaluate('wallBench.takeMoves()');
  const playing = frames === 0 ? Promise.resolve() : page.evaluate(`wallBench.play(${frames})`);
  await page.mouse.move(300, 300);
  await page.mouse.down();
  for (let n = 1; n <= steps; n++) {
    await page.mouse.move(300 + n * STEP_PX, 300 + n);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const after = await middle();
  await page.mouse.up();
  await playing;
  const movesMs: number[] = await page.evaluate('wallBench.takeMoves()');
  // The map takes hold of the hand a few pixels after it has begun to move.
  const shortPx = Math.abs(steps * STEP_PX - (after.x - before.x));
  return { movesMs, shortPx };
}

type Drag = Awaited<ReturnType<typeof drag>>;

/** A hand on the map while 10,000 units and a storm move on it: the answer to each movement, and whether all count. */
function handRows(rest: Drag, storm: Drag): BenchRow[] {
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
  const [site, browser] = await Promise.all([openBenchPage('named'), startBrowser()]);
  try {
    const { page, cdp } = await openPage(browser, site.url, 'named');
    for (const way of ['dots', 'storm', 'bare'] as const) {
      await page.evaluate(`wallBench.prepare('${way}', ${GOAL_UNITS})`);
      await keepProfile(cdp, `${folder}/wall-${way}.cpuprofile`, () => page.evaluate('wallBench.play(24)'));
    }
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Main-thread cost of a position frame on the wall, beside an empty page's frame and MapLibre's `setData`. */
export async function benchWall(quick: boolean, profiled: 'no' | 'yes'): Promise<BenchReport> {
  const before = machine();
  // Counts of groups are made anew once a second: whole seconds, so that each measure has its share of them.
  const frames: Frames = quick ? { storm: 8, setData: 4, others: 4 } : { storm: 20, setData: 4, others: 8 };
  const [site, browser] = await Promise.all([openBenchPage('small'), startBrowser()]);
  try {
    const { page, cdp } = await openPage(browser, site.url, 'small');
    const player = new Player(page, cdp, frames);
    const floor = await emptyFrameMs(browser, 8);
    await page.bringToFront();
    const rows = await goalRows(player, page, floor, quick);
    for (const units of quick ? [] : OTHER_UNITS) rows.push(...(await growthRows(player, units, floor)));
    const empty = { figure: 'a page with nothing in it: main thread a frame', value: floor, unit: 'ms' };
    rows.push(empty, player.takenRow());
    const report: BenchReport = {
      bench: 'wall',
      at: new Date().toISOString(),
      machine: before,
      rows,
      notes: [
        `${frames.others} frames of each kind (${frames.storm} of the storm, ${frames.setData} of setData) at 4 Hz, every unit moved in every frame; software GL, so drawing itself is left out: time of the main thread only`,
        `asking for frames and looking at the clock costs ${player.askingMs().toFixed(2)} ms a measure; it is taken off every figure, the rival's and the floor's too`,
        'floor: a timer and a frame on a page with nothing in it, which every figure contains; rival: MapLibre setData with the same points as GeoJSON, each frame waited for until its picture is drawn (its worker apart)',
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
