import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, withTestDatabase } from '../../server/src/testing/database.ts';
import { openDesk, PASSWORD, type RunningServer, startBrowser, startServer } from './harness.ts';

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

let database: TestDatabase;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  database = await withTestDatabase();
  server = await startServer({ env: { DATABASE_URL: database.url } });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A server that comes back after the console lay untouched this long: the last touch is what the database says. */
async function untouchedFor(minutes: number): Promise<void> {
  await server.kill();
  await database.pool.query(
    `UPDATE sessions SET active_at = now() - make_interval(mins => $1) WHERE username = 'town'`,
    [minutes],
  );
  const port = Number(new URL(server.url).port);
  server = await startServer({ dataDir: server.dataDir, port, env: { DATABASE_URL: database.url } });
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: string }>(sql);
  return Number(rows[0]?.n);
}
const reports = (): Promise<number> => count(`SELECT count(*) AS n FROM events WHERE type = 'IncidentReported'`);
const touchedNow = (): Promise<number> =>
  count(`SELECT count(*) AS n FROM sessions WHERE username = 'town' AND active_at > now() - interval '1 minute'`);

describe('the phone of a town officer, whose session can lie idle', () => {
  it('counts touches, locks without hiding anything, keeps what is pressed, and sends it once the password is given', async () => {
    const { page, context } = await openDesk(browser, server, 'town', PHONE);
    page.setDefaultTimeout(60_000);
    const touch = () => page.waitForResponse((response) => response.url().endsWith('/api/session/touch'));
    const [first] = await Promise.all([touch(), page.goto('/field')]);
    expect(first.status()).toBe(204);

    await untouchedFor(20);
    expect(await touchedNow()).toBe(0);
    const [again] = await Promise.all([touch(), page.reload()]);
    expect(again.status()).toBe(204);
    await expect.poll(touchedNow).toBe(1);

    await untouchedFor(40);
    const [late] = await Promise.all([touch(), page.reload()]);
    expect(late.status()).toBe(401);
    const locked = page.getByRole('main').getByText('已锁定');
    await locked.waitFor();
    await page.getByRole('button', { name: /^上报险情/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '滑坡' }).click();
    await page.getByRole('button', { name: /^发送/ }).click();
    await page.getByText(/待发1项/).waitFor();
    expect(await reports()).toBe(0);

    await page.getByRole('button', { name: '解锁' }).click();
    const secret = page.getByRole('dialog').getByLabel(/的口令/);
    await secret.fill('wrong');
    await secret.press('Enter');
    await page.getByRole('dialog').getByText('现口令不正确').waitFor();
    await secret.fill(PASSWORD);
    await secret.press('Enter');
    await locked.waitFor({ state: 'detached' });
    await expect.poll(reports, { timeout: 30_000 }).toBe(1);
    await context.close();
  });
});
