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
    // The news may be drawn before the answer has closed the form, whose own Ctrl+Z takes back typing.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.getByRole('grid', { name: '本班指令' }).getByText('撤回').waitFor();
  });

  it('定位 from the command line shows a village on the map, and chooses a team of the board', async () => {
    const { page } = duty;
    await page.goto(`/dispatch?incident=${incidentId}`);
    await page.getByRole('grid', { name: '推荐队伍' }).getByRole('row').first().waitFor();
    const line = page.getByRole('combobox', { name: '命令行' });
    const say = async (words: string, understood: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await line.fill(words);
      await page.getByRole('region', { name: '解析预览' }).getByText(understood, { exact: true }).last().waitFor();
      await page.keyboard.press('Enter');
    };
    await say('定位 善化村', '善化村');
    const back = page.getByRole('button', { name: '回到事件' });
    await back.waitFor();
    await say('定位 安里1队', '安里1队');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('安里1队');
    // The look aside keeps the incident: what is ordered next is still for it.
    expect(new URL(page.url()).searchParams.get('incident')).toBe(incidentId);
    await back.click();
    await back.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('incident')).toBe(incidentId);
    expect(new URL(page.url()).search).not.toMatch(/team|division/);
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

  it('a masked number is shown for a call with a reason, and who looked at whose stands in the audit', async () => {
    const { page } = duty;
    await page.goto(`/dispatch?incident=${incidentId}`);
    const orders = page.getByRole('grid', { name: '本班指令' }).getByRole('row');
    await orders.filter({ hasText: 'D-0002' }).click();
    const call = page.getByRole('button', { name: /\*{4}/ }).first();
    const masked = (await call.getAttribute('aria-label')) ?? (await call.textContent()) ?? '';
    await call.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('催接指令D-0002');
    await page.keyboard.press('Control+Enter');
    const link = page.locator('a[href^="tel:"]').filter({ hasNotText: '*' }).first();
    await link.waitFor();
    const number = ((await link.getAttribute('href')) ?? '').slice('tel:'.length);
    expect(masked).toContain(number.slice(-4));
    const admin = await openDesk(browser, server, 'admin');
    const shown = async (): Promise<{ who: string; body: Record<string, unknown> }[]> => {
      const answer = await admin.context.request.get('/api/log?since=0&limit=1000');
      const { events }: { events: { type: string; actor: { person: string }; body: Record<string, unknown> }[] } =
        await answer.json();
      return events
        .filter(({ type }) => type === 'PersonalDataShown')
        .map(({ actor, body }) => ({ who: actor.person, body }));
    };
    await expect.poll(async () => (await shown()).length).toBe(1);
    const [look] = await shown();
    expect(look).toMatchObject({
      who: 'p-duty',
      body: { what: 'phone_of_person', world: 'live', reason: '催接指令D-0002' },
    });
    const county: { teams: { name: string; leader: string }[]; persons: { id: string; name: string }[] } = await (
      await admin.context.request.get('/api/county')
    ).json();
    expect(masked).toContain(county.persons.find(({ id }) => id === look?.body['person'])?.name);
    expect(JSON.stringify(look)).not.toContain(number);
    await admin.context.close();
  });
});
