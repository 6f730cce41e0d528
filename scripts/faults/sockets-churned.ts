import { readdirSync } from 'node:fs';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { type LightSocket, openLight } from '../bench/light-socket.ts';
import { rssOf } from '../bench/rss.ts';
import { sceneWithClock, stepClock } from './clock-stepped.ts';
import { type Check, judge, type Scene } from './fault.ts';

const DAY_MS = 24 * 3_600_000;
/** Nobody is signed in for longer: a console's session ends after fourteen hours. */
const SHIFT_MS = 8 * 3_600_000;

const SOCKETS = 500;
const AT_ONCE = 50;
/** Of the rounds: until then the heap finds its size (it grew by 160 MB in the first 60 rounds, and by nothing in the 80 after). */
const WARM = 1 / 2;
/** 1 MB an hour: there are six between the middles of the two halves of what is looked at. */
const MOST_GROWTH_MB = 6;
/** Idle connections of the database pool and of a keep-alive come and go. */
const MOST_HANDLES = 30;

export const sceneOneDayAgo = (seed: number): Promise<Scene> => sceneWithClock(seed, -DAY_MS);

/**
 * A day of the server's clock: half a thousand sockets come, read the county and go, again and again beside the work of
 * three shifts. Nothing of them stays. 288 rounds are as many comings and goings as if no line held for more than five
 * minutes.
 */
export async function socketsChurned(scene: Scene, rounds: number): Promise<Check[]> {
  const { url, server } = scene;
  const ledger = new Ledger();
  const shift = async (): Promise<{ cookie: string; load: Load; sinceMs: number }> => {
    const cookie = await server.signIn('duty');
    const load = new Load({ ledger, cookie, lines: 2, perSecond: 10 });
    await load.start(url);
    return { cookie, load, sinceMs: passedMs };
  };
  let passedMs = 0;
  let on = await shift();
  const off = async (): Promise<void> => {
    await on.load.settle();
    await on.load.stop();
  };
  const seen: { rssMb: number; handles: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    passedMs = (DAY_MS * (round + 1)) / rounds;
    stepClock(scene, passedMs - DAY_MS);
    if (passedMs - on.sinceMs >= SHIFT_MS) {
      await off();
      on = await shift();
    }
    const { cookie } = on;
    const crowd: LightSocket[] = [];
    while (crowd.length < SOCKETS)
      crowd.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => openLight({ url, cookie })))));
    // Half hang up, half are torn off.
    for (const [i, one] of crowd.entries()) {
      if (i % 2 === 0) one.close();
      else one.socket.io.engine.close();
    }
    await gone(url, cookie, 2);
    if (round >= rounds * WARM)
      seen.push({ rssMb: rssOf(server.pid), handles: readdirSync(`/proc/${server.pid}/fd`).length });
  }
  await off();
  const half = seen.length >> 1;
  const middle = (of: (one: (typeof seen)[number]) => number, part: typeof seen): number =>
    part.map(of).sort((a, b) => a - b)[part.length >> 1] ?? 0;
  const [early, late] = [seen.slice(0, half), seen.slice(-half)];
  const grownMb = middle(({ rssMb }) => rssMb, late) - middle(({ rssMb }) => rssMb, early);
  const handles = middle((one) => one.handles, late) - middle((one) => one.handles, early);
  const churned = SOCKETS * seen.length;
  return [
    {
      what: `server memory over the ${churned} sockets of the later half of the day: growth in six hours ≤ ${MOST_GROWTH_MB} MB`,
      holds: grownMb <= MOST_GROWTH_MB,
      found: `${grownMb} MB; ${some(seen.map(({ rssMb }) => rssMb))}`,
    },
    {
      what: `open files and sockets: growth ≤ ${MOST_HANDLES}`,
      holds: handles <= MOST_HANDLES,
      found: `${handles}; ${some(seen.map((one) => one.handles))}`,
    },
    ...(await judge(scene, ledger)),
  ];
}

/** A dozen of them, spread over all. */
const some = (all: readonly number[]): string =>
  all.filter((_, i) => i % Math.ceil(all.length / 12) === 0 || i === all.length - 1).join(', ');

/** Resolves when the server counts no more sockets than these. */
async function gone(url: string, cookie: string, most: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const text = await (await fetch(`${url}/metrics`, { headers: { cookie } })).text();
    const open = Number(/^sitong_sockets (\d+)/m.exec(text)?.[1] ?? 0);
    if (open <= most) return;
    if (performance.now() > deadline) throw new Error(`${open} sockets are still counted 30 s after they went`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
