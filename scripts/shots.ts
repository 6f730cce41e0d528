import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from '../web/e2e/harness.ts';

/**
 * `pnpm shots [--until 20:47:32] [--speed 60] [--only wall,duty] [--quick]`: plays the storm with scripted
 * officers up to a minute of the evening, stops its clock there, and photographs every screen: wall and desk at
 * 1920 × 1080, phone at 390 × 844 @2x, dark and light, zh and en. Pictures go to `out/shots`.
 */
interface Screen {
  name: string;
  user: string;
  path: (world: string, incident: string) => string;
  size: 'desk' | 'phone';
  /** Shown in live, where nothing happens: a quiet day. */
  quiet?: 'quiet';
}

const SCREENS: readonly Screen[] = [
  { name: 'signin', user: '', path: () => '/signin', size: 'desk', quiet: 'quiet' },
  { name: 'wall', user: 'wall', path: (world) => `/wall?world=${world}`, size: 'desk' },
  { name: 'wall-quiet', user: 'wall', path: () => '/wall', size: 'desk', quiet: 'quiet' },
  { name: 'duty', user: 'duty', path: (world) => `/duty?world=${world}`, size: 'desk' },
  { name: 'dispatch', user: 'duty', path: (world) => `/dispatch?world=${world}`, size: 'desk' },
  { name: 'incidents', user: 'duty', path: (world) => `/incidents?world=${world}`, size: 'desk' },
  { name: 'incident', user: 'duty', path: (world, incident) => `/incidents/${incident}?world=${world}`, size: 'desk' },
  { name: 'warnings', user: 'leader', path: (world) => `/warnings?world=${world}`, size: 'desk' },
  { name: 'reports', user: 'leader', path: (world) => `/reports?world=${world}`, size: 'desk' },
  { name: 'roster', user: 'duty', path: (world) => `/roster?world=${world}`, size: 'desk' },
  { name: 'resources', user: 'duty', path: (world) => `/resources?world=${world}`, size: 'desk' },
  { name: 'hazards', user: 'duty', path: (world) => `/hazards?world=${world}`, size: 'desk' },
  { name: 'drills', user: 'duty', path: (world) => `/drills?world=${world}`, size: 'desk' },
  { name: 'admin', user: 'admin', path: () => '/admin', size: 'desk', quiet: 'quiet' },
  { name: 'field-team', user: 'team1', path: (world) => `/field?world=${world}`, size: 'phone' },
  { name: 'field-village', user: 'village', path: (world) => `/field?world=${world}`, size: 'phone' },
  { name: 'public', user: '', path: () => '/public', size: 'phone', quiet: 'quiet' },
];

const SIZES = { desk: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } } as const;
/** Maps on a software renderer take this long to be whole; nothing else tells when they are. */
const SETTLE_MS = 12_000;

const { values } = parseArgs({
  options: {
    until: { type: 'string', default: '20:47:32' },
    speed: { type: 'string', default: '60' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/shots' },
  },
});

const DrillSchema = z.object({ world: z.string(), worldNow: z.string(), player: z.string() });
const IncidentsSchema = z.object({ incidents: z.array(z.object({ id: z.string(), number: z.number() })) });

/** Starts the storm and lets it run up to the minute; returns the world and its first incident. */
async function playStorm(desk: Desk): Promise<{ world: string; incident: string }> {
  const speed = Number(values.speed);
  const begun = await desk.context.request.post('/api/drills', {
    data: { scenario: 'storm', speed, officers: 'scripted' },
  });
  if (!begun.ok()) throw new Error(`the storm could not be started: ${await begun.text()}`);
  const { world } = DrillSchema.parse(await begun.json());
  const untilMs = Date.parse(`2026-07-18T${values.until}+08:00`);
  for (;;) {
    const all = z
      .object({ drills: z.array(DrillSchema) })
      .parse(await (await desk.context.request.get('/api/drills')).json());
    const drill = all.drills.find((one) => one.world === world);
    if (drill === undefined) throw new Error('the drill is gone');
    const leftMs = (untilMs - Date.parse(drill.worldNow)) / speed;
    if (leftMs <= 0) break;
    process.stdout.write(`  ${drill.worldNow.slice(11, 19)} ${drill.player}\n`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(5000, leftMs)));
  }
  await desk.act({ type: 'SetWorldClock', speed: 1, running: 'paused' }, world);
  const { incidents } = IncidentsSchema.parse(
    await (await desk.context.request.get(`/api/incidents?world=${world}`)).json(),
  );
  const first = incidents.sort((a, b) => a.number - b.number)[0];
  return { world, incident: first?.id ?? '' };
}

async function photograph(
  browser: Browser,
  server: RunningServer,
  screen: Screen,
  theme: 'dark' | 'light',
  locale: 'zh-CN' | 'en',
  at: { world: string; incident: string },
): Promise<void> {
  const options = { viewport: SIZES[screen.size], theme, locale, deviceScaleFactor: screen.size === 'phone' ? 2 : 1 };
  const desk = await openDesk(browser, server, screen.user === '' ? 'wall' : screen.user, options);
  try {
    await desk.page.addInitScript((language) => localStorage.setItem('sitong.language', language), locale);
    await desk.page.goto(screen.path(at.world, at.incident));
    await desk.page.waitForTimeout(SETTLE_MS);
    const file = `${values.out}/${screen.name}-${theme}-${locale === 'en' ? 'en' : 'zh'}.png`;
    await desk.page.screenshot({ path: file });
    process.stdout.write(
      `${file}${desk.troubles.length > 0 ? `  TROUBLE ${desk.troubles.slice(0, 2).join(' | ')}` : ''}\n`,
    );
  } finally {
    await desk.context.close();
  }
}

await mkdir(values.out, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
try {
  const only = values.only?.split(',');
  const duty = await openDesk(browser, server, 'duty');
  const at = await playStorm(duty);
  const looks = values.quick
    ? ([['dark', 'zh-CN']] as const)
    : ([
        ['dark', 'zh-CN'],
        ['light', 'zh-CN'],
        ['dark', 'en'],
        ['light', 'en'],
      ] as const);
  for (const screen of SCREENS) {
    if (only !== undefined && !only.includes(screen.name)) continue;
    for (const [theme, locale] of looks) await photograph(browser, server, screen, theme, locale, at);
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
