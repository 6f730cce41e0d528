import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GalleryRoom, openGalleryRoom } from './page.ts';

let room: GalleryRoom;
let page: Page;
beforeAll(async () => {
  room = await openGalleryRoom();
  page = (await room.open({ theme: 'dark', language: 'zh-CN' })).page;
});
afterAll(() => room.close());

/** Each theme in the language its buttons are in at that moment; English last. */
const looks = [
  ['dark', '深色', '中文'],
  ['light', '浅色', '中文'],
  ['contrast', '高对比', '中文'],
  ['light', '浅色', 'English'],
] as const;

describe('axe finds nothing serious in any part (ux.md §8)', () => {
  it.each(looks)('%s (%s %s)', async (theme, button, language) => {
    await page.getByRole('radio', { name: button }).click();
    await page.getByRole('radio', { name: language }).click();
    await page.locator(`html[data-theme="${theme}"][lang="${language === 'English' ? 'en' : 'zh-CN'}"]`).waitFor();
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
    expect(grave).toEqual([]);
  });
});
