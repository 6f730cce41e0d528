import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { z } from 'zod';
import { startChild } from '../bench/child.ts';
import { rssOf } from '../bench/rss.ts';
import { type Check, type Scene, within } from './fault.ts';

/** Entries written while one reader is frozen: 11 MB, more than the buffers between the two hold. */
const ENTRIES = 2000;
const BALLAST = '满'.repeat(1900);
/** Looked at every 2 s, cut off at 1 MB or after 10 s behind (reliability §2). */
const CUT_MS = 14_000;
const MOST_GROWTH_MB = 96;
const StandSchema = z.object({ seq: z.number(), gaps: z.number() });

/** One reader stops reading while much is written, and does so for a while: the server keeps its memory, others go on, the reader comes back. */
export async function clientFrozen(scene: Scene, seconds: number): Promise<Check[]> {
  const { url, cookie } = scene;
  const child = startChild('../faults/frozen-reader.ts', [url, cookie]);
  await child.line();
  const other = await new Screen({ url, cookie }).open();
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 10, perSecond: 170, ballast: BALLAST });
  await load.start(url);
  // Warm: the newest events are kept for readers that come back, and the heap grows to hold them.
  await ledger.reaches(ENTRIES, 120_000);
  const sockets = await socketsOf(scene);
  const beforeMb = rssOf(scene.server.pid);
  process.kill(child.pid, 'SIGSTOP');
  const frozenMs = performance.now();
  const written = ledger.reaches(2 * ENTRIES, 120_000);
  let cutMs = Number.POSITIVE_INFINITY;
  while (performance.now() - frozenMs < 40_000) {
    if ((await socketsOf(scene)) < sockets) {
      cutMs = performance.now() - frozenMs;
      break;
    }
    await pause(200);
  }
  await written;
  await load.settle(60_000);
  await load.stop();
  // The county goes on as usual until the reader wakes.
  const usual = new Load({ ledger, cookie, lines: 4, perSecond: 50 });
  await usual.start(url);
  await pause(Math.max(0, frozenMs + seconds * 1000 - performance.now()));
  await usual.settle();
  await usual.stop();
  const missed = ledger.confirmed.size - ENTRIES;
  const frozenS = Math.round((performance.now() - frozenMs) / 1000);
  const grownMb = rssOf(scene.server.pid) - beforeMb;
  const probe = await other.send({ type: 'EnterDutyLog', text: 'others go on' });
  const head = probe.ok ? probe.seq : 0;
  await other.reaches(head);
  process.kill(child.pid, 'SIGCONT');
  const wokenMs = performance.now();
  let stand = { seq: 0, gaps: 0 };
  while (stand.seq < head && performance.now() - wokenMs < 30_000)
    stand = StandSchema.parse(JSON.parse(await child.line()));
  const backMs = performance.now() - wokenMs;
  await child.end();
  const gaps = other.faults.length;
  other.close();
  return [
    within('frozen → cut off', cutMs, CUT_MS),
    {
      what: `server memory over ${frozenS} s in which ${missed} events (${ENTRIES} long ones) passed it by: growth ≤ ${MOST_GROWTH_MB} MB`,
      holds: grownMb <= MOST_GROWTH_MB,
      found: `${grownMb} MB, from ${beforeMb} MB to ${beforeMb + grownMb} MB`,
    },
    {
      what: 'others go on without a gap',
      holds: probe.ok && gaps === 0,
      found: `${gaps} gaps, at ${other.seq} of ${head}`,
    },
    within('woken → current', backMs, 5000 + 3000),
    {
      what: 'it came back without a gap',
      holds: stand.gaps === 0 && stand.seq >= head,
      found: `${stand.gaps} gaps, at ${stand.seq}`,
    },
  ];
}

async function socketsOf({ url, cookie }: Scene): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers: { cookie } })).text();
  const found = /^sitong_sockets (\d+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error('/metrics does not tell the number of sockets');
  return Number(found);
}
