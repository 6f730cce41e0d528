import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureBrowser, type StillWindow, stillWindow } from '../visual/photograph.ts';
import { openStill, type Still } from '../visual/still.ts';
import { STILL_MS } from '../visual/still-time.ts';

const LOOK = { theme: 'light', locale: 'zh-CN', viewport: { width: 1440, height: 900 }, scale: 1 } as const;

let still: Still;
let browser: Browser;
let desk: StillWindow;
beforeAll(async () => {
  [still, browser] = await Promise.all([openStill(), pictureBrowser()]);
  desk = await stillWindow(browser, still, 'duty', LOOK);
  await desk.page.goto(`/replay?world=${still.world}&at=2026-07-18T20:40:30%2B08:00`);
});
afterAll(async () => {
  await browser.close();
  await still.stop();
});

const slider = () => desk.page.getByRole('slider', { name: '回放位置' });
const at = () => slider().getAttribute('aria-valuetext');
/** The map is drawn by the processor: on a busy machine a key is answered when it has time. */
const soon = (look: () => Promise<string | null>) => expect.poll(look, { timeout: 30_000 });

function incidentOf(title: string): Intent {
  return {
    type: 'ReportIncident',
    incidentId: newId(),
    hazard: 'flash_flood',
    title,
    grade: 3,
    place: { point: { lon: 109.93, lat: 35.19 }, division: '610525101233', name: title, by: 'map' },
    source: { kind: 'duty' },
    text: title,
    photos: [],
    notDuplicateOf: [],
    figures: [],
  };
}

describe('the replay of the recorded storm', () => {
  it('shows the moment asked for: the counts, what each knew, how quickly it went', async () => {
    const { page } = desk;
    await soon(at).toBe('20:40:30');
    await page.getByRole('region', { name: '此刻各方所知' }).getByText('贺家桥雨量站 达暴雨红色').first().waitFor();
    await page.getByRole('row', { name: /首条指令.*未达标/ }).waitFor();
    expect(await page.getByRole('img', { name: '尚未得知' }).count()).toBeGreaterThan(0);
  });

  it('is walked by keys: ten seconds, five minutes, to its ends, to the next turning point', async () => {
    const { page } = desk;
    await slider().focus();
    await page.keyboard.press('ArrowRight');
    await soon(at).toBe('20:40:40');
    await page.keyboard.press('PageDown');
    await soon(at).toBe('20:35:40');
    await page.keyboard.press('Home');
    await soon(at).toMatch(/^19:30/);
    await page.getByRole('row', { name: /首条指令.*未发生/ }).waitFor();
    await page.getByRole('button', { name: '下一个节点' }).focus();
    await page.keyboard.press('Enter');
    await soon(at).toMatch(/^20:21/);
  });

  it('plays at fifteen times and stands again, with Space', async () => {
    const { page } = desk;
    await slider().focus();
    await page.keyboard.press('Home');
    await soon(at).toMatch(/^19:30/);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '暂停' }).waitFor();
    // The machine's clock goes on by two seconds: half a minute of the evening.
    await page.clock.setFixedTime(STILL_MS + 2000);
    await soon(at).toMatch(/^19:30:[34]/);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: '播放' }).waitFor();
  });

  it('keeps a bookmark for everyone who looks back, with what was written and by whom', async () => {
    const { page } = desk;
    await slider().focus();
    await page.keyboard.press('Home');
    await soon(at).toMatch(/^19:30/);
    await page.keyboard.press('b');
    const dialog = page.getByRole('dialog', { name: /^书签 19:30/ });
    await dialog.getByLabel('写什么').fill('讲评：开场交代想定');
    await page.keyboard.press('Enter');
    await dialog.getByRole('listitem').filter({ hasText: '讲评：开场交代想定' }).waitFor();
    await page.keyboard.press('Escape');
    const other = await stillWindow(browser, still, 'commander', LOOK);
    const answer = await other.page.request.get(`/api/replay/${still.world}/bookmarks`);
    expect(await answer.text()).toContain('讲评：开场交代想定');
    await other.close();
  });

  it('hands out measures, log and ledger as files', async () => {
    const { page } = desk;
    // Keys, not the mouse: where a map is drawn by the processor, a button takes long to be found at rest.
    await page.getByRole('button', { name: '导出' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: '导出' });
    const names: string[] = [];
    let log = '';
    for (const button of await dialog.getByRole('button', { name: '下载' }).all()) {
      const [file] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
      names.push(file.suggestedFilename());
      if (file.suggestedFilename().startsWith('日志')) log = await readFile(await file.path(), 'utf8');
    }
    await page.keyboard.press('Escape');
    const [head, ...lines] = log.split('\r\n');
    expect(head).toContain('"类型","说明","对象"');
    const reported = lines.find((line) => line.includes('"IncidentReported"')) ?? '';
    expect(reported).toMatch(/"IncidentReported","[^"]*I-0\d+[^"]*","incident\//);
    expect(lines.filter((line) => line.includes('"—"'))).toEqual([]);
    expect(names).toEqual([`复盘指标-${still.world}.csv`, `日志-${still.world}.csv`, `送达台账-${still.world}.csv`]);
  });

  it('says nothing serious to axe', async () => {
    const { violations } = await new AxeBuilder({ page: desk.page })
      // React Aria's own: for seven seconds it still names a button that has been pressed and is gone.
      .exclude('[data-live-announcer]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze();
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    expect(grave).toEqual([]);
  });
});

describe('the replay of a span of the live world', () => {
  it('is asked for at /drills, says 回放 and not 演练, and shows what stood and what came, for reading alone', async () => {
    const { page } = desk;
    const reported = await page.request.post('/api/intents', {
      data: { commandId: newId(), intent: incidentOf('居安村进水') },
    });
    expect(await reported.json()).toMatchObject({ ok: true });
    await page.goto('/drills');
    await page.getByRole('button', { name: '回放实战' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: '回放哪一段实战' });
    await dialog.getByLabel('从').fill('2026-07-18 09:00');
    await dialog.getByText('结束要晚于开始').first().waitFor();
    await dialog.getByLabel('从').fill('2026-07-18 08:00');
    await dialog.getByLabel('到').fill('2026-07-18 08:30');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/replay\?from=/);
    await page.getByText('只读：不能操作').waitFor();
    await slider().focus();
    await page.keyboard.press('End');
    await soon(at).toBe('08:30:00');
    await page.getByRole('region', { name: '此前记录' }).getByText('居安村进水').first().waitFor();
    await page.keyboard.press('Home');
    await soon(at).toBe('08:00:00');
    await page.getByText('此刻之前没有记录').first().waitFor();
    expect(await page.getByText('演练', { exact: true }).count()).toBe(0);
  });

  it('is reached from a line of the duty log, at that moment, in a window beside the desk', async () => {
    const { page } = desk;
    await page.goto('/duty');
    await page
      .getByRole('grid', { name: '值班日志' })
      .getByRole('row')
      .filter({ hasText: '居安村进水' })
      .first()
      .click();
    const link = page.getByRole('link', { name: /^从此刻回看/ });
    const moment = (await link.textContent())?.slice(-8);
    const [beside] = await Promise.all([page.context().waitForEvent('page'), link.press('Enter')]);
    await beside.getByText('只读：不能操作').waitFor();
    await soon(() => beside.getByRole('slider', { name: '回放位置' }).getAttribute('aria-valuetext')).toBe(moment);
    await beside.getByRole('region', { name: '此前记录' }).getByText('居安村进水').first().waitFor();
    await beside.close();
  });
});
