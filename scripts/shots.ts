import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { acceptPictures } from '../web/visual/accept.ts';
import { cutTexts } from '../web/visual/cut-texts.ts';
import { speakLonger } from '../web/visual/longer-english.ts';
import { type Look, pictureBrowser, stillWindow } from '../web/visual/photograph.ts';
import { DESK_SIZES, type DeskSize, SCREENS, type Screen, SIZES, VISIONS, type Vision } from '../web/visual/screens.ts';
import { openStill, type Still } from '../web/visual/still.ts';
import { stills } from '../web/visual/stills.ts';
import { recordOrdinaryDay } from './shots/ordinary-day/record-day.ts';
import { playStorm } from './shots/play-storm.ts';
import { ORDINARY_DAY, record, STORM, writeRecording } from './shots/recording.ts';

/**
 * `pnpm shots [--only wall,duty] [--looks dark-zh,light-en] [--sizes desk,narrow,laptop] [--vision] [--out DIR]`: takes
 * every screen in the recorded storm at 20:47:32 (and some on an ordinary day): wall and desk at 1920 × 1080 (with
 * `--sizes` also or only at 1440 × 900 and 1366 × 768), phone at 390 × 844 @2x, dark and light, zh and en unless
 * `--looks` names others (`contrast-zh` and `contrast-en` only so).
 * `--vision` takes each as it is seen without colour and with the three colour deficiencies instead.
 * `--longer` takes English with every text 1.4 times as long; `--cut` names beside each picture the texts that cannot be
 * read whole in it.
 * The clock stands, so a second run gives the same pictures.
 *
 * `--accept` renews the pictures that the visual test compares with (`web/visual/accepted`).
 * `--record [--until 20:47:32] [--speed 60]` plays the storm anew with scripted officers and keeps it as the recording;
 * `--record-day` does so with the ordinary day that lies in the live world.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sizes: { type: 'string', default: 'desk' },
    looks: { type: 'string', default: 'dark-zh,light-zh,dark-en,light-en' },
    vision: { type: 'boolean', default: false },
    longer: { type: 'boolean', default: false },
    cut: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out/shots' },
    accept: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    'record-day': { type: 'boolean', default: false },
    until: { type: 'string', default: '20:47:32' },
    speed: { type: 'string', default: '60' },
  },
});

const ALL_LOOKS = [
  ['dark', 'zh-CN'],
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['light', 'en'],
  ['contrast', 'zh-CN'],
  ['contrast', 'en'],
] as const;
const LOOKS = ALL_LOOKS.filter(([theme, locale]) =>
  values.looks.split(',').includes(`${theme}-${locale === 'en' ? 'en' : 'zh'}`),
);
if (LOOKS.length === 0) throw new Error(`--looks ${values.looks}: such as dark-zh,light-en`);
const sizes: readonly DeskSize[] = DESK_SIZES.filter((size) => values.sizes.split(',').includes(size));
if (sizes.length === 0) throw new Error(`--sizes ${values.sizes}: none of ${DESK_SIZES.join(', ')}`);
const visions: readonly (Vision | 'whole')[] = values.vision ? VISIONS : ['whole'];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function photographAll(): Promise<void> {
  const browser = await pictureBrowser();
  const servers = stills();
  try {
    const only = values.only?.split(',');
    for (const screen of SCREENS) {
      if (only !== undefined && !only.includes(screen.name)) continue;
      for (const size of screen.size === 'desk' ? sizes : [screen.size]) {
        for (const [theme, locale] of LOOKS) {
          // One that does not come to rest (a busy machine draws maps slowly) is said and left, not the others.
          await photograph(await servers.next(), screen, size, theme, locale).catch((error: unknown) => {
            if (!browser.isConnected()) throw error;
            process.exitCode = 1;
            say(`${screen.name} ${size} ${theme} ${locale}  MISSING ${String(error).split('\n')[0]}`);
          });
        }
      }
    }
  } finally {
    await browser.close();
    await servers.stop();
  }

  async function photograph(
    still: Still,
    screen: Screen,
    size: keyof typeof SIZES,
    theme: Look['theme'],
    locale: Look['locale'],
  ): Promise<void> {
    const { page, picture, close } = await stillWindow(browser, still, screen.user, {
      theme,
      locale,
      viewport: SIZES[size],
      scale: size === 'phone' ? 2 : 1,
    });
    if (values.longer) await speakLonger(page.context());
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    try {
      const answer = await page.goto(screen.path(still.world, still.incident));
      if (answer?.ok() !== true) throw new Error(`answered ${answer?.status()}`);
      const name = [
        screen.name,
        ...(size === 'narrow' || size === 'laptop' ? [size] : []),
        theme,
        locale === 'en' ? 'en' : 'zh',
        ...(values.longer ? ['longer'] : []),
      ].join('-');
      const eyes = await page.context().newCDPSession(page);
      for (const vision of visions) {
        if (vision !== 'whole') await eyes.send('Emulation.setEmulatedVisionDeficiency', { type: vision });
        const file = `${values.out}/${name}${vision === 'whole' ? '' : `-${vision}`}.png`;
        await writeFile(file, await picture());
        if (values.cut) for (const text of await cutTexts(page)) say(`  ${text}`);
        say(`${file}${troubles.length > 0 ? `  TROUBLE ${troubles.slice(0, 2).join(' | ')}` : ''}`);
      }
    } finally {
      await close();
    }
  }
}

if (values.record) {
  await playStorm({ until: values.until, speed: Number(values.speed), say }, async (database, world, incident) => {
    const pool = new pg.Pool({ connectionString: database });
    await writeRecording(STORM, await record(pool, world, incident));
    await pool.end();
  });
  say('recorded: web/visual/storm.json.gz');
} else if (values['record-day']) {
  await writeRecording(ORDINARY_DAY, await recordOrdinaryDay());
  say('recorded: web/visual/ordinary-day.json.gz');
} else if (values.accept) {
  const still = await openStill();
  try {
    await acceptPictures(still, say);
  } finally {
    await still.stop();
  }
} else {
  await mkdir(values.out, { recursive: true });
  await photographAll();
}
process.exit();
