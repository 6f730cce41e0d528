import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import { z } from 'zod';
import { databaseOf, openPool } from './database.ts';
import { freePort } from './free-port.ts';
import { atLeast, atMost, exactly } from './goal.ts';
import { openLight } from './light-socket.ts';
import { type BenchReport, machine, quantile } from './report.ts';
import { drive } from './vehicles.ts';

const LINKS = 50;
/** A little more than the goal: the last answers come after the last report, and count. */
const PACE = 22_000;
const CountSchema = z.array(z.object({ n: z.number() })).length(1);

/** Vehicle terminals over TCP → on the live lane and committed, while duty officers go on writing. */
export async function benchIngest(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const dataDir = newFolder('bench');
  const jt808Port = await freePort();
  const server = await startProcess({ dataDir, env: { JT808_PORT: String(jt808Port) } });
  try {
    const url = await server.url();
    const cookie = await server.signIn('duty');
    const pool = openPool(databaseOf(dataDir), 2);
    const screen = await openLight({ url, cookie, positions: 'on' });
    const shown = new Set<string>();
    let frames = 0;
    const UnitsSchema = z.object({ units: z.array(z.object({ terminal: z.string() })) });
    screen.socket.on('units', (raw: unknown) => {
      for (const { terminal } of UnitsSchema.parse(raw).units) shown.add(terminal);
    });
    screen.socket.on('positions', () => {
      frames += 1;
    });
    const stored = async (): Promise<number> =>
      CountSchema.parse((await pool.query('SELECT count(*)::int AS n FROM positions')).rows)[0]?.n ?? 0;
    const eventsDuring = async (work: Promise<unknown>): Promise<number[]> => {
      const ledger = new Ledger();
      const load = new Load({ ledger, cookie, lines: 3, perSecond: 50 });
      await load.start(url);
      await work;
      await load.settle();
      await load.stop();
      return ledger.confirmedMs;
    };

    await drive({ port: jt808Port, links: LINKS, positions: 20_000, perSecond: Number.POSITIVE_INFINITY, run: 1 });
    const calm = await eventsDuring(new Promise((resolve) => setTimeout(resolve, quick ? 3000 : 6000)));

    const offered = PACE * (quick ? 4 : 12);
    const beforePaced = await stored();
    let pacedS = 0;
    const busy = await eventsDuring(
      drive({ port: jt808Port, links: LINKS, positions: offered, perSecond: PACE, run: 2 }).then((s) => {
        pacedS = s;
      }),
    );
    const lost = beforePaced + offered - (await stored());

    const flat = quick ? 80_000 : 250_000;
    const beforeFlat = await stored();
    const flatS = await drive({
      port: jt808Port,
      links: LINKS,
      positions: flat,
      perSecond: Number.POSITIVE_INFINITY,
      run: 3,
    });
    const lostFlat = beforeFlat + flat - (await stored());
    await new Promise((resolve) => setTimeout(resolve, 500)); // two ticks of the lane
    screen.close();
    await pool.end();
    return {
      bench: 'ingest',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        {
          figure: `offered ${PACE}/s: committed and answered`,
          value: offered / pacedS,
          unit: '/s',
          goal: [atLeast(20_000)],
        },
        { figure: 'flat out: committed and answered', value: flat / flatS, unit: '/s' },
        { figure: 'answered and not stored', value: lost + lostFlat, unit: '', goal: [exactly(0)] },
        { figure: 'vehicles named on the screen', value: shown.size, unit: '', goal: [exactly(3 * LINKS * 40)] },
        { figure: 'position frames on the screen', value: frames, unit: '' },
        { figure: 'events meanwhile, p50', value: quantile(busy, 0.5), unit: 'ms', floor: quantile(calm, 0.5) },
        {
          figure: 'events meanwhile, p99',
          value: quantile(busy, 0.99),
          unit: 'ms',
          floor: quantile(calm, 0.99),
          goal: [atMost(50)],
        },
      ],
      notes: [
        `${LINKS} links × 40 vehicles; events at 50 a second by three lines; floor of the events: without vehicles`,
        'terminals, readers, server and database share the machine',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await server.end('SIGTERM');
    await dropFolder(dataDir);
  }
}
