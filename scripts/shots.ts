import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from '../web/e2e/harness.ts';
import { perform } from './scenario/perform.ts';

/**
 * `pnpm shots [--until 20:47:32] [--speed 60] [--only wall,duty] [--quick] [--narrow]`: plays the storm with scripted
 * officers up to a minute of the evening, stops its clock there, and photographs every screen: wall and desk at
 * 1920 × 1080 (1440 × 900 with `--narrow`), phone at 390 × 844 @2x, dark and light, zh and en. Pictures go to `out/shots`.
 */
interface Screen {
  name: string;
  user: string;
  path: (world: string, incident: string) => string;
  size: keyof typeof SIZES;
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

const SIZES = {
  desk: { width: 1920, height: 1080 },
  /** A laptop, and the smallest a desk is drawn for. */
  narrow: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
/** Maps on a software renderer take this long to be whole; nothing else tells when they are. */
const SETTLE_MS = 12_000;

const { values } = parseArgs({
  options: {
    until: { type: 'string', default: '20:47:32' },
    speed: { type: 'string', default: '60' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    narrow: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/shots' },
  },
});

const DrillSchema = z.object({ world: z.string(), token: z.string(), jt808Port: z.number().optional() });
const IncidentsSchema = z.object({ incidents: z.array(z.object({ id: z.string(), number: z.number() })) });

/** Plays the storm up to the minute, its clock standing there; the world and its first incident. */
async function playStorm(desk: Desk, url: string): Promise<{ world: string; incident: string }> {
  const begun = await desk.context.request.post('/api/drills', {
    data: { scenario: 'storm', speed: Number(values.speed), officers: 'scripted', player: 'caller' },
  });
  if (!begun.ok()) throw new Error(`the storm could not be started: ${await begun.text()}`);
  const { world, token, jt808Port } = DrillSchema.parse(await begun.json());
  const say = (line: string): boolean => process.stdout.write(`  ${line}\n`);
  // Played by the same program as every storm: it slows down before the minute and stops on it, at any speed.
  const { until } = values;
  await perform({ url, world, token, jt808Port, officers: 'scripted', seed: 7, until, begins: 'first', say });
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
  const size = screen.size === 'desk' && values.narrow ? 'narrow' : screen.size;
  const options = { viewport: SIZES[size], theme, locale, deviceScaleFactor: screen.size === 'phone' ? 2 : 1 };
  const desk = await openDesk(browser, server, screen.user === '' ? 'wall' : screen.user, options);
  try {
    await desk.page.addInitScript((language) => localStorage.setItem('sitong.language', language), locale);
    await desk.page.goto(screen.path(at.world, at.incident));
    await desk.page.waitForTimeout(SETTLE_MS);
    const name = size === 'narrow' ? `${screen.name}-narrow` : screen.name;
    const file = `${values.out}/${name}-${theme}-${locale === 'en' ? 'en' : 'zh'}.png`;
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
  const at = await playStorm(duty, server.url);
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
