import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, PASSWORD, type RunningServer, startBrowser, startServer } from './harness.ts';

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

/** Chromium's own authenticator in software, touched by itself: one as it hangs on a key ring. */
async function plugIn(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: false,
      hasUserVerification: false,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

async function openOwn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^席位/ }).press('Enter');
  await page.getByRole('menuitem', { name: '二次验证' }).press('Enter');
  await page.getByRole('dialog', { name: '二次验证' }).waitFor();
}

async function typeSignIn(page: Page): Promise<void> {
  await page.getByLabel('账号').fill('leader');
  await page.getByLabel('口令').fill(PASSWORD);
  await page.keyboard.press('Enter');
}

describe('a key as second factor, with the authenticator of the browser', () => {
  it('is registered, signs in, is seen by the administrator, and is removed, all by keyboard', async () => {
    const base = server.url.replace('127.0.0.1', 'localhost');
    const context = await browser.newContext({
      baseURL: base,
      viewport: { width: 1920, height: 1080 },
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const { cdp, authenticatorId } = await plugIn(page);
    await page.goto('/signin');
    await typeSignIn(page);
    await page.waitForURL(/\/duty/);

    await openOwn(page);
    const dialog = page.getByRole('dialog', { name: '二次验证' });
    await dialog.getByText('没有登记密钥').waitFor();
    await dialog.getByRole('button', { name: '登记密钥' }).press('Enter');
    await dialog.getByLabel(/^密钥名称/).fill('值班室USB');
    await dialog.getByLabel(/^本人口令/).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.getByText('已抄下').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(10);
    await dialog.getByRole('button', { name: '已抄下' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const held = (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    expect(held).toMatchObject([{ rpId: 'localhost', isResidentCredential: false }]);

    await page.getByRole('button', { name: /^席位/ }).press('Enter');
    await page.getByRole('menuitem', { name: '退出登录' }).press('Enter');
    await page.waitForURL(/\/signin/);
    // Somebody else's key in the slot: said in words, and nothing is lost.
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
    await typeSignIn(page);
    const touch = page.getByRole('button', { name: '用密钥验证' });
    await touch.waitFor();
    await expect.poll(() => touch.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByText('密钥没有应答：已取消，或这个密钥没有登记在本账号').waitFor();
    for (const credential of held) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
    await touch.press('Enter');
    await page.waitForURL(/\/duty/);

    const admin = await openDesk(browser, server, 'admin');
    admin.page.setDefaultTimeout(60_000);
    await admin.page.goto('/admin?tab=accounts');
    await admin.page
      .getByRole('row', { name: /^leader/ })
      .getByText('密钥1')
      .waitFor();
    await admin.page.goto('/admin?tab=audit');
    await admin.page.getByText('账号 leader 登记密钥“值班室USB”').first().waitFor();
    await admin.page
      .getByText(/账号leader，口令加密钥/)
      .first()
      .waitFor();
    await admin.context.close();

    await openOwn(page);
    await dialog.getByRole('button', { name: '移除 值班室USB' }).press('Enter');
    await dialog.getByLabel(/^本人口令/).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '用密钥验证' }).press('Enter');
    await dialog.getByText('没有登记密钥').waitFor();
    await context.close();
  });

  it('is not offered at an address in digits, which is said with what to do', async () => {
    const { page, context } = await openDesk(browser, server, 'duty');
    page.setDefaultTimeout(60_000);
    await page.goto('/duty');
    await openOwn(page);
    const dialog = page.getByRole('dialog', { name: '二次验证' });
    const add = dialog.getByRole('button', { name: '登记密钥' });
    await add.waitFor();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await dialog.getByText(/是数字地址，浏览器不让用密钥/).waitFor();
    await context.close();
  });
});
