import type { Browser, CDPSession, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, newCommandId, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { done } from './prepare.ts';

/**
 * Chinese typed as an input method types it: a composition in the field, and keys that are the input method's. Enter
 * picks a hanzi and submits nothing, Esc drops it and closes nothing, letters spell and act on nothing (ux.md §5).
 */
const incidentId = newCommandId();
const place = { name: '善化村', point: { lon: 109.879425, lat: 35.345843 }, division: '610525101233' };

let server: RunningServer;
let browser: Browser;
let duty: Desk;
let cdp: CDPSession;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
  // The test's own limit decides, not each step's: two cores may be busy.
  duty.page.setDefaultTimeout(110_000);
  cdp = await duty.context.newCDPSession(duty.page);
  await done(duty, {
    type: 'ReportIncident',
    incidentId,
    hazard: 'flash_flood',
    title: '山洪 善化村',
    grade: 3,
    place: { ...place, by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const page = () => duty.page;

/** Spelt so far, underlined in the field. */
const compose = (text: string) =>
  cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
/** Chosen: takes the place of what was spelt. */
const choose = (text: string) => cdp.send('Input.insertText', { text });

/** A key the input method took, in every way browsers tell of one: by name or as “Process”, always with code 229. */
async function imeKey(key: string, code = key, modifiers = 0): Promise<void> {
  for (const told of ['Process', key]) {
    const press = { key: told, code, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229, modifiers };
    await cdp.send('Input.dispatchKeyEvent', { ...press, type: 'rawKeyDown' });
    await cdp.send('Input.dispatchKeyEvent', { ...press, type: 'keyUp' });
  }
}

/** The machine may be busy. */
const SOON = { timeout: 60_000 };
const CTRL = 2;

/** Spells, presses everything an input method takes, chooses; the field stands as it stood, with the hanzi in it. */
async function types(field: Locator, spelt: string, hanzi: string): Promise<void> {
  await field.waitFor();
  const before = await field.inputValue();
  await compose(spelt);
  await expect.poll(() => field.inputValue(), SOON).toBe(before + spelt);
  await imeKey('Enter');
  await imeKey('Enter', 'Enter', CTRL);
  await imeKey('Escape');
  await imeKey('s', 'KeyS');
  await imeKey('ArrowDown');
  expect(await field.inputValue()).toBe(before + spelt);
  await choose(hanzi);
  await expect.poll(() => field.inputValue(), SOON).toBe(before + hanzi);
  // Safari tells the Enter that chose only after the composition is over.
  await imeKey('Enter');
  await imeKey('Escape');
  expect(await field.inputValue()).toBe(before + hanzi);
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
}

/** Everything that happened in the county so far. */
async function happened(): Promise<string> {
  return (await duty.context.request.get('/api/log?since=0&limit=1000')).text();
}

describe('an input method is composing', () => {
  it('on the command line', async () => {
    await page().goto('/duty');
    await page().getByRole('heading', { name: '值班日志' }).waitFor();
    await page().keyboard.press('Control+k');
    const line = page().getByRole('combobox', { name: '命令行' });
    await types(line, 'ji', '记');
    await page().keyboard.press('Space');
    await types(line, 'shanhuaqiaofengbi', '善化桥封闭');
    expect(await happened()).not.toContain('善化桥');
    await page().keyboard.press('Enter');
    await page().getByRole('grid', { name: '值班日志' }).getByText('善化桥封闭').waitFor();
    await page().keyboard.press('Escape');
    await line.waitFor({ state: 'detached' });
  });

  it('in an entry of the log', async () => {
    await page().keyboard.press('F9');
    const dialog = page().getByRole('dialog');
    await types(dialog.getByRole('textbox', { name: '内容' }), 'cunlidaodian', '村里断电');
    expect(await happened()).not.toContain('村里断电');
    await page().keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page().getByRole('grid', { name: '值班日志' }).getByText('村里断电').waitFor();
  });

  it('in a picker: the list narrows to what was chosen and nothing is taken by itself', async () => {
    await page().keyboard.press('F2');
    const dialog = page().getByRole('dialog');
    const hazard = dialog.getByRole('combobox', { name: /^灾种/ });
    await expect.poll(() => hazard.evaluate((element) => element === document.activeElement), SOON).toBe(true);
    await types(hazard, 'hua', '滑坡');
    await page().getByRole('option', { name: /滑坡/ }).waitFor();
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await page().keyboard.press('Tab');
    await types(dialog.getByRole('combobox', { name: /^地点/ }), 'shan', '善化');
    await page()
      .getByRole('option', { name: /善化村/ })
      .waitFor();
    // The list of places closes first, then the sheet.
    await page().keyboard.press('Escape');
    await page().keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await happened()).not.toContain('滑坡');
  });

  it('in a search field, and letters over a list while the input method is on', async () => {
    await page().goto('/incidents');
    const grid = page().getByRole('grid', { name: '事件' });
    await grid.getByText('I-0001').waitFor();
    await page().keyboard.press('F6');
    await page().keyboard.press('F6');
    await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role')), SOON).toBe('row');
    for (const [key, code] of [
      ['m', 'KeyM'],
      ['b', 'KeyB'],
      [' ', 'Space'],
      ['Enter', 'Enter'],
    ] as const)
      await imeKey(key, code);
    expect(new URL(page().url()).pathname).toBe('/incidents');
    expect(await page().getByRole('dialog').count()).toBe(0);
    const search = page().getByRole('searchbox', { name: '查找' });
    await search.focus();
    await types(search, 'shan', '山洪');
    await grid.getByText('I-0001').waitFor();
    expect(new URL(page().url()).pathname).toBe('/incidents');
  });

  it('in the note of an incident', async () => {
    await page().goto(`/incidents/${incidentId}`);
    await page().getByRole('grid', { name: '时间线' }).waitFor();
    await page().keyboard.press('F9');
    await types(page().getByRole('textbox', { name: '记一条' }), 'pojiao', '坡脚有新裂缝');
    expect(await happened()).not.toContain('坡脚');
    await page().keyboard.press('Enter');
    await page().getByRole('grid', { name: '时间线' }).getByText('坡脚有新裂缝').waitFor();
  });

  it('in the text of an order', async () => {
    await page().goto(`/dispatch?incident=${incidentId}`);
    const row = page().getByRole('grid', { name: '推荐队伍' }).getByRole('row').first();
    await row.waitFor();
    await row.press('Enter');
    const dialog = page().getByRole('dialog');
    const task = dialog.getByLabel('任务', { exact: false }).first();
    await task.focus();
    await page().keyboard.press('Control+a');
    await page().keyboard.press('Delete');
    await types(task, 'zhuanyi', '转移沟口组');
    expect(await happened()).not.toContain('沟口组');
    await page().keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(happened, SOON).toContain('转移沟口组');
    expect(duty.troubles).toEqual([]);
  });
});
