import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CutLine, cutLine } from '../../server/src/testing/cut-line.ts';
import { openDesk, PASSWORD, type RunningServer, startBrowser, startServer } from './harness.ts';

const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const SOON = { timeout: 60_000 };

let server: RunningServer;
let browser: Browser;
let line: CutLine;

beforeAll(async () => {
  server = await startServer();
  line = await cutLine(server.url);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await line?.close();
  await server?.stop();
});

/** Everything this origin keeps in the browser, as somebody who copies its files finds it. */
const onDisk = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const records: Record<string, number> = {};
    const open: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values: unknown[] = await answer(database.transaction(store).objectStore(store).getAll());
        records[`${name}/${store}`] = values.length;
        for (const value of values)
          if (name === 'sitong-field' && !(typeof value === 'object' && value !== null && 'sealed' in value))
            open.push(store);
      }
      database.close();
    }
    return { records, open, caches: await caches.keys(), marks: Object.keys(localStorage).sort() };
  });

describe('a phone from its enrolment to its clearing, and the one that comes after it', () => {
  it('acts by its key alone, keeps sealed what it cannot send, and has nothing left once it is ordered to clear itself', async () => {
    const { page, context } = await openDesk(browser, { ...server, url: line.url }, 'village', PHONE);
    page.setDefaultTimeout(60_000);
    await page.goto('/field');
    await page.getByRole('button', { name: /^上报险情/ }).waitFor();
    await expect.poll(() => page.evaluate(() => localStorage.getItem('sitong.nonce')), SOON).not.toBeNull();

    // The cookie, copied.
    const stolen = await context.request.get('/api/incidents');
    expect([stolen.status(), (await stolen.json()).error.code]).toEqual([401, 'proof_needed']);

    const keeper = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/field'))?.active?.state);
    await expect.poll(keeper, SOON).toBe('activated');
    await page.reload();
    await page.getByRole('button', { name: /^上报险情/ }).waitFor();

    const report = async (hazard: string): Promise<void> => {
      await page.getByRole('button', { name: /^上报险情/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: hazard }).click();
      await page.getByRole('button', { name: /^发送/ }).click();
      await page.getByText(/待发1项/).waitFor();
    };
    line.cut();
    await report('滑坡');
    await page.reload();
    await page.getByText(/待发1项/).waitFor();
    const kept = await onDisk(page);
    expect(kept.open).toEqual([]);
    expect(kept.records['sitong-field/items']).toBeGreaterThan(0);
    expect(kept.records['sitong-field/kept']).toBeGreaterThan(0);

    const admin = await openDesk(browser, server, 'admin');
    admin.page.setDefaultTimeout(60_000);
    const reported = async (): Promise<number> => {
      const answer = await admin.context.request.get('/api/log?since=0&limit=1000');
      const { events }: { events: { type: string }[] } = await answer.json();
      return events.filter(({ type }) => type === 'IncidentReported').length;
    };
    expect(await reported()).toBe(0);
    line.mend();
    await expect.poll(reported, SOON).toBe(1);
    await page.getByText(/待发1项/).waitFor({ state: 'detached' });

    line.cut();
    await report('泥石流');
    await admin.page.goto('/admin?tab=accounts');
    await admin.page.getByRole('row', { name: /^village/ }).click();
    await admin.page.getByRole('button', { name: '手机设备' }).click();
    const sheet = admin.page.getByRole('dialog', { name: '账号village的手机设备' });
    await sheet.getByText('使用中').waitFor();
    await sheet.getByRole('button', { name: '撤销并清除' }).click();
    await sheet.getByText(/尚未发送的内容将丢弃/).waitFor();
    if (process.env['SITONG_LOOK'] !== undefined)
      await admin.page.screenshot({ path: `${process.env['SITONG_LOOK']}/ask.png` });
    await sheet.getByRole('button', { name: '确认撤销并清除' }).click();
    await sheet.getByText('已撤销，等待清除').waitFor();

    line.mend();
    await page.getByRole('heading', { name: '本机已按指令清除' }).waitFor();
    await page.getByText('随之丢弃未发送的操作1项、照片0张。').waitFor();
    await page.getByText('服务器已收到清除回报。').waitFor();
    const left = await onDisk(page);
    expect([left.records, left.caches]).toEqual([{}, []]);
    expect(left.marks.filter((name) => !/^sitong\.(?:wiped|theme|language)$/.test(name))).toEqual([]);
    expect(await reported()).toBe(1);

    const audit = await admin.context.request.get('/api/audit?type=DeviceChanged&who=village');
    const { entries }: { entries: { fact: { body: { what: string; waiting?: object } } }[] } = await audit.json();
    expect(entries.map(({ fact }) => fact.body.what)).toEqual(['wiped', 'wipe_ordered', 'enrolled']);
    expect(entries[0]?.fact.body.waiting).toEqual({ acts: 1, photos: 0 });

    // The same person begins anew, with a key of its own.
    await page.getByRole('button', { name: '重新登录' }).click();
    const signIn = async (): Promise<void> => {
      await page.getByRole('textbox', { name: '账号' }).fill('village');
      await page.getByLabel('口令').fill(PASSWORD);
      await page.getByRole('button', { name: '登录' }).click();
    };
    const bound = (): Promise<number> => context.request.get('/api/incidents').then((answer) => answer.status());
    await signIn();
    await page.getByRole('button', { name: /^上报险情/ }).waitFor();
    await expect.poll(bound, SOON).toBe(401);

    // Only revoked: what waits stays, and goes when the same account signs in here again.
    line.cut();
    await report('内涝');
    await admin.page.reload();
    await admin.page.getByRole('row', { name: /^village/ }).click();
    await admin.page.getByRole('button', { name: '手机设备' }).click();
    await sheet.getByText('已撤销并清除').waitFor();
    await sheet.getByRole('button', { name: '撤销', exact: true }).click();
    await sheet.getByRole('button', { name: '确认撤销' }).click();
    await sheet.getByText('已撤销', { exact: true }).first().waitFor();
    line.mend();
    await page.getByRole('textbox', { name: '账号' }).waitFor();
    expect(await reported()).toBe(1);
    await signIn();
    await expect.poll(reported, SOON).toBe(2);
    await expect.poll(bound, SOON).toBe(401);
    await admin.context.close();
    await context.close();
  });
});
