import { newId } from '@sitong/shared/kernel/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FaultyLine, faultyLine } from '../../server/src/testing/faulty-line.ts';
import { type Desk, openDesk, type RunningServer, startBrowser, startServer } from './harness.ts';

let server: RunningServer;
let line: FaultyLine;
let browser: Browser;
const desks: Desk[] = [];

async function desk(username: string, url = server.url): Promise<Desk> {
  const opened = await openDesk(browser, { ...server, url }, username);
  desks.push(opened);
  return opened;
}

beforeAll(async () => {
  server = await startServer();
  line = await faultyLine(server.url, Math.random);
  browser = await startBrowser();
}, 120_000);

afterAll(async () => {
  for (const { context } of desks) await context.close();
  await browser?.close();
  await line?.close();
  await server?.stop();
});

describe('two windows of one person', () => {
  it('the second shows what is chosen in the first, and stays where it is when it no longer follows', async () => {
    const { page, context, act } = await desk('duty');
    const [first, second] = [newId(), newId()];
    const at = (name: string, division: string, lon: number, lat: number) => ({
      title: `滑坡 ${name}`,
      place: { name, division, point: { lon, lat }, by: 'map' } as const,
    });
    const plain = {
      type: 'ReportIncident' as const,
      hazard: 'landslide' as const,
      grade: 4 as const,
      source: { kind: 'duty' as const },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    };
    await act({ ...plain, incidentId: first, ...at('水洼村', '610525102206', 109.98, 35.22) });
    await act({ ...plain, incidentId: second, ...at('善化村', '610525101233', 109.8769, 35.3453) });
    await page.goto(`/incidents/${first}`);
    await page.getByRole('heading', { name: '滑坡 水洼村' }).waitFor();
    const opening = context.waitForEvent('page');
    await page.keyboard.press('Alt+Shift+N');
    const other = await opening;
    const told = () => new URL(other.url()).searchParams.get('incident');
    await expect.poll(told, { timeout: 15_000 }).toBe(first);
    await other.getByText('跟随另一窗口').waitFor();
    // Nothing of the wish to follow is left in an address that may be handed on.
    await expect.poll(() => new URL(other.url()).searchParams.has('follow'), { timeout: 15_000 }).toBe(false);

    await page.goto(`/dispatch?incident=${first}`);
    await page
      .getByRole('row', { name: /善化村/ })
      .first()
      .click();
    await expect.poll(told, { timeout: 15_000 }).toBe(second);
    await other.reload();
    await other.getByText('跟随另一窗口').waitFor();
    // Chosen on the way to another screen.
    await page.keyboard.press('Alt+4');
    // The address is there before the screen is.
    await page.getByRole('columnheader', { name: '编号' }).waitFor();
    await page
      .getByRole('row', { name: /水洼村/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/incidents/${first}*`);
    await expect.poll(told, { timeout: 15_000 }).toBe(first);
    // The other way nobody follows: the first window is as it was.
    await other
      .getByRole('row', { name: /善化村/ })
      .first()
      .click();
    await expect.poll(told, { timeout: 15_000 }).toBe(second);
    await other.keyboard.press('Alt+F');
    await other.getByText('本窗口不再跟随').waitFor();
    expect(await other.getByText('跟随另一窗口').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe(`/incidents/${first}`);
    await context.close();
  });
});

describe('the link of a console', () => {
  it('one console of the room rings; when it is gone the next does, within the lease', async () => {
    const first = await desk('duty');
    await first.page.goto('/duty');
    const health = (of: Desk) => of.page.getByRole('contentinfo').textContent();
    await first.page.getByRole('heading', { name: '值班日志' }).waitFor();
    await first.page.keyboard.press('Shift');
    await expect.poll(() => health(first), { timeout: 15_000 }).toMatch(/声音\s*本席/);
    const second = await desk('leader');
    await second.page.goto('/duty');
    await second.page.getByRole('heading', { name: '值班日志' }).waitFor();
    await second.page.keyboard.press('Shift');
    await expect.poll(() => health(second), { timeout: 15_000 }).toMatch(/声音\s*\S+的席位/);
    await first.context.close();
    await expect.poll(() => health(second), { timeout: 20_000 }).toMatch(/声音\s*本席/);
  });

  it('a line that is open and silent is called offline by itself, and is live again when it speaks', async () => {
    const { page } = await desk('duty', line.url);
    await page.goto('/duty');
    await page.getByRole('heading', { name: '值班日志' }).waitFor();
    line.become({ kind: 'silent' });
    // Two missed heads; nobody touches the page.
    await page
      .getByText(/^已离线/)
      .first()
      .waitFor({ timeout: 30_000 });
    line.become({ kind: 'through' });
    await expect.poll(() => page.getByText(/^已离线/).count(), { timeout: 30_000 }).toBe(0);
  });

  it('a drill that is closed says so on its screens and leads back to live', async () => {
    const { page, context } = await desk('commander');
    const begun = await context.request.post('/api/drills', {
      data: { scenario: 'storm', officers: 'hand', player: 'caller', speed: 1 },
    });
    const { world } = z.object({ world: z.string() }).parse(await begun.json());
    await page.goto(`/duty?world=${world}`);
    await page.getByRole('heading', { name: '值班日志' }).waitFor();
    await context.request.delete(`/api/drills/${world}`);
    const over = page.getByRole('alert').filter({ hasText: '此演练已结束' });
    await over.waitFor({ timeout: 10_000 });
    await page.reload();
    await page.getByText('此演练已结束').waitFor({ timeout: 10_000 });
    await page.getByRole('link', { name: '回到实战' }).click();
    await page.getByRole('heading', { name: '值班日志' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});
