import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureBrowser, type StillWindow, stillWindow } from '../visual/photograph.ts';
import { openStill, type Still } from '../visual/still.ts';
import { STILL_MS } from '../visual/still-time.ts';

let still: Still;
let browser: Browser;
let desk: StillWindow;
beforeAll(async () => {
  [still, browser] = await Promise.all([openStill(), pictureBrowser()]);
  const viewport = { width: 1440, height: 900 };
  desk = await stillWindow(browser, still, 'duty', { theme: 'light', locale: 'zh-CN', viewport, scale: 1 });
  await desk.page.goto(`/replay?world=${still.world}&at=2026-07-18T20:40:30%2B08:00`);
});
afterAll(async () => {
  await browser.close();
  await still.stop();
});

const slider = () => desk.page.getByRole('slider', { name: '回放位置' });
const at = () => slider().getAttribute('aria-valuetext');
/** The map is drawn by the processor: on a busy machine a key is answered when it has time. */
const soon = (look: () => Promise<string | null>) => expect.poll(look, { timeout: 30_000 });

describe('the replay of the recorded storm', () => {
  it('shows the moment asked for: the counts, what each knew, how quickly it went', async () => {
    const { page } = desk;
    await soon(at).toBe('20:40:30');
    await page.getByRole('region', { name: '此刻各方所知' }).getByText('贺家桥雨量站 达暴雨红色').first().waitFor();
    await page.getByRole('row', { name: /首条指令.*未达标/ }).waitFor();
    expect(await page.getByRole('img', { name: '尚未得知' }).count()).toBeGreaterThan(0);
  });

  it('is walked by keys: ten seconds, five minutes, to its ends, to the next turning point', async () => {
    const { page } = desk;
    await slider().focus();
    await page.keyboard.press('ArrowRight');
    await soon(at).toBe('20:40:40');
    await page.keyboard.press('PageDown');
    await soon(at).toBe('20:35:40');
    await page.keyboard.press('Home');
    await soon(at).toMatch(/^19:30/);
    await page.getByRole('row', { name: /首条指令.*未发生/ }).waitFor();
    await page.getByRole('button', { name: '下一个节点' }).focus();
    await page.keyboard.press('Enter');
    await soon(at).toMatch(/^20:21/);
  });

  it('plays at fifteen times and stands again, with Space', async () => {
    const { page } = desk;
    await slider().focus();
    await page.keyboard.press('Home');
    await soon(at).toMatch(/^19:30/);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '暂停' }).waitFor();
    // The machine's clock goes on by two seconds: half a minute of the evening.
    await page.clock.setFixedTime(STILL_MS + 2000);
    await soon(at).toMatch(/^19:30:[34]/);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '播放' }).waitFor();
  });

  it('says nothing serious to axe', async () => {
    const { violations } = await new AxeBuilder({ page: desk.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    expect(grave).toEqual([]);
  });
});
