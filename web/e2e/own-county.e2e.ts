import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  mediaTypeOf,
  OWN_COUNTY,
  OWN_COUNTY_CODE,
  ownCountyBytes,
  ownCountyPath,
} from '../../server/src/testing/own-county.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

const DEMO_ARCHIVE = new URL('../../server/demo/county.pmtiles', import.meta.url);

/** A bureau begins with nothing: SITONG_DEMO=0, the printed administrator, its files, its people, its map. */
describe('a county of its own', () => {
  let server: RunningServer;
  let browser: Browser;
  let admin: Desk;

  beforeAll(async () => {
    server = await startServer({ env: { SITONG_DEMO: '0', SITONG_DEMO_PASSWORD: '' } });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('its first administrator is printed once; an empty county says what to do next, and leads there', async () => {
    const printed = (): string => /password: (\S+)/.exec(server.said.join('\n'))?.[1] ?? '';
    // It stands in the line after the address.
    await expect.poll(printed).not.toBe('');
    admin = await openDesk(browser, server, 'admin', { password: printed() });
    const { page } = admin;
    page.setDefaultTimeout(100_000);
    await page.goto('/duty');
    await page.getByRole('heading', { name: '还没有本县数据' }).waitFor();
    await page.getByRole('link', { name: '去导入基础数据' }).click();
    await page.getByText('16类未导入').waitFor();
  });

  it('a file is tried before it is taken; the next kind waits below', async () => {
    const { page } = admin;
    for (const [kind, file] of [
      ['单位名称和代码', 'county.csv'],
      ['行政区划', 'divisions.gbk.csv'],
    ] as const) {
      await page.getByRole('row', { name: new RegExp(kind) }).click();
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: '选择文件' }).click(),
      ]);
      await chooser.setFiles(ownCountyPath(file));
      expect(await page.getByRole('button', { name: '正式导入' }).getAttribute('aria-disabled')).toBe('true');
      await page.getByRole('button', { name: '先试导入' }).click();
      await page.getByRole('heading', { name: '试导入结果' }).waitFor();
      await page.getByRole('radio', { name: '新增' }).waitFor();
      await page.getByRole('button', { name: '正式导入' }).click();
      await page.getByRole('heading', { name: '导入结果', exact: true }).waitFor();
    }
    await page.getByText('14类未导入').waitFor();
    // The console carries the county's name without being loaded anew.
    await page.getByText('青岭县应急指挥调度台').waitFor();
  });

  it('refused rows are listed with row, column and reason, and come as a file', async () => {
    const { page } = admin;
    await page.getByRole('row', { name: /人员/ }).click();
    const rows = `id,name,phone,division,unit,title\np-a,=1+1,13800000000,${OWN_COUNTY_CODE},应急局,科员\np-b,王,12,${OWN_COUNTY_CODE},应急局,科员\np-c,李,13800000001,6.10599E+11,应急局,科员\n`;
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: '选择文件' }).click(),
    ]);
    await chooser.setFiles({ name: '人员.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await page.getByRole('button', { name: '先试导入' }).click();
    await page.getByText('不是有效的电话号码').waitFor();
    await page.getByText(/代码被表格软件截短/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载拒收清单' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split('\r\n')[0]).toBe('\ufeff"行","栏","代码","原因"');
    expect(text).toContain('"3","phone","bad_phone","不是有效的电话号码"');
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it('the rest comes too, and the map shows boundaries, roads and water of this county', async () => {
    const { page, context } = admin;
    for (const { kind, file, crs } of OWN_COUNTY) {
      const sent = await context.request.post(`/api/imports/${kind}?crs=${crs}`, {
        headers: { 'content-type': mediaTypeOf(file) },
        data: ownCountyBytes(file),
      });
      expect(sent.status(), kind).toBe(200);
    }
    const tiles = page.waitForResponse((response) => response.url().includes('/tiles/drawn/') && response.ok());
    await page.goto('/dispatch');
    expect((await tiles).headers()['content-type']).toContain('vector-tile');
    await page.getByText('本县数据 · CGCS2000').waitFor();
    await page.locator('canvas.maplibregl-canvas').first().waitFor();
  });

  it("the bureau's own archive takes the place of the drawn map, and can be gone back from", async () => {
    const { page } = admin;
    await page.goto('/admin?tab=map');
    const vector = page.locator('section[data-pane]', { has: page.getByRole('heading', { name: '矢量瓦片包' }) });
    const choose = async (name: string, buffer: Buffer): Promise<void> => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        vector.getByRole('button', { name: '选择PMTiles文件' }).click(),
      ]);
      await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
      await vector.getByRole('button', { name: '上传并启用' }).click();
    };
    // The demo county lies 200 km from here: an archive of somewhere else is a slip, and the map stays.
    await choose('澄城.pmtiles', await readFile(DEMO_ARCHIVE));
    await vector.getByRole('alert').getByText('没有启用，地图不变').waitFor();
    const moved = await readFile(DEMO_ARCHIVE);
    // The same archive with its south-west corner drawn out over this county.
    moved.writeInt32LE(moved.readInt32LE(102) - 24_000_000, 102);
    moved.writeInt32LE(moved.readInt32LE(106) - 20_000_000, 106);
    await choose('青岭.pmtiles', moved);
    const row = vector.getByRole('row', { name: /青岭\.pmtiles/ });
    await row.getByText('在用').waitFor();
    await vector.getByRole('button', { name: '停用瓦片包' }).click();
    await row.getByText('保留').waitFor();
  });

  it('nobody was asked outside, and nothing broke', () => {
    // An archive that lies elsewhere is refused with 422, which the browser notes.
    expect(admin.troubles.filter((line) => !line.includes('422'))).toEqual([]);
  });
});
