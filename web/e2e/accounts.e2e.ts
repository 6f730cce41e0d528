import { createHmac } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCommandId, openDesk, PASSWORD, type RunningServer, startBrowser, startServer } from './harness.ts';

/** RFC 6238 as an authenticator does it, by hand: another maker's code must fit. */
function totp(secret: string): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const code = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('who sits at the desk', () => {
  it('hands the shift over by keyboard: both sign, and the console changes hands', async () => {
    const desk = await openDesk(browser, server, 'duty');
    const { page } = desk;
    const crew = { officers: ['p-duty'], leader: 'p-leader' };
    expect(await desk.act({ type: 'StartShift', shiftId: newCommandId(), ...crew })).toMatchObject({ ok: true });
    await page.goto('/roster');
    await page.getByRole('checkbox', { name: /声音已试听/ }).waitFor();
    for (const box of await page.getByRole('checkbox').all()) {
      await box.focus();
      await page.keyboard.press('Space');
    }
    for (const [label, keys] of [
      [/^值班员(?!（)/, 'duty'],
      [/带班领导/, 'leader'],
    ] as const) {
      const name = keys === 'duty' ? 'p-leader' : 'p-commander';
      const person = await desk.context.request.get('/api/county');
      const { persons } = (await person.json()) as { persons: { id: string; name: string }[] };
      const chosen = persons.find(({ id }) => id === name)?.name ?? '';
      await page.getByRole('combobox', { name: label }).fill(chosen);
      await page
        .getByRole('option', { name: new RegExp(chosen) })
        .first()
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    const side = (name: string) => page.getByRole('group', { name });
    await side('交班人').getByLabel('口令').fill('wrong');
    await side('接班人').getByLabel('账号').fill('leader');
    await side('接班人').getByLabel('口令').fill(PASSWORD);
    await page.keyboard.press('Control+Enter');
    await page.getByText('交班人账号或口令不正确').waitFor();
    await side('交班人').getByLabel('口令').fill(PASSWORD);
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(
        async () => ((await (await desk.context.request.get('/api/session')).json()) as { username: string }).username,
        // Two passwords are checked before it: on a busy machine that takes seconds.
        { timeout: 60_000 },
      )
      .toBe('leader');
    await page.getByRole('button', { name: /李/ }).first().waitFor();
    await desk.context.close();
  });

  it('must set up a second factor when it is required, and signs in with its code from then on', async () => {
    const admin = await openDesk(browser, server, 'admin');
    const demand = await admin.context.request.put('/api/accounts/commander/second-factor', {
      data: { demand: 'required' },
      headers: { origin: server.url },
    });
    expect(demand.status()).toBe(204);
    const desk = await openDesk(browser, server, 'commander');
    const { page } = desk;
    await page.goto('/duty');
    await page.waitForURL(/\/enrol/);
    await page.getByLabel('本人口令').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: '验证器二维码' }).waitFor();
    const secret = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '';
    await page.getByLabel(/六位数字/).fill(totp(secret));
    await page.keyboard.press('Enter');
    await page.getByText('已抄下').waitFor();
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(10);
    await page.getByRole('button', { name: '已抄下' }).press('Enter');
    await page.waitForURL(/\/duty/);
    await desk.context.close();
    await admin.page.goto('/admin?tab=audit');
    await admin.page.getByText('账号 commander 启用二次验证').first().waitFor();
    await admin.context.close();
  });

  it('changes the own password from the menu; every other session of the account ends', async () => {
    const elsewhere = await openDesk(browser, server, 'town');
    const desk = await openDesk(browser, server, 'town');
    const { page } = desk;
    await page.goto('/duty');
    await page.getByRole('button', { name: /^席位/ }).press('Enter');
    await page.getByRole('menuitem', { name: '修改口令' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: '修改口令' });
    const type = async (old: string, next: string, again: string): Promise<void> => {
      await dialog.getByLabel(/^现口令/).fill(old);
      await dialog.getByLabel(/^新口令/).fill(next);
      await dialog.getByLabel(/^再输一次/).fill(again);
      await page.keyboard.press('Enter');
    };
    await type(PASSWORD, 'Rain-on-7-hills', 'Rain-on-8-hills');
    await dialog.getByText('两次输入的新口令不一致').waitFor();
    await type('wrong', 'Rain-on-7-hills', 'Rain-on-7-hills');
    await dialog.getByText('现口令不正确').waitFor();
    await type(PASSWORD, 'Rain-on-7-hills', 'Rain-on-7-hills');
    await page.getByText('口令已修改').waitFor();
    expect((await elsewhere.context.request.get('/api/session')).status()).toBe(401);
    expect((await desk.context.request.get('/api/session')).status()).toBe(200);
    const again = await openDesk(browser, server, 'town', { password: 'Rain-on-7-hills' });
    await Promise.all([elsewhere, desk, again].map(({ context }) => context.close()));
  });

  it('a wall starts by its own address, which keeps no token', async () => {
    const admin = await openDesk(browser, server, 'admin');
    const made = await admin.context.request.post('/api/wall-devices', {
      data: { name: '指挥大厅' },
      headers: { origin: server.url },
    });
    const { token } = (await made.json()) as { token: string };
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await page.goto(`/wall?token=${token}`);
    await expect.poll(async () => (await context.request.get('/api/session')).status(), { timeout: 30_000 }).toBe(200);
    expect(page.url()).not.toContain('token');
    await context.close();
    await admin.context.close();
  });
});
