import { Screen } from '@sitong/server/testing/screen.ts';
import { dropFolder, newFolder, type ServerProcess, startProcess } from '@sitong/server/testing/server-process.ts';
import { z } from 'zod';
import { tokenOf } from '../faults/token.ts';
import { floors } from './goal.ts';
import { LINKED_EVERY, makeLong } from './long-log.ts';
import { type BenchReport, type BenchRow, machine, quantile } from './report.ts';

/** Against the shortest log, which stands as the floor. */
const GOAL = [floors(1.2)];
const PageSchema = z.object({ incidents: z.array(z.object({ id: z.string(), number: z.number() })).min(1) });
const OutboxSchema = z.object({ head: z.number(), items: z.array(z.unknown()) });
/** Items a province takes at once. */
const OUTBOX_PAGE = 100;

/** One county with a log of its own length, its server running. */
interface County {
  events: number;
  server: ServerProcess;
  url: string;
  cookie: string;
  /** Of the province that reads this county. */
  token: string;
  readyMs: number;
  times: Record<Act, number[]>;
}

const ACTS = ['wall', 'decide', 'list', 'open', 'timeline', 'linked', 'log', 'outbox', 'news'] as const;
type Act = (typeof ACTS)[number];
const TITLES: Record<Act, string> = {
  wall: 'open the wall: hello → snapshot taken',
  decide: 'decide an intent: pressed → answered',
  list: 'search: a page of closed incidents',
  open: 'search: the open incidents',
  timeline: 'search: the timeline of an old incident',
  linked: 'search: the timeline of one with a response and its tasks',
  log: 'a page of the log from its middle',
  outbox: `the province reads ${OUTBOX_PAGE} items from the middle of the outbox`,
  news: 'the province asks, and there is nothing new',
};

/** The same acts on a log of 10⁴, 10⁵ and 10⁶ events: three counties at once, asked in turns. */
export async function benchGrowth(quick: boolean): Promise<BenchReport> {
  const sizes = quick ? [3000, 30_000] : [10_000, 100_000, 1_000_000];
  const before = machine();
  const folders: { events: number; dataDir: string }[] = [];
  const counties: County[] = [];
  const fills: string[] = [];
  try {
    for (const events of sizes) folders.push({ events, dataDir: newFolder('bench') });
    // What is prepared is prepared for all at once; what is measured, alone.
    await Promise.all(folders.map(({ dataDir }) => startOnce(dataDir)));
    for (const { events, dataDir } of folders) {
      const { seconds } = await makeLong(dataDir, events);
      fills.push(`${events} events written in ${seconds.toFixed(1)} s`);
    }
    // The first start folds what was written beside the server; the second is one as any other.
    const foldedMs = await Promise.all(folders.map(({ dataDir }) => startOnce(dataDir)));
    fills.push(`first starts after it, all at once: ${foldedMs.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s`);
    for (const { events, dataDir } of folders) {
      const startedMs = performance.now();
      const server = await startProcess({ dataDir });
      const readyMs = performance.now() - startedMs;
      const url = await server.url();
      const cookie = await server.signIn('duty');
      const token = await tokenOf({ dataDir }, 'outbox');
      const times: County['times'] = {
        wall: [],
        decide: [],
        list: [],
        open: [],
        timeline: [],
        linked: [],
        log: [],
        outbox: [],
        news: [],
      };
      counties.push({ events, server, url, cookie, token, readyMs, times });
    }
    for (const county of counties) await warmUp(county);
    const rounds = quick ? 15 : 40;
    // Another county comes first in each round: none always follows the same one.
    for (let round = 0; round < rounds; round++)
      for (const n of counties.keys()) {
        const county = counties[(round + n) % counties.length];
        if (county !== undefined) await once(county, round < 3 ? 'warm-up' : 'counted');
      }
    const [least] = counties;
    if (least === undefined) throw new Error('no county');
    const rows = counties.flatMap((county): BenchRow[] =>
      ACTS.map((act) => ({
        figure: `${exponent(county.events)}: ${TITLES[act]}, p50`,
        value: quantile(county.times[act], 0.5),
        unit: 'ms',
        ...(county === least ? {} : { floor: quantile(least.times[act], 0.5), goal: GOAL }),
      })),
    );
    const starts = counties.map(
      (county): BenchRow => ({
        figure: `${exponent(county.events)}: started again → ready`,
        value: county.readyMs,
        unit: 'ms',
        ...(county === least ? {} : { floor: least.readyMs }),
      }),
    );
    return {
      bench: 'growth',
      at: new Date().toISOString(),
      machine: before,
      rows: [...rows, ...starts],
      notes: [
        `floor: the same act on the log of ${least.events} events, in the same run and in turns`,
        'everything in the log but the demo county is closed: what is open does not grow with it',
        ...fills,
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    for (const { server } of counties) await server.end('SIGTERM');
    for (const { dataDir } of folders) await dropFolder(dataDir);
  }
}

/** Askings after which an answer without news no longer becomes faster. */
const WARM_ASKINGS = 300;

/**
 * A server answers its first few hundred askings up to twice as slowly as all later ones, and the one that was started
 * last, that of the longest log, is also still busy with what its start has left: what a log's length costs shows only
 * when all are past that.
 */
async function warmUp({ url, token, events }: County): Promise<void> {
  const ask = async (query: string) => {
    const answer = await fetch(`${url}/api/outbox?${query}`, { headers: { authorization: `Bearer ${token}` } });
    return OutboxSchema.parse(await answer.json());
  };
  const { head } = await ask(`after=${Math.floor(events / 2)}&limit=${OUTBOX_PAGE}`);
  for (let n = 0; n < WARM_ASKINGS; n++) await ask(`after=${head}&limit=${OUTBOX_PAGE}`);
  for (let n = 0; n < WARM_ASKINGS / 10; n++) await ask(`after=${Math.floor(events / 2)}&limit=${OUTBOX_PAGE}`);
}

/** Milliseconds to ready, of a server that is ended again. */
async function startOnce(dataDir: string): Promise<number> {
  const startedMs = performance.now();
  const server = await startProcess({ dataDir });
  const readyMs = performance.now() - startedMs;
  await server.end('SIGTERM');
  return readyMs;
}

const exponent = (events: number): string => `${events >= 10_000 ? `${events / 10_000} × 10⁴` : events} events`;

async function once(county: County, kind: 'warm-up' | 'counted'): Promise<void> {
  const { url, cookie, times, events } = county;
  const timed = async <T>(act: Act, run: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await run();
    if (kind === 'counted') times[act].push(performance.now() - startedMs);
    return result;
  };
  const get = async (path: string, headers: Readonly<Record<string, string>> = { cookie }): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  const screen = await timed('wall', () => new Screen({ url, cookie }).open());
  const answer = await timed('decide', () => screen.send({ type: 'EnterDutyLog', text: '大峪河水位 2.41 m' }));
  if (!answer.ok)
    throw new Error(`the entry was refused: ${answer.refused.code}\n${county.server.said.slice(-5).join('\n')}`);
  screen.close();
  // The middle of the history: neither end is favoured by what is in memory.
  const middle = Math.floor(events / 40 / 2) + 100;
  const page = PageSchema.parse(
    await timed('list', () => get(`/api/incidents?status=closed&limit=100&before=${middle}`)),
  );
  await timed('open', () => get('/api/incidents?status=open&limit=100'));
  await timed('timeline', () => get(`/api/incidents/${page.incidents[0]?.id}/timeline?limit=100`));
  const linked = page.incidents.find(({ number }) => number % LINKED_EVERY === 0);
  if (linked === undefined) throw new Error('no incident of this page was one of a response');
  await timed('linked', () => get(`/api/incidents/${linked.id}/timeline?limit=100`));
  await timed('log', () => get(`/api/log?since=${Math.floor(events / 2)}&limit=200`));
  const province = { authorization: `Bearer ${county.token}` };
  const half = Math.floor(events / 2);
  const { head, items } = OutboxSchema.parse(
    await timed('outbox', () => get(`/api/outbox?after=${half}&limit=${OUTBOX_PAGE}`, province)),
  );
  if (items.length < OUTBOX_PAGE / 2) throw new Error(`the outbox has ${items.length} items after event ${half}`);
  await timed('news', () => get(`/api/outbox?after=${head}&limit=${OUTBOX_PAGE}`, province));
}
