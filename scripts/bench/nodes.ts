import { setTimeout as delay } from 'node:timers/promises';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { startRedis } from '@sitong/server/testing/redis-process.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { dropFolder, newFolder, type ServerProcess, startProcess } from '@sitong/server/testing/server-process.ts';
import { type BenchReport, type BenchRow, machine, quantile } from './report.ts';

/** Writers over all nodes: enough that a commit is always under way. The gateway lets each speak 20 times a second. */
const WRITERS = 64;

interface Round {
  nodes: number;
  perSecond: number;
  ackMs: number[];
  /** From sending at one node to the screen of another (of the same, where there is one). */
  seenMs: number[];
  /** Of one node, for each event it took part in: deciding, appending, folding, telling its sockets. */
  cpuMsPerEvent: number;
}

async function cpuS(nodes: readonly ServerProcess[]): Promise<number> {
  let sum = 0;
  for (const node of nodes) {
    const text = await (await fetch(`${await node.url()}/metrics`)).text();
    sum += Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? 0);
  }
  return sum;
}

async function round(count: number, seconds: number, env: Readonly<Record<string, string>>): Promise<Round> {
  const folders = Array.from({ length: count }, () => newFolder('bench-node'));
  const nodes: ServerProcess[] = [];
  const screens: Screen[] = [];
  try {
    const [first = '', ...others] = folders;
    nodes.push(await startProcess({ dataDir: first, env }));
    nodes.push(...(await Promise.all(others.map((dataDir) => startProcess({ dataDir, env })))));
    const urls = await Promise.all(nodes.map((node) => node.url()));
    const cookie = (await nodes[0]?.signIn('duty')) ?? '';
    for (let i = 0; i < WRITERS; i++) screens.push(await new Screen({ url: urls[i % count] ?? '', cookie }).open());
    const watcher = await new Screen({ url: urls[count - 1] ?? '', cookie }).open();
    screens.push(watcher);
    const sentAt = new Map<string, number>();
    const seenMs: number[] = [];
    watcher.onEvents = (events) => {
      for (const event of events) {
        const at = sentAt.get(event.commandId);
        if (at !== undefined) seenMs.push(performance.now() - at);
      }
    };
    const ackMs: number[] = [];
    const before = await cpuS(nodes);
    const startedMs = performance.now();
    const untilMs = startedMs + seconds * 1000;
    await Promise.all(
      screens.slice(0, WRITERS).map(async (screen, i) => {
        for (let n = 0; performance.now() < untilMs; n++) {
          const commandId = crypto.randomUUID().replace(/^(.{14})./, '$17');
          const at = performance.now();
          if (i % count === 0) sentAt.set(commandId, at);
          const answer = await screen.send({ type: 'EnterDutyLog', text: `节点 ${i} 第 ${n} 条` }, commandId);
          if (answer.ok) ackMs.push(performance.now() - at);
          else await delay(50);
        }
      }),
    );
    const tookS = (performance.now() - startedMs) / 1000;
    const cpuMs = ((await cpuS(nodes)) - before) * 1000;
    return {
      nodes: count,
      perSecond: ackMs.length / tookS,
      ackMs,
      seenMs,
      cpuMsPerEvent: cpuMs / ackMs.length / count,
    };
  } finally {
    for (const screen of screens) screen.close();
    await Promise.all(nodes.map((node) => node.end('SIGTERM')));
    await Promise.all(folders.map(dropFolder));
  }
}

/** Events a second with one, two and four nodes on one log: every node folds every event, and one row is the head. */
export async function benchNodes(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const dataDir = newFolder('bench-nodes');
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const database = await startEmbedded({ dataDir, log });
  const redis = await startRedis();
  try {
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    const rounds: Round[] = [];
    for (const count of quick ? [1, 2] : [1, 2, 4]) rounds.push(await round(count, quick ? 3 : 4, env));
    const [alone] = rounds;
    const rows = rounds.flatMap(({ nodes, perSecond, ackMs, seenMs, cpuMsPerEvent }): BenchRow[] => [
      {
        figure: `${nodes} node${nodes > 1 ? 's' : ''}: events confirmed a second`,
        value: perSecond,
        unit: '/s',
        ...(alone === undefined || nodes === 1 ? {} : { floor: alone.perSecond }),
      },
      { figure: '  pressed → confirmed p50', value: quantile(ackMs, 0.5), unit: 'ms' },
      { figure: '  pressed → confirmed p99', value: quantile(ackMs, 0.99), unit: 'ms' },
      { figure: '  pressed at the first → on a screen of the last p50', value: quantile(seenMs, 0.5), unit: 'ms' },
      { figure: '  CPU of a node for each event of the log', value: cpuMsPerEvent, unit: 'ms' },
    ]);
    return {
      bench: 'nodes',
      at: new Date().toISOString(),
      machine: before,
      rows,
      notes: [
        `${WRITERS} writers without a pause, clients, database, Redis and nodes on the same cores`,
        'one county is one log: its head is one row, so nodes add screens and survive a loss; they add no commits',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await redis.kill();
    await database.stop();
    await dropFolder(dataDir);
  }
}
