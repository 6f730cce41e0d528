import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginDrill, type DrillByHand, type Hand, type Logged, secondsFrom, sitDown } from './drill-by-hand.ts';
import { type RunningServer, startBrowser, startServer } from './harness.ts';
import { focusOf } from './keys-only.ts';

/**
 * Release and reporting by hands that never leave the keyboard: three persons at three desks. It plays in a drill,
 * whose clock the test sets: what people do takes its time, what nobody does passes quickly.
 */

/** In the demo county neither the grid worker nor the deputy of this village ever picks up; the same in every drill. */
const SILENT_VILLAGE = '610525103210';
const village = '杨家村';
const GRID_WORKER = 'p-610525103210-grid';
const SOON = { timeout: 60_000 };

let server: RunningServer;
let browser: Browser;
let drill: DrillByHand;
let hands: Record<'duty' | 'leader' | 'commander', Hand>;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  const [duty, leader, commander] = await Promise.all([
    sitDown(browser, server, 'duty'),
    sitDown(browser, server, 'leader'),
    sitDown(browser, server, 'commander'),
  ]);
  hands = { duty, leader, commander };
  drill = await beginDrill(duty.desk);
  await drill.done({
    type: 'ReportIncident',
    incidentId: newId(),
    hazard: 'flash_flood',
    title: `山洪 ${village}`,
    grade: 3,
    place: { name: village, point: { lon: 109.95, lat: 35.2 }, division: SILENT_VILLAGE, by: 'name' },
    source: { kind: 'duty' },
    text: '3名群众被困',
    photos: [],
    notDuplicateOf: [],
    figures: [{ figure: 'trapped', value: 3 }],
  });
  await Promise.all(Object.values(hands).map(({ desk }) => desk.page.goto(`/warnings?world=${drill.world}`)));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Rows of what happened to the one call nobody answers. */
async function ofSilentCall(type: string): Promise<Logged[]> {
  const [call] = await drill.logged('CallOpened', ({ body }) => body['person'] === GRID_WORKER);
  return drill.logged(type, ({ body }) => body['callId'] === call?.body['callId']);
}

describe('a warning, by keys alone', () => {
  it('[REL-13] is drafted from the incident on the command line: colour, area, words; Ctrl+S puts it up for checking', async () => {
    const { desk, keys } = hands.duty;
    await desk.page.getByRole('button', { name: '新拟预警' }).waitFor();
    await desk.page.keyboard.press('Control+k');
    await desk.page.getByRole('combobox', { name: '命令行' }).waitFor();
    await desk.page.keyboard.type('预警 I-0001');
    await desk.page.getByRole('region', { name: '解析预览' }).getByText('I-0001').first().waitFor();
    await keys.press('Enter');
    await keys.arrives(/黄色预警/);
    await keys.to(/橙色预警/, 'Shift+Tab');
    await keys.press('Enter');
    expect((await keys.to(/标题/)).where).toBe('预警稿');
    await expect.poll(() => desk.page.getByLabel('标题').inputValue()).toContain('山洪灾害橙色预警[Ⅱ级/重大]');
    expect(await desk.page.getByLabel('内容').inputValue()).toContain(`山洪 ${village}。`);
    await keys.to(/应采取措施/);
    await desk.page.keyboard.press('End');
    await desk.page.keyboard.type('，带上雨具');
    const writing = await keys.press('Control+s');
    await expect.poll(async () => (await drill.logged('WarningDrafted')).length, SOON).toBe(1);
    // Saved under the hand: the focus stays where the writing was, and the line says that it is kept.
    await desk.page.getByText('有未保存的改动').waitFor({ state: 'detached' });
    expect(await focusOf(desk.page)).toMatchObject({ name: writing.name, where: '预警稿' });
    const [drafted] = await drill.logged('WarningDrafted');
    expect(drafted?.body).toMatchObject({ content: { level: 2, hazard: 'flash_flood' } });
    expect(JSON.stringify(drafted?.body)).toContain('，带上雨具');
  });

  it('words that were not saved are found again by whoever looked at another warning meanwhile', async () => {
    const { desk, keys } = hands.duty;
    await keys.pane(/^预警$/);
    await keys.to(/button 新拟预警/, 'Shift+Tab');
    await keys.press('Enter');
    await keys.arrives(/黄色预警/);
    await keys.to(/查找乡镇或村/);
    await desk.page.keyboard.type('wzz');
    await desk.page.getByRole('option', { name: /王庄镇/ }).waitFor();
    await keys.press('ArrowDown', 'Enter');
    // Back on what the screen shows, not on the row that had the focus before.
    expect((await keys.pane(/^预警$/)).name).toMatch(/^新稿/);
    // Looked at with the arrows: Enter would lead on to its work and away from the list.
    await keys.to(/^row .*山洪/, 'ArrowDown', 5);
    await desk.page.getByRole('heading', { name: /山洪橙色预警/ }).waitFor();
    await keys.press('ArrowUp');
    await desk.page.getByText('新稿（未保存）').first().waitFor();
    expect(await desk.page.getByLabel('标题').inputValue()).toContain('暴雨');
    expect(await desk.page.getByRole('button', { name: '去掉 王庄镇' }).count()).toBe(1);
    await keys.press('ArrowDown');
    await desk.page.getByRole('heading', { name: /山洪橙色预警/ }).waitFor();
  });

  it('[REL-4] a second person checks it, from the list with Enter', async () => {
    const { keys } = hands.leader;
    await keys.may(/审核通过/);
    await keys.pane(/^预警$/);
    expect((await keys.press('Enter')).where).toBe('审核签发');
    await keys.to(/button 审核通过/);
    await keys.press('Enter');
    await expect
      .poll(async () => (await drill.logged('WarningChecked')).map(({ actor }) => actor.person), SOON)
      .toEqual(['p-leader']);
    expect(await keys.kept()).toMatchObject({ where: '审核签发' });
  });

  it('[REL-3] [REL-8] a third signs with Ctrl+Enter, may take it back with the key under the finger, and it goes out', async () => {
    const { desk, keys } = hands.commander;
    await keys.may(/^签发/);
    await keys.pane(/^预警$/);
    await keys.press('Enter', 'Control+Enter');
    await keys.arrives(/button 撤回签发/);
    await drill.clockAt(20);
    await expect.poll(async () => (await drill.logged('WarningIssued')).length, SOON).toBe(1);
    await drill.clockAt(1);
    // The signature's place is the call board's now, and the focus goes on there.
    await expect.poll(async () => (await focusOf(desk.page)).where, SOON).toBe('叫应矩阵');
    expect((await keys.kept()).name).toContain(village);
  });
});

describe('the call board, by keys alone', () => {
  it('[REL-16] [REL-17] who does not answer is tried three times in five minutes, then the deputy, and stands first in the list', async () => {
    const { desk, keys } = hands.duty;
    // Not faster: a second that a busy machine is late stays within the minute between the last try and the deputy.
    await drill.clockAt(20);
    await expect.poll(async () => (await ofSilentCall('CallEscalated')).length, SOON).toBe(1);
    await drill.clockAt(1);
    const [opened] = await ofSilentCall('CallOpened');
    const tries = await ofSilentCall('CallAttempted');
    const [deputy] = await ofSilentCall('CallEscalated');
    expect(
      tries.filter(({ body }) => body['to'] === GRID_WORKER).map((one) => secondsFrom(opened, one.at) < 300),
    ).toEqual([true, true, true]);
    expect(deputy?.body).toMatchObject({ to: 'deputy', dueAt: expect.any(String) });
    expect(secondsFrom(opened, deputy?.body['dueAt'])).toBe(300);
    await desk.page.locator('li[data-call]', { hasText: village }).waitFor();
    await keys.press('Shift+F3');
    await keys.arrives(new RegExp(`^li .*${village}`));
  });

  it('its number is shown with a reason by Enter, and Esc leads back to the card', async () => {
    const { desk, keys } = hands.duty;
    const card = await keys.kept();
    await keys.press('Enter');
    await keys.arrives(/button 显示号码/);
    await keys.press('Enter');
    await keys.arrives(/button 拨出/);
    expect(await desk.page.getByRole('dialog').textContent()).toMatch(/1\d{10}/);
    await keys.press('Escape');
    await keys.arrives(new RegExp(card.name.slice(0, 8)));
  });

  it('[REL-17] the superior is asked next, seven minutes after it began', async () => {
    await drill.clockAt(60);
    await expect
      .poll(async () => (await ofSilentCall('CallEscalated')).map(({ body }) => body['to']), SOON)
      .toEqual(['deputy', 'superior']);
    await drill.clockAt(1);
    const [opened] = await ofSilentCall('CallOpened');
    const [, superior] = await ofSilentCall('CallEscalated');
    expect(secondsFrom(opened, superior?.body['dueAt'])).toBe(420);
  });

  it('[REL-15] an answer taken by phone is recorded on its village with N: five facts, each ticked for itself', async () => {
    const { desk, keys } = hands.duty;
    await keys.pane(/^叫应矩阵$/);
    expect((await keys.kept()).name).toContain(village);
    await keys.press('n');
    await keys.arrives(/input 送达/);
    await keys.press('Space');
    for (const fact of [/应答/, /复述/, /行动/, /完成/]) {
      await keys.to(fact);
      await keys.press('Space');
    }
    await keys.to(/正在做什么/);
    await desk.page.keyboard.type('组织沟口组转移');
    await keys.press('Control+Enter');
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await keys.kept()).toMatchObject({ where: '叫应矩阵' });
    const told = await drill.logged(
      'CallFactRecorded',
      ({ body, actor }) => actor.person === 'p-duty' && body['via'] === 'voice',
    );
    expect(told.map(({ body }) => body['fact'])).toEqual(['delivered', 'answered', 'understood', 'acting', 'done']);
    expect(told.map(({ body }) => body['simulated'])).toEqual([false, false, false, false, false]);
  });
});

describe('the first report upward, by keys alone', () => {
  it('[REL-20] [REL-22] is drafted by itself with its clock; a figure is set, and the phone report meets the first clock', async () => {
    const { desk, keys } = hands.duty;
    await keys.press('Alt+6');
    await desk.page.getByRole('heading', { name: /^时限/ }).waitFor();
    await keys.pane(/^时限/);
    expect((await keys.kept()).name).toMatch(/初报.*(余|超)/);
    await keys.press('Enter');
    await keys.pane(/^初报/);
    await keys.to(/死亡/);
    await keys.write('0');
    await keys.press('Control+s');
    await expect.poll(async () => (await drill.logged('ReportRevised')).length, SOON).toBe(1);
    await keys.to(/button 先电话报/);
    await keys.press('Enter');
    await keys.arrives(/input 接听人/);
    await desk.page.keyboard.type('马文涛');
    await keys.press('Control+Enter');
    await expect.poll(async () => (await drill.logged('ReportPhoned')).length, SOON).toBe(1);
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await keys.kept()).toMatchObject({ where: expect.stringMatching(/^初报/) });
  });

  it('[REL-23] is checked by a second, signed by a third, sent by the first', async () => {
    const { leader: second, commander: third, duty: first } = hands;
    await second.keys.press('Alt+6');
    await second.desk.page.getByRole('button', { name: '核对无误' }).waitFor();
    await second.keys.pane(/^初报/);
    await second.keys.to(/button 核对/);
    await second.keys.press('Enter');
    await expect.poll(async () => (await drill.logged('ReportChecked')).length, SOON).toBe(1);
    await third.keys.press('Alt+6');
    await third.keys.may(/^签发/);
    await third.keys.press('Control+Enter');
    await third.desk.page.getByRole('dialog').waitFor();
    await third.keys.press('Control+Enter');
    await expect.poll(async () => (await drill.logged('ReportSigned')).length, SOON).toBe(1);
    await third.desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await third.keys.kept();
    await first.keys.may(/^报送/);
    await first.keys.press('Control+Enter');
    await first.keys.arrives(/input 报送/);
    await first.keys.press('Control+Enter');
    await expect.poll(async () => (await drill.logged('ReportSent')).length, SOON).toBe(1);
    await first.keys.kept();
  });

  it('met no error on the way', () => {
    expect(Object.values(hands).flatMap(({ desk }) => desk.troubles)).toEqual([]);
  });
});
