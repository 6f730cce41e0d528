import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder } from '@sitong/server/testing/server-process.ts';
import type { CDPSession, Page } from 'playwright-core';
import { startBrowser } from '../../web/e2e/harness.ts';
import { atMost, betterThanRival, exactly } from './goal.ts';
import { type BenchReport, type BenchRow, machine } from './report.ts';

const UNITS = [1000, 10_000, 50_000] as const;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the bench page as the wall itself is built. */
async function buildPage(folder: string): Promise<void> {
  const vite = join(ROOT, 'web/node_modules/vite/bin/vite.js');
  const args = [
    vite,
    'build',
    '--config',
    'bench/vite.config.ts',
    '--outDir',
    folder,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ];
  const child = spawn(process.execPath, args, {
    cwd: join(ROOT, 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the bench page could not be built: vite ended with ${String(code)}`);
}

/** Serves one folder on loopback. */
async function serve(folder: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    stat(file).then(
      () => {
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** As in `web/bench/wall-page.ts`. */
type Way = 'dots' | 'groups' | 'bare' | 'setData';

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

/** Main-thread cost of a position frame on the wall, beside bare deck.gl and beside MapLibre's `setData`. */
export async function benchWall(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const frames = quick ? 6 : 24;
  const folder = newFolder('bench-wall');
  await buildPage(folder);
  const site = await serve(folder);
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    await page.goto(site.url);
    await page.waitForFunction('window.wallBench !== undefined');
    const cdp = await page.context().newCDPSession(page);
    // The thread's own time: what else the machine does meanwhile is not counted.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const rows: BenchRow[] = [];
    let taken = 0;
    let played = 0;
    for (const units of UNITS) {
      const of = async (way: Way): Promise<number> => {
        const one = await measure(page, cdp, way, units, frames);
        taken += one.taken;
        played += frames;
        return one.msAFrame;
      };
      const dots = await of('dots');
      const floor = await of('bare');
      const rival = await of('setData');
      const groups = await of('groups');
      const goal = [...(units === 10_000 ? [atMost(4)] : []), betterThanRival(20)];
      const name = units.toLocaleString('en');
      rows.push({
        figure: `${name} units, a dot each: main thread a frame`,
        value: dots,
        unit: 'ms',
        floor,
        rival,
        goal,
      });
      rows.push({ figure: `${name} units, all in view, grouped`, value: groups, unit: 'ms', rival, goal });
    }
    rows.push({ figure: 'frames taken of those sent', value: taken / played, unit: '', goal: [exactly(1)] });
    return {
      bench: 'wall',
      at: new Date().toISOString(),
      machine: before,
      rows,
      notes: [
        `${frames} frames of each kind at 4 Hz, every unit moved in every frame; software GL, so drawing itself is left out: time of the main thread only`,
        'floor: deck.gl with one ScatterplotLayer over the same arrays; rival: MapLibre setData with the same points as GeoJSON',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await browser.close();
    site.close();
    await rm(folder, { recursive: true, force: true });
  }
}
