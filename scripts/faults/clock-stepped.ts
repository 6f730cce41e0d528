import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { newFolder } from '@sitong/server/testing/server-process.ts';
import { type Check, judge, openScene, type Scene } from './fault.ts';

const HOUR_MS = 3_600_000;
const CLOCK = 'clock';

/** Off by so much that the server believes it is a minute before the end of a leap day. */
const leapMs = Date.parse('2028-02-29T23:59:00+08:00') - Date.now();

export const sceneWithSteppedClock = (seed: number): Promise<Scene> => sceneWithClock(seed, leapMs);

/** A server whose clock stands off by so much, until `stepClock` sets it. */
export function sceneWithClock(seed: number, offMs: number): Promise<Scene> {
  const dataDir = newFolder('clock');
  writeFileSync(join(dataDir, CLOCK), String(offMs));
  const preload = new URL('stepped-clock.mjs', import.meta.url).href;
  const env = { NODE_OPTIONS: `--import ${preload}`, SITONG_FAULT_CLOCK: join(dataDir, CLOCK) };
  return openScene(seed, { dataDir, env });
}

export function stepClock({ dataDir, server }: Scene, offMs: number): void {
  writeFileSync(join(dataDir, CLOCK), String(offMs));
  process.kill(server.pid, 'SIGUSR2');
}

/** The server's clock is set an hour forward and back, again and again, over midnight of a leap day and under load. */
export async function clockStepped(scene: Scene): Promise<Check[]> {
  const { url, cookie } = scene;
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 6, perSecond: 50 });
  const screen = await new Screen({ url, cookie, reconnects: true }).open();
  const times: number[] = [];
  screen.onEvents = (events) => {
    for (const { recordedAt } of events) times.push(Date.parse(recordedAt));
  };
  await load.start(url);
  await ledger.reaches(20);
  const steps = [HOUR_MS, 0, -HOUR_MS, 60_000, HOUR_MS, -HOUR_MS, 0];
  const stuck: number[] = [];
  for (const offMs of steps) {
    stepClock(scene, leapMs + offMs);
    const before = ledger.confirmed.size;
    try {
      await ledger.reaches(before + 20, 10_000);
    } catch {
      stuck.push(offMs);
    }
  }
  await load.settle();
  const last = Math.max(...ledger.confirmed.values());
  await screen.reaches(last);
  await load.stop();
  screen.close();
  const back = times.filter((ms, i) => ms < (times[i - 1] ?? 0)).length;
  return [
    {
      what: 'work goes on after every step',
      holds: stuck.length === 0,
      found:
        stuck.length === 0
          ? `${steps.length} steps`
          : `nothing confirmed for 10 s at ${stuck.join(', ')} ms; ${JSON.stringify([...ledger.noes])}`,
    },
    { what: 'the clock really went back', holds: back > 0, found: `${back} times in the log` },
    {
      what: 'order by event number is unchanged, no gap',
      holds: screen.faults.every(({ kind }) => kind === 'doubled'),
      found: `${screen.faults.length} faults, at ${screen.seq} of ${last}`,
    },
    ...(await judge(scene, ledger)),
  ];
}
