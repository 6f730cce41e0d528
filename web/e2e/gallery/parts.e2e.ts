import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GalleryRoom, openGalleryRoom } from './page.ts';

let room: GalleryRoom;
beforeAll(async () => {
  room = await openGalleryRoom();
});
afterAll(() => room.close());

const alarms = (page: Page) => page.getByRole('grid', { name: '告警', exact: true });
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-key]')?.getAttribute('data-key') ?? null);

describe('the page', () => {
  it('asks nothing of the outside and breaks no content policy', async () => {
    const { page, complaints } = await room.open();
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByText('Gallery').waitFor();
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.close();
  });
});

describe('for who wants stillness', () => {
  it('nothing moves, and what would blink stands framed instead', async () => {
    const { page } = await room.open();
    await page.locator('.level-glyph[data-blinking]').first().waitFor();
    await expect.poll(() => page.evaluate(() => document.getAnimations().length), { timeout: 20_000 }).toBe(0);
    const looks = await page.evaluate(() => {
      document.documentElement.setAttribute('data-blink-off', '');
      return [...document.querySelectorAll('.level-glyph[data-blinking]')].map((glyph) => {
        const { opacity, outlineStyle } = getComputedStyle(glyph);
        return `${opacity} ${outlineStyle}`;
      });
    });
    expect(new Set(looks)).toEqual(new Set(['1 solid']));
    await page.close();
  });
});

describe('lists', () => {
  it('are walked with J, K, arrows, Home and End', async () => {
    const { page } = await room.open();
    await alarms(page).getByRole('row').first().focus();
    await page.keyboard.press('j');
    expect(await focusedRow(page)).toBe('A-2040');
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow(page)).toBe('A-2038');
    await page.keyboard.press('k');
    expect(await focusedRow(page)).toBe('A-2040');
    await page.keyboard.press('End');
    expect(await focusedRow(page)).toBe('A-2036');
    await page.keyboard.press('Home');
    expect(await focusedRow(page)).toBe('A-2041');
    await page.close();
  });

  it('do not move the row under the cursor when rows come in above it, and show them on Home', async () => {
    const { page } = await room.open();
    const row = alarms(page).getByRole('row', { name: '洛城桥站 水位快涨' });
    await row.focus();
    // Somebody walks there: a row that a screen gave the focus to by itself (F3) is not held.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow(page)).toBe('A-2038');
    const before = await row.boundingBox();
    // The button is pressed without taking the focus away, as a message from the server would.
    await page.getByRole('button', { name: '来一条' }).dispatchEvent('click');
    const bar = page.getByRole('button', { name: /1条新消息/ });
    await bar.waitFor();
    const barHeight = (await bar.boundingBox())?.height ?? 0;
    const after = await row.boundingBox();
    expect((after?.y ?? 0) - (before?.y ?? 0)).toBeLessThanOrEqual(barHeight + 1);
    expect(await focusedRow(page)).toBe('A-2038');
    await page.keyboard.press('Home');
    await bar.waitFor({ state: 'detached' });
    expect(await alarms(page).getByRole('row').first().getAttribute('data-key')).toBe('new1');
    await page.close();
  });

  it('draw only what is in view of four hundred rows', async () => {
    const { page } = await room.open();
    const table = page.getByRole('grid', { name: '四百支队伍' });
    expect(await table.getAttribute('aria-rowcount')).toBe('401');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    expect(await focusedRow(page)).not.toBeNull();
    await page.close();
  });
});

describe('keys', () => {
  it('a name typed in a table leads to no row: letters are acts there', async () => {
    const { page } = await room.open({ language: 'en' });
    await page.getByRole('grid', { name: 'Four hundred teams' }).getByRole('row').nth(1).focus();
    const here = await focusedRow(page);
    await page.keyboard.type('fengyuan team 25');
    expect(await focusedRow(page)).toBe(here);
    await page.keyboard.press('ArrowDown');
    expect(await focusedRow(page)).not.toBe(here);
    await page.close();
  });

  it('F1 opens the help of this screen, and the dialog has the keyboard to itself', async () => {
    const { page } = await room.open();
    await page.keyboard.press('F1');
    const help = page.getByRole('dialog', { name: '快捷键' });
    await help.waitFor();
    await page.keyboard.press('F4');
    expect(await page.getByRole('alertdialog').count()).toBe(0);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.close();
  });

  it('say why a key does nothing now', async () => {
    const { page } = await room.open();
    await page.keyboard.press('F4');
    await page.getByRole('alertdialog', { name: '没有未确认告警' }).waitFor();
    await page.close();
  });

  it('are kept from the browser', async () => {
    const { page } = await room.open();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      window.addEventListener('keydown', (event) => seen.push(`${event.key}:${event.defaultPrevented}`));
      document.addEventListener('keydown', (event) => seen.push(`${event.key}:${event.defaultPrevented}`));
    });
    for (const key of ['F3', 'F7', 'Alt+1']) await page.keyboard.press(key);
    // Nothing reaches the page's own listeners: the registry took the keys before, prevented.
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.filter((entry) => !entry.startsWith('Alt:'))).toEqual([]);
    await page.close();
  });

  it('F6 walks from pane to pane', async () => {
    const { page } = await room.open();
    const pane = () =>
      page.evaluate(() => {
        const panes = [...document.querySelectorAll('[data-pane]')];
        return panes.findIndex((element) => element.contains(document.activeElement));
      });
    await page.keyboard.press('F6');
    const first = await pane();
    await page.keyboard.press('F6');
    const second = await pane();
    await page.keyboard.press('Shift+F6');
    expect(first).toBe(0);
    expect(second).toBe(1);
    expect(await pane()).toBe(0);
    await page.close();
  });
});

describe('the command line', () => {
  it('leaves Enter and Esc to the input method while it composes', async () => {
    const { page } = await room.open();
    const line = page.getByRole('combobox', { name: '命令行' });
    await line.focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Input.imeSetComposition', { text: '派', selectionStart: 1, selectionEnd: 1 });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await line.inputValue()).toContain('派');
    await session.send('Input.insertText', { text: '派' });
    await line.pressSequentially(' zz1 I-0142');
    await page.getByText('调度指令D-0388').waitFor();
    await page.close();
  });

  it('shows what it understood, keeps a refused line, and offers a picker for an ambiguous one', async () => {
    const { page } = await room.open();
    const line = page.getByRole('combobox', { name: '命令行' });
    await line.fill('派　ｚｚ１ I-0142');
    await line.press('Enter');
    await page.getByRole('alert').filter({ hasText: '赵庄1队已被派往' }).waitFor();
    expect(await line.inputValue()).toBe('派　ｚｚ１ I-0142');
    await line.fill('派 zz');
    await line.press('Enter');
    await page.getByRole('option', { name: /赵庄1队/ }).waitFor();
    await line.press('ArrowDown');
    await line.press('Enter');
    expect(await line.inputValue()).toBe('派 zzq I-0142');
    await page.close();
  });
});

describe('buttons and dialogs', () => {
  it('tell why they cannot be pressed, to eyes and ears', async () => {
    const { page } = await room.open();
    const sign = page.getByRole('button', { name: '签发' }).first();
    await sign.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    const tip = page.getByRole('tooltip', { name: '须由另一人审核' });
    await tip.waitFor();
    expect(await sign.getAttribute('aria-disabled')).toBe('true');
    expect(await sign.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
    await page.close();
  });

  it('two persons: nothing goes out before both are there, and a refusal keeps the form', async () => {
    const { page } = await room.open();
    await page.getByRole('button', { name: '双人确认' }).click();
    const dialog = page.getByRole('dialog');
    const issue = dialog.getByRole('button', { name: /^发布/ });
    expect(await issue.getAttribute('aria-disabled')).toBe('true');
    await dialog.getByLabel(/请输入/).fill('红色');
    await dialog.getByRole('button', { name: /复核人/ }).click();
    expect(await page.getByRole('option', { name: /王晓燕/ }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('option', { name: /李建国/ }).click();
    await dialog.getByLabel(/复核人口令/).fill('x');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('口令不正确').waitFor();
    expect(await dialog.getByLabel(/复核人口令/).inputValue()).toBe('');
    await page.close();
  });
});
