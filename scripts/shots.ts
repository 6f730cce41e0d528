import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { acceptPictures } from '../web/visual/accept.ts';
import { type Look, pictureBrowser, stillWindow } from '../web/visual/photograph.ts';
import { openStill, type Still } from '../web/visual/still.ts';
import { playStorm } from './shots/play-storm.ts';
import { record, writeRecording } from './shots/recording.ts';
import { SCREENS, type Screen, SIZES } from './shots/screens.ts';

/**
 * `pnpm shots [--only wall,duty] [--quick] [--narrow] [--out out/shots]`: photographs every screen in the recorded
 * storm at 20:47:32 (and some on a quiet day): wall and desk at 1920 × 1080 (1440 × 900 with `--narrow`), phone at
 * 390 × 844 @2x, dark and light, zh and en; `--quick` dark and zh only. The clock stands, so a second run gives the
 * same pictures.
 *
 * `--accept` renews the pictures that the visual test compares with (`web/visual/accepted`).
 * `--record [--until 20:47:32] [--speed 60]` plays the storm anew with scripted officers and keeps it as the recording.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    narrow: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/shots' },
    accept: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    until: { type: 'string', default: '20:47:32' },
    speed: { type: 'string', default: '60' },
  },
});

const LOOKS = values.quick
  ? ([['dark', 'zh-CN']] as const)
  : ([
      ['dark', 'zh-CN'],
      ['light', 'zh-CN'],
      ['dark', 'en'],
      ['light', 'en'],
    ] as const);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function photographAll(still: Still): Promise<void> {
  const browser = await pictureBrowser();
  try {
    const only = values.only?.split(',');
    for (const screen of SCREENS) {
      if (only !== undefined && !only.includes(screen.name)) continue;
      for (const [theme, locale] of LOOKS) await photograph(screen, theme, locale);
    }
  } finally {
    await browser.close();
  }

  async function photograph(screen: Screen, theme: Look['theme'], locale: Look['locale']): Promise<void> {
    const size = screen.size === 'desk' && values.narrow ? 'narrow' : screen.size;
    const scale = screen.size === 'phone' ? 2 : 1;
    const { page, picture, close } = await stillWindow(browser, still, screen.user, {
      theme,
      locale,
      viewport: SIZES[size],
      scale,
    });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    try {
      await page.goto(screen.path(still.world, still.incident));
      const name = size === 'narrow' ? `${screen.name}-narrow` : screen.name;
      const file = `${values.out}/${name}-${theme}-${locale === 'en' ? 'en' : 'zh'}.png`;
      await writeFile(file, await picture());
      say(`${file}${troubles.length > 0 ? `  TROUBLE ${troubles.slice(0, 2).join(' | ')}` : ''}`);
    } finally {
      await close();
    }
  }
}

if (values.record) {
  await playStorm({ until: values.until, speed: Number(values.speed), say }, async (database, world, incident) => {
    const pool = new pg.Pool({ connectionString: database });
    await writeRecording(await record(pool, world, incident));
    await pool.end();
  });
  say('recorded: web/visual/storm.json.gz');
} else {
  const still = await openStill();
  try {
    if (values.accept) await acceptPictures(still, say);
    else {
      await mkdir(values.out, { recursive: true });
      await photographAll(still);
    }
  } finally {
    await still.stop();
  }
}
process.exit(0);
