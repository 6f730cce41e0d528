import { Screen } from '@sitong/server/testing/screen.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { z } from 'zod';
import { startChild } from '../bench/child.ts';
import { rssOf } from '../bench/rss.ts';
import { type Check, type Scene, within } from './fault.ts';

/** Bytes of events written while one reader is frozen: far more than any buffer between the two holds. */
const WRITTEN_BYTES = 24_000_000;
const ENTRY = '满'.repeat(1900);
const DESKS = 4;
const MOST_GROWTH_MB = 96;
const StandSchema = z.object({ seq: z.number(), gaps: z.number() });

/** One reader stops reading while much is written: the server keeps its memory, others go on, the reader comes back. */
export async function clientFrozen(scene: Scene): Promise<Check[]> {
  const { url, cookie } = scene;
  const child = startChild('../faults/frozen-reader.ts', [url, cookie]);
  await child.line();
  const other = await new Screen({ url, cookie }).open();
  const write = async (bytes: number): Promise<void> => {
    let left = bytes;
    await Promise.all(
      Array.from({ length: DESKS }, async () => {
        while (left > 0) {
          left -= ENTRY.length * 3;
          await say(scene);
        }
      }),
    );
  };
  // Warm: the first megabytes make the heap as large as this work needs.
  await write(WRITTEN_BYTES / 4);
  const beforeMb = rssOf(scene.server.pid);
  process.kill(child.pid, 'SIGSTOP');
  const frozenMs = performance.now();
  await write(WRITTEN_BYTES);
  const grownMb = rssOf(scene.server.pid) - beforeMb;
  const frozenS = (performance.now() - frozenMs) / 1000;
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
    {
      what: `server memory while ${(WRITTEN_BYTES / 1e6).toFixed(0)} MB of events passed a frozen reader: growth ≤ ${MOST_GROWTH_MB} MB`,
      holds: grownMb <= MOST_GROWTH_MB,
      found: `${grownMb} MB in ${frozenS.toFixed(0)} s, from ${beforeMb} MB`,
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

async function say({ url, cookie }: Scene): Promise<void> {
  const body = JSON.stringify({ commandId: newId(), intent: { type: 'EnterDutyLog', text: ENTRY } });
  const headers = { 'content-type': 'application/json', cookie };
  const response = await fetch(`${url}/api/intents`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`an entry was not taken: ${response.status} ${await response.text()}`);
}
