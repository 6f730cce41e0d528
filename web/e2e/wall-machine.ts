import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { type Desk, PASSWORD } from './harness.ts';

/** A browser that nobody ever signed in with, as the wall's own machine has it. */
export async function bareScreen(browser: Browser, url: string, width = 1920, height = 1080): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale: 'zh-CN',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  // Asked for real; counted on the way, since a panel that stays awake leaves no other trace.
  await page.addInitScript(() => {
    const lock = navigator.wakeLock;
    const ask = lock.request.bind(lock);
    lock.request = (type) => {
      document.documentElement.dataset['awake'] = String(Number(document.documentElement.dataset['awake'] ?? 0) + 1);
      return ask(type);
    };
  });
  return page;
}

/** A new wall's own token, as an administrator makes one. */
export async function wallToken(browser: Browser, url: string, name: string): Promise<string> {
  const admin = await browser.newContext({ baseURL: url });
  await admin.request.post('/api/session', { data: { username: 'admin', password: PASSWORD } });
  const made = await admin.request.post('/api/wall-devices', { data: { name } });
  const { token } = z.object({ token: z.string() }).parse(await made.json());
  await admin.close();
  return token;
}

const DrillsSchema = z.object({ drills: z.array(z.object({ world: z.string(), worldNow: z.string() })) });

/** The same value for six minutes of this drill's own time: long enough for every mark. */
export async function sendReadings(
  desk: Desk,
  url: string,
  drill: { world: string; token: string },
  sensor: string,
  quantity: string,
  value: number,
): Promise<void> {
  const { drills } = DrillsSchema.parse(await (await desk.context.request.get('/api/drills')).json());
  const nowMs = Date.parse(drills.find(({ world }) => world === drill.world)?.worldNow ?? '');
  const readings = [6, 3, 0].map((minutes) => ({
    sensor,
    quantity,
    value,
    observedAt: new Date(nowMs - minutes * 60_000).toISOString(),
  }));
  const answer = await fetch(`${url}/api/ingest/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${drill.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ readings }),
  });
  if (!answer.ok) throw new Error(`readings were refused: ${answer.status} ${await answer.text()}`);
}

/** Red and orange pixels of a picture: red well above both other parts. Roads, magenta and teal are none. */
export function hotPixels(picture: Buffer): number {
  const { data } = PNG.sync.read(picture);
  let hot = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(i, i + 3);
    if (red > 150 && red - green > 60 && red - blue > 60) hot += 1;
  }
  return hot;
}
