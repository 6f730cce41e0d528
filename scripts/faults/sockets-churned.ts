import { readdirSync } from 'node:fs';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { type LightSocket, openLight } from '../bench/light-socket.ts';
import { rssOf } from '../bench/rss.ts';
import { type Check, judge, type Scene } from './fault.ts';

const SOCKETS = 500;
const AT_ONCE = 50;
/** Rounds until the heap has found its size. */
const WARM = 4;
/** RSS moves with the collector; a leak of one kilobyte for each socket would be 4 MB in the rounds looked at. */
const MOST_GROWTH_MB = 24;
/** Idle connections of the database pool and of a keep-alive come and go. */
const MOST_HANDLES = 30;

/** Half a thousand sockets come, read the county and go, again and again beside the work: nothing of them stays. */
export async function socketsChurned(scene: Scene, rounds: number): Promise<Check[]> {
  const { url, cookie, server } = scene;
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 2, perSecond: 10 });
  await load.start(url);
  const seen: { rssMb: number; handles: number }[] = [];
  for (let round = 0; round < Math.max(rounds, WARM + 2); round++) {
    const crowd: LightSocket[] = [];
    while (crowd.length < SOCKETS)
      crowd.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => openLight({ url, cookie })))));
    // Half hang up, half are torn off.
    for (const [i, one] of crowd.entries()) {
      if (i % 2 === 0) one.close();
      else one.socket.io.engine.close();
    }
    await gone(scene, 2);
    if (round >= WARM) seen.push({ rssMb: rssOf(server.pid), handles: readdirSync(`/proc/${server.pid}/fd`).length });
  }
  await load.settle();
  await load.stop();
  const half = seen.length >> 1;
  const middle = (of: (one: (typeof seen)[number]) => number, part: typeof seen): number =>
    part.map(of).sort((a, b) => a - b)[part.length >> 1] ?? 0;
  const [early, late] = [seen.slice(0, half), seen.slice(-half)];
  const grownMb = middle(({ rssMb }) => rssMb, late) - middle(({ rssMb }) => rssMb, early);
  const handles = middle((one) => one.handles, late) - middle((one) => one.handles, early);
  const churned = SOCKETS * seen.length;
  return [
    {
      what: `server memory over ${churned} sockets that came and went: growth ≤ ${MOST_GROWTH_MB} MB`,
      holds: grownMb <= MOST_GROWTH_MB,
      found: `${grownMb} MB; ${seen.map(({ rssMb }) => rssMb).join(', ')}`,
    },
    {
      what: `open files and sockets: growth ≤ ${MOST_HANDLES}`,
      holds: handles <= MOST_HANDLES,
      found: `${handles}; ${seen.map((one) => one.handles).join(', ')}`,
    },
    ...(await judge(scene, ledger)),
  ];
}

/** Resolves when the server counts no more sockets than these. */
async function gone({ url, cookie }: Scene, most: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const text = await (await fetch(`${url}/metrics`, { headers: { cookie } })).text();
    const open = Number(/^sitong_sockets (\d+)/m.exec(text)?.[1] ?? 0);
    if (open <= most) return;
    if (performance.now() > deadline) throw new Error(`${open} sockets are still counted 30 s after they went`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
