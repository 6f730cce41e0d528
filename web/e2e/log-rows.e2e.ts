import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

let server: RunningServer;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  // A laptop: the log is narrow, and what somebody wrote takes one line or several.
  desk = await openDesk(browser, server, 'duty', { viewport: { width: 1366, height: 768 } });
}, 120_000);

afterAll(async () => {
  await desk?.context.close();
  await browser?.close();
  await server?.stop();
});

const SENTENCE = '水洼村进村路塌方车过不去请派路政，';
const LINES = 60;

async function write(text: string): Promise<void> {
  expect(await desk.act({ type: 'EnterDutyLog', text })).toMatchObject({ ok: true });
}

interface Seen {
  /** Between one row and the next below it, pixels: under zero they lie over each other. */
  readonly gaps: readonly number[];
  /** Texts of rows that are cut by their own edge. */
  readonly cut: readonly string[];
  readonly heights: readonly number[];
  /** Of the row with the focus: within the frame of the list, or not. */
  readonly focus: 'none' | 'whole' | 'cut';
  /** By how much the focused row stands below the frame's upper edge. */
  readonly focusAt: number;
}

function look(page: Page): Promise<Seen> {
  return page.getByRole('grid', { name: '值班日志' }).evaluate((grid) => {
    const frame = grid.getBoundingClientRect();
    const rows = [...grid.querySelectorAll<HTMLElement>('[role="row"][data-key]')].sort(
      (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
    );
    const boxes = rows.map((row) => row.getBoundingClientRect());
    const focused = document.activeElement?.closest('[data-key]')?.getBoundingClientRect();
    return {
      gaps: boxes.slice(1).map((box, n) => Math.round(box.top - (boxes[n]?.bottom ?? Number.NaN))),
      cut: rows.filter((row) => row.scrollHeight > row.clientHeight + 1).map((row) => row.textContent ?? ''),
      heights: boxes.map(({ height }) => height),
      focus:
        focused === undefined
          ? 'none'
          : focused.top >= frame.top - 1 && focused.bottom <= frame.bottom + 1
            ? 'whole'
            : 'cut',
      focusAt: Math.round((focused?.top ?? 0) - frame.top),
    };
  });
}

/** What of it may not be: cut, apart or over each other; a scrolled list is drawn a frame later. */
async function standing(page: Page): Promise<{ focus: Seen['focus']; cut: readonly string[]; apart: number[] }> {
  const { focus, cut, gaps } = await look(page);
  return { focus, cut, apart: gaps.filter((px) => Math.abs(px) > 1) };
}

/** Rows that came, and rows already there whose place, look or words were written anew, while something happens. */
async function touchedRows(page: Page, happens: () => Promise<void>): Promise<{ added: number; moved: number }> {
  const grid = page.getByRole('grid', { name: '值班日志' });
  const watched = await grid.evaluateHandle((element) => {
    const there = new Set(element.querySelectorAll('[data-key]'));
    const seen = { added: 0, moved: 0 };
    const observer = new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        for (const node of addedNodes) if (node instanceof Element && node.hasAttribute('data-key')) seen.added += 1;
        const row = (target instanceof Element ? target : target.parentElement)?.closest('[data-key]');
        if (type !== 'childList' && row != null && there.has(row)) seen.moved += 1;
      }
    });
    observer.observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['style', 'class'],
    });
    return { seen, observer };
  });
  await happens();
  await expect.poll(() => watched.evaluate(({ seen }) => seen.added)).toBeGreaterThan(0);
  // Whatever else is drawn for it is drawn by the second frame after.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return watched.evaluate(({ seen, observer }) => {
    observer.disconnect();
    return seen;
  });
}

describe('lines of a log, as high as what they say', () => {
  it('stand one below the other, whole, wherever one walks; news touches no other, and moves none that is being read', async () => {
    const { page } = desk;
    for (let n = 0; n < LINES; n += 1) await write(`${n} ${SENTENCE.repeat(n % 4)}完`);
    await page.goto('/duty');
    const grid = page.getByRole('grid', { name: '值班日志' });
    await grid.getByText(`${LINES - 1} ${SENTENCE}`).waitFor();

    const first = await look(page);
    expect(new Set(first.heights).size).toBeGreaterThan(1);
    expect(first.cut).toEqual([]);
    expect(await standing(page)).toMatchObject({ apart: [] });

    // A line of news, however high, is drawn and measured alone: none of those below is touched.
    const touched = await touchedRows(page, () => write(`新 ${SENTENCE.repeat(3)}`));
    expect(touched).toEqual({ added: 1, moved: 0 });
    expect(await standing(page)).toMatchObject({ cut: [], apart: [] });

    await grid.focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await look(page)).focus).toBe('whole');
    for (let n = 0; n < 25; n += 1) {
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => standing(page)).toEqual({ focus: 'whole', cut: [], apart: [] });
    }

    // What is being read stays where it is, and says that something waits.
    const { focusAt } = await look(page);
    await write(SENTENCE.repeat(3));
    await page.getByText('1条新消息').waitFor();
    expect((await look(page)).focusAt + (await barPx(page))).toBe(focusAt);
    await page.keyboard.press('Home');
    await expect.poll(async () => (await look(page)).focusAt).toBe(0);
    expect(await standing(page)).toEqual({ focus: 'whole', cut: [], apart: [] });

    // Another width, another number of lines: the row with the focus stays in view.
    await page.keyboard.press('PageDown');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => standing(page)).toEqual({ focus: 'whole', cut: [], apart: [] });
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect.poll(() => standing(page)).toEqual({ focus: 'whole', cut: [], apart: [] });
    expect(desk.troubles).toEqual([]);
  }, 90_000);
});

/** The bar of new lines takes its height from above: what is read stands where it stood on the screen. */
async function barPx(page: Page): Promise<number> {
  const box = await page.getByRole('button', { name: /条新消息/ }).boundingBox();
  return box?.height ?? 0;
}
