import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, newCommandId, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const FENGYUAN = '610525101000';

describe('warning and report desks', () => {
  let server: RunningServer;
  let browser: Browser;
  let duty: Desk;
  let leader: Desk;
  let commander: Desk;

  beforeAll(async () => {
    server = await startServer();
    browser = await startBrowser();
    [duty, leader, commander] = await Promise.all([
      openDesk(browser, server, 'duty'),
      openDesk(browser, server, 'leader'),
      openDesk(browser, server, 'commander'),
    ]);
    // The test's own limit decides, not each step's: two cores may be busy.
    for (const { page } of [duty, leader, commander]) page.setDefaultTimeout(110_000);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('[REL-3] a draft is written at the desk; its drafter finds signing off, with the reason', async () => {
    const { page } = duty;
    await page.goto('/warnings?draft=new');
    await page.getByRole('button', { name: '橙色预警' }).click();
    await page.getByRole('button', { name: '冯原镇', exact: true }).click();
    await expect.poll(() => page.getByLabel('标题').inputValue()).toContain('橙色预警');
    await page.keyboard.press('Control+s');
    const sign = page.getByRole('button', { name: /^签发/ });
    await sign.waitFor();
    expect(await sign.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByText('拟稿人与签发人不得为同一人').first().isVisible()).toBe(true);
  });

  it('[REL-4] [REL-8] another checks, a third signs, and it goes out after the undo time', async () => {
    await leader.page.goto('/warnings');
    await leader.page.getByRole('button', { name: '审核通过' }).click();
    await commander.page.goto('/warnings');
    await commander.page.getByRole('button', { name: /^签发/ }).click();
    await commander.page.getByRole('button', { name: /撤回签发/ }).waitFor();
    await duty.page.getByText('叫应矩阵').waitFor();
  });

  it('[REL-15] a fact heard by phone is recorded for itself and stands in the matrix', async () => {
    const { page } = duty;
    const grid = page.getByRole('grid', { name: '冯原镇' });
    const row = grid.getByRole('row').first();
    await row.click();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('行动', { exact: true }).click();
    await dialog.getByLabel('正在做什么').fill('组织沟口组转移');
    await page.keyboard.press('Control+Enter');
    await grid.getByText('组织沟口组转移').waitFor();
  });

  it('[REL-20] [REL-22] the first report is drafted by itself; the phone report meets its clock', async () => {
    const incidentId = newCommandId();
    await duty.act({
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place: { name: '善化村', point: { lon: 109.9, lat: 35.32 }, division: FENGYUAN, by: 'map' },
      source: { kind: 'duty' },
      occurredAt: toTimestamp(Date.now() - 60_000),
      text: '3名群众被困',
      photos: [],
      notDuplicateOf: [],
      figures: [{ figure: 'trapped', value: 3 }],
    });
    const { page } = duty;
    await page.goto('/reports');
    await page.getByText('电话初报').first().waitFor();
    // Nobody told the dead: never a 0.
    expect(await page.getByRole('row', { name: /死亡/ }).textContent()).toContain('正在核实');
    await page.getByRole('button', { name: '先电话报' }).click();
    await page.getByLabel('接听人').fill('马文涛');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已报 1').waitFor();
    expect(duty.troubles).toEqual([]);
  });
});
