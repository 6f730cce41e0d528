import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

let server: RunningServer;
let browser: Browser;
let duty: Desk;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
  duty = await openDesk(browser, server, 'duty');
  await duty.page.goto('/duty');
  await duty.page.getByRole('heading', { name: '值班日志' }).waitFor();
}, 120_000);

afterAll(async () => {
  await duty?.context.close();
  await browser?.close();
  await server?.stop();
});

async function incidents(): Promise<{ title: string; number: number }[]> {
  const answer = await duty.context.request.get('/api/incidents');
  const body = (await answer.json()) as { incidents: { title: string; number: number }[] };
  return body.incidents;
}

describe('the quiet desk', () => {
  it('[ux §1.5] never calls silence normal: a county of which no gauge is heard says so first', async () => {
    const alarms = duty.page.getByRole('region', { name: /^告警/ }).first();
    await alarms.getByText('当前无告警').waitFor();
    await alarms.getByText(/水文气象\d+站都没有数据，从未收到/).waitFor();
    await alarms.getByText('没有告警不等于没有险情：请核实测站，或电话询问乡镇。').waitFor();
    await alarms.getByText('正常').waitFor({ state: 'detached' });
    await duty.page
      .getByRole('contentinfo')
      .getByText(/^0\/\d+，\d+站从未收到$/)
      .waitFor();
  });
});

describe('the order of the day', () => {
  it('says that nobody has taken over, then who stands the shift and when it hands over', async () => {
    const { page } = duty;
    const shift = page.getByRole('region', { name: '当班' });
    await shift.getByText('尚未交接班').waitFor();
    expect(
      await duty.act({ type: 'StartShift', shiftId: newId(), officers: ['p-duty'], leader: 'p-leader' }),
    ).toMatchObject({
      ok: true,
    });
    await shift.getByText('李建国').waitFor();
    await shift.getByText('下次交接').waitFor();
    const due = page.getByRole('grid', { name: '今日待办' });
    await due.getByText('交接班').waitFor();
    await shift.getByRole('link', { name: '值守与交接' }).waitFor();
  });

  it('takes a matter of the day in, and finishes it where it stands', async () => {
    const { page } = duty;
    await page.getByRole('button', { name: '新建待办' }).click();
    const dialog = page.getByRole('dialog', { name: '新建待办' });
    await dialog.getByRole('textbox', { name: /任务/ }).fill('视频点名 10镇街');
    await dialog.getByRole('combobox', { name: /负责/ }).fill('值班员');
    await page
      .getByRole('option', { name: /值班员/ })
      .first()
      .click();
    // Before the hand-over, which is an hour away at least: also at midnight.
    await dialog.getByRole('textbox', { name: /期限/ }).fill('30分');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('grid', { name: '今日待办' }).getByRole('row', { name: /视频点名/ });
    await row.click();
    await page.keyboard.press('Enter');
    const finish = page.getByRole('dialog', { name: /视频点名/ });
    await finish.waitFor();
    await page.keyboard.press('Control+Enter');
    await row.waitFor({ state: 'detached' });
    await page.getByText('1项 · 已办1').waitFor();
    // News of it may come before the answer that closes the sheet.
    await finish.waitFor({ state: 'detached' });
  });
});

describe('the duty console by keyboard alone', () => {
  it('takes an incident down with F2: hazard and place by initials, Ctrl+Enter', async () => {
    const { page } = duty;
    await page.keyboard.press('F2');
    const hazard = page.getByRole('combobox', { name: /灾种/ });
    await hazard.waitFor();
    await page.keyboard.type('sh');
    await page.getByRole('option', { name: /山洪/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('shc');
    await page.getByRole('option', { name: /善化村/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/dispatch\?incident=/);
    expect(await incidents()).toMatchObject([{ title: '山洪 善化村' }]);
  });

  it('sends a team from the command line, says what it understood, and takes it back with Ctrl+Z', async () => {
    const { page } = duty;
    await page.goto('/duty');
    await page.getByRole('heading', { name: '值班日志' }).waitFor();
    await page.keyboard.press('Control+k');
    const line = page.getByRole('combobox', { name: '命令行' });
    await line.waitFor();
    await page.keyboard.type('派 fy1 I-0001 转移');
    const preview = page.getByRole('region', { name: '解析预览' });
    await preview.getByText('冯原1队').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('已下达 冯原1队 转移').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await page.getByRole('grid', { name: '值班日志' }).getByText('撤回').first().waitFor();
  });

  it('keeps the line when the server says no, and leaves it with Esc', async () => {
    const { page } = duty;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('新建 山洪 善化村');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '新建事件' }).waitFor();
    await page.getByText('附近已有1起同类事件，是同一件吗？').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: '命令行' }).inputValue()).toBe('新建 山洪 善化村');
    await page.getByRole('combobox', { name: '命令行' }).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: '命令行' }).waitFor({ state: 'detached' });
  });

  it('writes into the log with F9, and the line stands in the log', async () => {
    const { page } = duty;
    await page.keyboard.press('F9');
    await page.getByRole('textbox', { name: '内容' }).fill('善化桥封闭');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('grid', { name: '值班日志' }).getByText('善化桥封闭').waitFor();
  });

  it('shows a number only with a reason, which the audit keeps and the duty log does not', async () => {
    const answer = await duty.context.request.post('/api/unmask', {
      data: { person: 'p-village', reason: '电话叫应' },
    });
    expect(await answer.json()).toMatchObject({ name: '王建民' });
    const admin = await openDesk(browser, server, 'admin');
    const audit = await admin.context.request.get('/api/audit?type=PersonalDataShown');
    expect(await audit.json()).toMatchObject({
      entries: [{ person: 'p-duty', fact: { body: { person: 'p-village', reason: '电话叫应' } } }],
    });
    await admin.context.close();
    expect(
      await duty.page
        .getByRole('grid', { name: '值班日志' })
        .getByText(/查看王建民/)
        .count(),
    ).toBe(0);
  });

  it('met no error on the way', () => {
    expect(duty.troubles).toEqual([]);
  });
});
