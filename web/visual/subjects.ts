import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { type Look, stillWindow } from './photograph.ts';
import type { Still } from './still.ts';

/** One thing that is compared: a part of the gallery, or a screen. */
export interface Subject {
  /** File name below `accepted/`, without the ending. */
  readonly name: string;
  readonly picture: PNG;
}

const THEMES = ['dark', 'light'] as const;

/**
 * A handful of screens, in the recorded storm and on a quiet day. Maps are left white: how a software renderer
 * draws a hill differs by machine, and what is on the map stands in the lists beside it.
 */
const SCREENS: readonly { name: string; user: string; path: (still: Still) => string; theme: Look['theme'] }[] = [
  { name: 'duty', user: 'duty', path: ({ world }) => `/duty?world=${world}`, theme: 'dark' },
  { name: 'duty-quiet', user: 'duty', path: () => '/duty', theme: 'light' },
  { name: 'dispatch', user: 'duty', path: ({ world }) => `/dispatch?world=${world}`, theme: 'light' },
  {
    name: 'incident',
    user: 'duty',
    path: ({ world, incident }) => `/incidents/${incident}?world=${world}`,
    theme: 'dark',
  },
  { name: 'warnings', user: 'leader', path: ({ world }) => `/warnings?world=${world}`, theme: 'dark' },
  { name: 'reports', user: 'leader', path: ({ world }) => `/reports?world=${world}`, theme: 'light' },
];

const HIDE_MAPS = `document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '[data-pane]:has([data-map]) { visibility: hidden !important; }';
  document.head.append(style);
});`;

/** Photographs every subject. */
export async function photographSubjects(browser: Browser, still: Still): Promise<Subject[]> {
  const subjects: Subject[] = [];
  for (const theme of THEMES) subjects.push(...(await galleryParts(browser, still, theme)));
  for (const screen of SCREENS) {
    const { page, picture, close } = await stillWindow(browser, still, screen.user, look(screen.theme, 1440, 900));
    await page.addInitScript({ content: HIDE_MAPS });
    await page.goto(screen.path(still));
    await page.getByRole('navigation').first().waitFor();
    subjects.push({ name: `screen-${screen.name}-${screen.theme}`, picture: PNG.sync.read(await picture()) });
    await close();
  }
  return subjects;
}

function look(theme: Look['theme'], width: number, height: number): Look {
  return { theme, locale: 'zh-CN', viewport: { width, height }, scale: 1 };
}

/** Every section of the gallery, cut out of one long picture. */
async function galleryParts(browser: Browser, still: Still, theme: Look['theme']): Promise<Subject[]> {
  const { page, picture, close } = await stillWindow(browser, still, null, look(theme, 1280, 1000));
  try {
    await page.goto('/gallery');
    const sections = page.locator('section[aria-label]:has(> h2)');
    await sections.last().waitFor();
    const whole = PNG.sync.read(await picture('page'));
    const boxes = await sections.evaluateAll((all) =>
      all.map((section) => {
        const { x, y, width, height } = section.getBoundingClientRect();
        const name = section.getAttribute('aria-label') ?? '';
        return { name, x, y, width, height };
      }),
    );
    const seen = new Map<string, number>();
    return boxes.map(({ name, ...box }) => {
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      const part = times === 1 ? kebab(name) : `${kebab(name)}-${times}`;
      return { name: `part-${part}-${theme}`, picture: cutOut(whole, box) };
    });
  } finally {
    await close();
  }
}

/** `ConsoleHeader · Footer` as a file name: `console-header-footer`. */
function kebab(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z]+/g, '-')
    .toLowerCase();
}

function cutOut(from: PNG, box: { x: number; y: number; width: number; height: number }): PNG {
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  const width = Math.min(from.width - x, Math.round(box.width));
  const height = Math.min(from.height - y, Math.round(box.height));
  const part = new PNG({ width, height });
  PNG.bitblt(from, part, x, y, width, height, 0, 0);
  return part;
}
