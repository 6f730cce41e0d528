import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const place = { name: '善化村', point: { lon: 109.877664, lat: 35.345843 }, division: '610525101233' };

describe('dispatch', () => {
  let server: RunningServer;
  let browser: Browser;
  let duty: Desk;
  const incidentId = newId();

  beforeAll(async () => {
    server = await startServer();
    browser = await startBrowser();
    duty = await openDesk(browser, server, 'duty');
    // The test's own limit decides, not each step's: two cores may be busy.
    duty.page.setDefaultTimeout(110_000);
    await duty.act({
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
      figures: [{ figure: 'threatened', value: 117 }],
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('from a selected incident three keys send the first recommended team, and Ctrl+Z takes it back', async () => {
    const { page } = duty;
    await page.goto('/dispatch');
    const row = page.getByRole('grid', { name: '事件' }).getByRole('row').first();
    await row.focus();
    const table = page.getByRole('grid', { name: '推荐队伍' });
    await table.getByRole('row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Control+Enter');
    const orders = page.getByRole('grid', { name: '本班指令' }).getByRole('row');
    await orders.filter({ hasText: 'D-0001' }).waitFor();
    expect(await orders.count()).toBe(1);
    await page.keyboard.press('Control+z');
    await page.getByRole('grid', { name: '本班指令' }).getByText('撤回').waitFor();
  });

  it('who loses the race for a team keeps the order written and reads who won', async () => {
    const { page } = duty;
    await page.goto(`/dispatch?incident=${incidentId}`);
    await page.getByRole('grid', { name: '推荐队伍' }).getByRole('row').first().press('Enter');
    const dialog = page.getByRole('dialog');
    const task = dialog.getByLabel('任务', { exact: false }).first();
    await task.fill('桥西组转移六十人');
    const team = await dialog.getByRole('combobox').inputValue();
    const leader = await openDesk(browser, server, 'leader');
    const county: { teams: { id: string; name: string }[] } = await (
      await leader.context.request.get('/api/county')
    ).json();
    const id = county.teams.find(({ name }) => name === team)?.id ?? '';
    const won = await leader.act({
      type: 'DispatchTeam',
      orderId: newId(),
      incidentId,
      team: id,
      exclusive: true,
      voice: false,
      content: { task: '沟口组搜救', skills: [], destination: place, hazards: '', protection: '', feedbackMin: 30 },
    });
    expect(won.ok).toBe(true);
    await page
      .getByRole('grid', { name: '本班指令', includeHidden: true })
      .getByText('D-0002')
      .waitFor({ state: 'attached' });
    await page.keyboard.press('Control+Enter');
    const refusal = dialog.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(/李建国.*D-0002/);
    expect(await task.inputValue()).toBe('桥西组转移六十人');
    await leader.context.close();
  });
});
