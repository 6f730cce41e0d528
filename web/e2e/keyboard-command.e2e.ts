import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, newCommandId, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';
import { KeysOnly } from './keys-only.ts';
import { done, settle, teamTells } from './prepare.ts';

/**
 * Command worked by keys alone: two reports of one matter merged and parted again, graded, the response signed and its
 * tasks worked, handed over, closed. After every key something has the focus and shows it.
 */
const SHANHUA = '610525101233';
const TEAM = 'team-fengyuan-1';
const first = newCommandId();

let server: RunningServer;
let browser: Browser;
let duty: Desk;
let commander: Desk;
let keys: KeysOnly;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
  commander = await openDesk(browser, server, 'commander');
  // The test's own limit decides, not each step's: two cores may be busy.
  for (const { page } of [duty, commander]) page.setDefaultTimeout(110_000);
  keys = new KeysOnly(duty.page);
  await done(duty, {
    type: 'ReportIncident',
    incidentId: first,
    hazard: 'flash_flood',
    title: '山洪 善化村',
    grade: 3,
    place: { name: '善化村', point: { lon: 109.879425, lat: 35.345843 }, division: SHANHUA, by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'trapped', value: 3 }],
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const page = () => duty.page;
const timeline = (text: string | RegExp) => page().getByRole('grid', { name: '时间线' }).getByText(text).first();
const header = (text: string | RegExp) =>
  page().getByRole('banner').or(page().locator('header')).getByText(text).first();

/** From anywhere in the room: the act's button in the header, once it may be pressed; the focus is in its dialog. */
async function act(name: string): Promise<void> {
  // What makes an act possible comes with an event; Tab looking for it before would walk out of the page's end.
  await page()
    .getByRole('button', { name: new RegExp(`^${name}`), disabled: false })
    .first()
    .waitFor();
  await keys.pane(/^山洪/);
  await keys.to(new RegExp(`^button ${name}`));
  await keys.press('Enter');
  await page().getByRole('dialog').waitFor();
  await keys.kept();
}

/** Ctrl+Enter, and the dialog is gone because the server said yes. */
async function send(): Promise<void> {
  await keys.press('Control+Enter');
  await page().getByRole('dialog').waitFor({ state: 'detached' });
  await keys.kept();
}

describe('command by keys alone', () => {
  it('[CMD-4] a second report near by: the first is offered, looked at, and called another', async () => {
    await page().goto('/incidents');
    await page().getByRole('row').filter({ hasText: 'I-0001' }).waitFor();
    await keys.press('F2');
    await keys.arrives(/^combobox .*灾种/);
    await page().keyboard.type('sh');
    await page().getByRole('option', { name: /山洪/ }).waitFor();
    await keys.press('ArrowDown', 'Enter', 'Tab');
    await page().keyboard.type('shc');
    await page()
      .getByRole('option', { name: /善化村/ })
      .waitFor();
    await keys.press('ArrowDown', 'Enter');
    await page().getByText('附近已有1起同类事件，是同一件吗？').waitFor();
    await keys.to(/^button 不是同一事件/);
    await keys.press('Enter');
    expect((await keys.kept()).name).toBe('重新判断');
    await keys.press('Control+Enter');
    await page().waitForURL(/\/dispatch\?incident=/);
    // Faster than the screens change: the last key is what was meant, none is lost between two screens.
    for (const key of ['Alt+2', 'Alt+6', 'Alt+4']) await page().keyboard.press(key);
    await page().waitForURL(/\/incidents$/);
    await page().getByRole('grid', { name: '事件' }).getByText('I-0002').waitFor();
  });

  it('in the list J K walk, Space shows the facts beside it, Enter opens the room', async () => {
    await keys.pane(/^事件/);
    await keys.to(/^row .*I-0001/, 'k', 4);
    await keys.press('Space');
    const sheet = page().getByRole('dialog', { name: 'I-0001 山洪 善化村' });
    await sheet.getByText('被困').waitFor();
    await keys.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await keys.arrives(/^row .*I-0001/);
    await keys.to(/^row .*I-0002/, 'j', 4);
    await keys.press('Enter');
    await page().waitForURL(/\/incidents\/[0-9a-f-]+/);
    await page().getByRole('grid', { name: '时间线' }).getByText('值班接报').first().waitFor();
    await keys.kept();
  });

  it('[CMD-10] D lays the two side by side, merging and taking it back both keep the focus', async () => {
    await keys.pane(/^时间线/);
    await keys.press('d');
    const dialog = page().getByRole('dialog', { name: '并入另一事件' });
    await dialog.getByRole('columnheader', { name: 'I-0001' }).waitFor();
    await dialog.getByRole('row', { name: /被困/ }).getByText('正在核实').waitFor();
    await send();
    await header('已并入：山洪 善化村').waitFor();
    await act('撤销并入');
    await keys.write('两处相距八百米，不是一处');
    await send();
    await timeline(/撤销并入/).waitFor();
    await header('接报').waitFor();
  });

  it('a letter is given another key from the help sheet, never one that has a meaning; off it does nothing', async () => {
    await keys.press('F1');
    const sheet = page().getByRole('dialog', { name: '快捷键' });
    await sheet.getByText('列表中的字母键').waitFor();
    await keys.to(/^button “对照”改键/);
    await keys.press('Enter', 'm');
    await sheet.getByText('此键已用于“看地图”').waitFor();
    await keys.press('x');
    await keys.arrives(/^button “对照”改键/);
    expect(await page().evaluate(() => localStorage.getItem('sitong.letters.duty'))).toBe('{"D":"X"}');
    await keys.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await keys.pane(/^时间线/);
    await keys.press('d', 'x');
    const dialog = page().getByRole('dialog');
    expect(await dialog.getByRole('heading').first().textContent()).toBe('并入另一事件');
    await keys.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await keys.press('F1');
    await keys.to(/^button 全部恢复原键/, 'Shift+Tab');
    await keys.press('Enter', 'Escape');
    await sheet.waitFor({ state: 'detached' });
    await page().locator('header').getByText('D', { exact: true }).waitFor();
  });

  it('[CMD-5] E changes the grade with a reason; history and reason stay', async () => {
    await keys.pane(/^时间线/);
    await keys.press('e');
    const dialog = page().getByRole('dialog', { name: '事件定级' });
    await dialog.waitFor();
    await keys.to(/^button 一般/, 'Shift+Tab');
    await keys.press('Enter');
    await keys.to(/^option 较大/, 'ArrowUp', 4);
    await keys.press('Enter');
    await keys.to(/理由/);
    await keys.write('两处同源，按较大处置');
    await send();
    await header('较大 · Ⅲ级').waitFor();
    await keys.pane(/^时间线/);
    await keys.press('e');
    await dialog.getByText('两处同源，按较大处置').waitFor();
    await keys.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await keys.arrives(/^row /);
  });

  it('Esc goes back to the list, F7 from a row to its teams', async () => {
    await keys.press('Escape');
    await page().waitForURL(/\/incidents$/);
    await keys.pane(/^事件/);
    await keys.to(/^row .*I-0001/, 'j', 4);
    await keys.press('F7');
    await page().waitForURL(new RegExp(`/dispatch\\?incident=${first}`));
    await keys.kept();
  });

  it('[CMD-11] [CMD-17] the suggested response is signed by who may; tasks with owner and clock appear', async () => {
    const hands = new KeysOnly(commander.page);
    await commander.page.goto(`/incidents/${first}`);
    await commander.page.getByText('签发启动').waitFor();
    await hands.pane(/^应急响应/);
    await hands.to(/^button 签发启动/);
    await hands.press('Enter');
    const dialog = commander.page.getByRole('dialog');
    await dialog.getByText('签发后按预案立即生成各组任务并开始计时。').waitFor();
    await hands.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await commander.page.getByText(/签发 .*（指挥长）/).waitFor();
    await hands.kept();
    await page().goto(`/incidents/${first}`);
    const tasks = page().getByRole('grid', { name: '任务' });
    await tasks.getByText('加强值守，通知成员单位和乡镇到岗').waitFor();
    expect(await tasks.getByRole('row').filter({ hasText: '加强值守' }).textContent()).toMatch(/值班员.*\d\d:\d\d/);
  });

  it('[CMD-20] [CMD-21] a task is taken and finished with what it asks for', async () => {
    await keys.pane(/^事件内容/);
    await keys.to(/^row .*加强值守/, 'j', 20);
    await keys.to(/^button 开始/);
    await keys.press('Enter');
    const row = page().getByRole('grid', { name: '任务' }).getByRole('row').filter({ hasText: '加强值守' });
    await row.getByText('进行中').waitFor();
    await keys.pane(/^事件内容/);
    await keys.to(/^row .*加强值守/, 'j', 20);
    await keys.press('Enter');
    await page()
      .getByRole('dialog', { name: /完成：加强值守/ })
      .waitFor();
    await keys.arrives(/完成情况/);
    await keys.write('十个乡镇全部到岗');
    await send();
    // Done, it goes to the end of the list; its group is one further.
    await page()
      .getByText(/^1\/\d+$/)
      .waitFor();
  });

  it('[CMD-6] the incident is handed to another person, with the seat', async () => {
    await act('接手或移交');
    await keys.to(/^combobox .*负责人/);
    await keys.write('李建国');
    await page()
      .getByRole('option', { name: /李建国/ })
      .first()
      .waitFor();
    await keys.press('ArrowDown', 'Enter');
    await keys.to(/席位/);
    await keys.write('2号席');
    await send();
    await header(/李建国 2号席/).waitFor();
  });

  it('[CMD-8] closing is refused while conditions fail, with all of them in sight; met, it is closed by keys', async () => {
    const orderId = newCommandId();
    await done(duty, {
      type: 'DispatchTeam',
      orderId,
      incidentId: first,
      team: TEAM,
      exclusive: true,
      voice: true,
      content: {
        task: '转移沟口组',
        skills: [],
        destination: { name: '善化村', point: { lon: 109.879425, lat: 35.345843 }, division: SHANHUA },
        hazards: '',
        protection: '',
        feedbackMin: 30,
      },
    });
    await act('受控');
    await send();
    await act('结束');
    await send();
    await page().getByRole('button', { name: '归档' }).waitFor();
    await keys.pane(/^山洪/);
    await keys.to(/^button 归档/);
    const close = page().getByRole('button', { name: '归档' });
    expect(await close.getAttribute('aria-disabled')).toBe('true');
    await keys.press('Enter');
    expect(await page().getByRole('dialog').count()).toBe(0);
    const conditions = page().getByRole('region', { name: '归档条件' });
    expect(await conditions.getByText(/尚余\d/).count()).toBeGreaterThanOrEqual(4);

    await teamTells(duty, TEAM, ['en_route', 'on_scene', 'working', 'done', 'withdrawing', 'returned']);
    await settle(first, duty, commander);
    await act('报数');
    await keys.to(/数值/);
    await keys.write('0');
    await keys.to(/变动原因/);
    await keys.write('三人全部救出');
    await send();
    await conditions.getByText(/尚余\d/).waitFor({ state: 'detached' });
    await act('归档');
    await keys.write('三人全部救出，队伍归建。');
    await send();
    await page().getByText('此事件已归档').waitFor();
    await keys.kept();
    const world: { orders: { status: string }[] } = await (await duty.context.request.get('/api/orders')).json();
    expect(world.orders.filter(({ status }) => status !== 'completed')).toEqual([]);
  });

  it('met no error on the way', () => {
    expect([...duty.troubles, ...commander.troubles]).toEqual([]);
  });
});
