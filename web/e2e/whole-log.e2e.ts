import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultyLine, faultyLine } from '../../server/src/testing/faulty-line.ts';
import { Ledger, Load } from '../../server/src/testing/load.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

let server: RunningServer;
let line: FaultyLine;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  server = await startServer();
  line = await faultyLine(server.url, Math.random);
  browser = await startBrowser();
  desk = await openDesk(browser, { ...server, url: line.url }, 'duty');
}, 120_000);

afterAll(async () => {
  await desk?.context.close();
  await browser?.close();
  await line?.close();
  await server?.stop();
});

/** Lines written by hand, as many more as asked: what the colleagues at other desks were told is in the log. */
async function write(ledger: Ledger, more: number): Promise<void> {
  const [{ name, value } = { name: '', value: '' }] = await desk.context.cookies();
  const load = new Load({ ledger, cookie: `${name}=${value}`, lines: 20, perSecond: 300 });
  const before = ledger.confirmed.size;
  await load.start(server.url);
  await ledger.reaches(before + more, 90_000);
  await load.settle();
  await load.stop();
}

describe('the whole log on an open page', () => {
  it('has every line, however much came meanwhile, and however long the page heard nothing', async () => {
    const { page } = desk;
    const ledger = new Ledger();
    await write(ledger, 30);
    await page.goto('/roster');
    const panel = page.getByRole('region', { name: '日志全文' });
    await panel.getByRole('radio', { name: '人工' }).click();
    const lines = async (): Promise<number> =>
      Number(/(\d+)条/.exec((await panel.textContent())?.replaceAll(',', '') ?? '')?.[1]);
    await panel.getByText('已到最早一条').waitFor();
    await expect.poll(lines, { timeout: 15_000 }).toBeGreaterThanOrEqual(ledger.confirmed.size);
    // The county's own first lines are among them.
    const first = (await lines()) - ledger.confirmed.size;
    expect(first).toBeLessThan(5);
    const told = async (): Promise<number> => (await lines()) - first;

    // More than a tab keeps of its own.
    await write(ledger, 1200);
    await expect.poll(told, { timeout: 30_000 }).toBe(ledger.confirmed.size);

    // More than is sent one by one to a line that comes back: the page takes a whole copy of the world.
    line.become({ kind: 'silent' });
    await write(ledger, 2300);
    line.become({ kind: 'through' });
    expect(await desk.act({ type: 'EnterDutyLog', text: '又听到了' })).toMatchObject({ ok: true });
    await panel.getByText('又听到了').waitFor({ timeout: 60_000 });
    const older = panel.getByRole('button', { name: '更早' });
    for (;;) {
      await expect.poll(() => older.or(panel.getByText('已到最早一条')).count(), { timeout: 30_000 }).toBe(1);
      if ((await older.count()) === 0) break;
      const before = await told();
      await older.click();
      await expect
        .poll(async () => (await told()) > before || (await older.count()) === 0, { timeout: 30_000 })
        .toBe(true);
    }
    expect(await told()).toBe(ledger.confirmed.size + 1);
  });
});
