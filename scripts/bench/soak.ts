import { readDemoSeed } from '@sitong/server/app/demo.ts';
import { indexCounty } from '@sitong/shared/kernel/master/county-index.ts';
import type { CDPSession } from 'playwright-core';
import { z } from 'zod';
import { type Desk, openDesk, startBrowser, startServer } from '../../web/e2e/harness.ts';
import { Mirror } from '../scenario/player/mirror.ts';
import { ServerLink } from '../scenario/player/server-link.ts';
import { atMost, type Bound } from './goal.ts';
import { type BenchReport, type BenchRow, machine } from './report.ts';
import { SoakFeed } from './soak-feed.ts';

/** What a page holds after everything that can go has gone. */
interface Sample {
  worldMs: number;
  realMs: number;
  heapMb: number;
  nodes: number;
  listeners: number;
}

const STEP_MS = 500;
const HOUR_MS = 3_600_000;
const DrillSchema = z.object({ world: z.string(), token: z.string() });

/** Rise of `of` for one of `by`, by least squares: one odd sample does not make a leak. */
export function slope<T>(samples: readonly T[], by: (one: T) => number, of: (one: T) => number): number {
  const n = samples.length;
  const meanX = samples.reduce((sum, one) => sum + by(one), 0) / n;
  const meanY = samples.reduce((sum, one) => sum + of(one), 0) / n;
  const across = samples.reduce((sum, one) => sum + (by(one) - meanX) ** 2, 0);
  return samples.reduce((sum, one) => sum + (by(one) - meanX) * (of(one) - meanY), 0) / across;
}

async function sample(cdp: CDPSession, worldMs: number): Promise<Sample> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    worldMs,
    realMs: performance.now(),
    heapMb: of('JSHeapUsedSize') / 2 ** 20,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
  };
}

interface Length {
  speed: number;
  /** World hours until the first sample that counts, and from it to the last. */
  warmH: number;
  hours: number;
  samples: number;
}

async function soak(duty: Desk, wall: Desk, url: string, { speed, warmH, hours, samples }: Length) {
  const begun = await duty.context.request.post('/api/drills', {
    data: { scenario: 'storm', speed, officers: 'hand', player: 'caller' },
  });
  const { world, token } = DrillSchema.parse(await begun.json());
  const { county: code, title, households: _households, roads: _roads, ...rest } = await readDemoSeed();
  const county = indexCounty({ county: code, title, ...rest });
  const link = new ServerLink({ url, world, token });
  const mirror = new Mirror(link, await link.clockOffsetMs());
  const feed = new SoakFeed(link, mirror, county);
  await feed.begin();
  await wall.page.goto(`/wall?world=${world}`);
  const cdp = await wall.context.newCDPSession(wall.page);
  await cdp.send('Performance.enable');
  await wall.page.waitForFunction(() => performance.getEntriesByName('sitong:ground').length > 0, undefined, {
    timeout: 180_000,
  });
  const startMs = mirror.nowMs();
  const taken: Sample[] = [];
  for (let due = 0; due < samples; ) {
    const begunMs = performance.now();
    await feed.step();
    const dueMs = startMs + (warmH + (hours * due) / (samples - 1)) * HOUR_MS;
    if (mirror.nowMs() >= dueMs) {
      taken.push(await sample(cdp, mirror.nowMs()));
      due += 1;
      const last = taken.at(-1);
      process.stderr.write(
        `  ${((mirror.nowMs() - startMs) / HOUR_MS).toFixed(2)} h: ${last?.heapMb.toFixed(1)} MB, ${last?.nodes} nodes, ${last?.listeners} listeners\n`,
      );
    }
    const restMs = STEP_MS - (performance.now() - begunMs);
    // The pace of the feed: half a second is what it is made of, there is nothing to wait for.
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  return { taken, counts: feed.counts, trouble: wall.troubles, ranH: (mirror.nowMs() - startMs) / HOUR_MS };
}

/**
 * A wall through a shift, compressed: heap after a forced collection, DOM nodes and listeners at intervals of a world
 * that runs many times as fast. What grows by what happens (events, readings, fixes, alarms, incidents) shows in it;
 * what would grow by the second of the wall's own clock shows only for the minutes it really ran.
 */
export async function benchSoak(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const length: Length = quick
    ? { speed: 600, warmH: 0.5, hours: 1, samples: 4 }
    : { speed: 600, warmH: 1, hours: 5, samples: 11 };
  const server = await startServer();
  const browser = await startBrowser();
  try {
    const duty = await openDesk(browser, server, 'duty');
    const wall = await openDesk(browser, server, 'wall');
    const { taken, counts, trouble, ranH } = await soak(duty, wall, server.url, length);
    const first = taken[0];
    const last = taken.at(-1);
    if (first === undefined || last === undefined) throw new Error('nothing was sampled');
    const simulatedH = (last.worldMs - first.worldMs) / HOUR_MS;
    const realMin = (last.realMs - first.realMs) / 60_000;
    const row = (figure: string, value: number, unit: string, goal?: readonly Bound[]): BenchRow => ({
      figure,
      value,
      unit,
      ...(goal === undefined ? {} : { goal }),
    });
    const eight = (of: (one: Sample) => number): number => 8 * slope(taken, (one) => one.worldMs / HOUR_MS, of);
    return {
      bench: 'soak',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        row('simulated, from the first sample to the last', simulatedH, 'h'),
        row('real time of it', realMin, 'min'),
        row('heap at the first sample', first.heapMb, 'MB'),
        row('heap at the last', last.heapMb, 'MB'),
        row(
          'heap growth, eight hours by the slope',
          eight((one) => one.heapMb),
          'MB',
          [atMost(50)],
        ),
        row('DOM nodes at the first sample', first.nodes, ''),
        row(
          'DOM nodes growth, eight hours by the slope',
          eight((one) => one.nodes),
          '',
          [atMost(500)],
        ),
        row('listeners at the first sample', first.listeners, ''),
        row(
          'listeners growth, eight hours by the slope',
          eight((one) => one.listeners),
          '',
          [atMost(100)],
        ),
      ],
      notes: [
        `${ranH.toFixed(1)} h of a county at ${length.speed} times, ${taken.length} samples after ${length.warmH} h; ${counts.fixes} fixes of 20 teams, ${counts.readings} readings, ${counts.intents} intents (${counts.refused} refused)`,
        `samples, MB: ${taken.map(({ heapMb }) => heapMb.toFixed(1)).join(' ')}`,
        'what grew by the wall’s own seconds (clock, drawn frames) would show only over the real minutes; JS heap and DOM, not the memory of the graphics card',
        ...(trouble.length === 0 ? [] : [`trouble in the page: ${trouble.slice(0, 3).join(' | ')}`]),
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await browser.close();
    await server.stop();
  }
}
