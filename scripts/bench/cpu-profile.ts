import { writeFile } from 'node:fs/promises';
import type { CDPSession } from 'playwright-core';

/** Profiles a page while `work` runs and keeps it as a file for the browser's own viewer. */
export async function keepProfile(cdp: CDPSession, path: string, work: () => Promise<unknown>): Promise<void> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 200 });
  await cdp.send('Profiler.start');
  await work();
  const { profile } = await cdp.send('Profiler.stop');
  await cdp.send('Profiler.disable');
  await writeFile(path, JSON.stringify(profile));
}
