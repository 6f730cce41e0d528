import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { freePort } from './free-port.ts';
import { atMost, exactly } from './goal.ts';
import { type LightSocket, openLight } from './light-socket.ts';
import { type BenchReport, machine, quantile } from './report.ts';
import { rssOf } from './rss.ts';

const MISSED = 1000;
const LONGEST_MS = 60_000;
/** Sockets opened at a time: a crowd comes over minutes on an ordinary day. */
const AT_ONCE = 50;

/** Everybody comes back after a restart of the server; one screen catches up with 1,000 missed events. */
export async function benchResume(quick: boolean): Promise<BenchReport> {
  const sockets = quick ? 500 : 2000;
  const before = machine();
  const dataDir = newFolder('bench');
  const env = { PORT: String(await freePort()) };
  let server = await startProcess({ dataDir, env });
  try {
    const url = await server.url();
    const cookie = await server.signIn('duty');
    await fill(url, cookie, quick ? 60 : 200);
    const openingMs = performance.now();
    const crowd: LightSocket[] = [];
    while (crowd.length < sockets)
      crowd.push(
        ...(await Promise.all(Array.from({ length: AT_ONCE }, () => openLight({ url, cookie, reconnects: true })))),
      );
    const openedMs = performance.now() - openingMs;
    const rssMb = rssOf(server.pid);

    const missed = await missThousand(url, cookie);

    await server.end('SIGKILL');
    server = await startProcess({ dataDir, env });
    const readyMs = performance.now();
    const head = await headOf(url, cookie);
    const currentMs: number[] = [];
    const waiting = new Set(crowd);
    // A light socket keeps its last sequence: what counts is that it was told the head on a new line.
    for (const one of crowd) one.socket.once('head', () => current(one));
    const current = (one: LightSocket): void => {
      if (one.seq < head || !waiting.delete(one)) return;
      currentMs.push(performance.now() - readyMs);
    };
    while (waiting.size > 0 && performance.now() - readyMs < LONGEST_MS)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const left = waiting.size;
    for (const one of crowd) one.close();
    return {
      bench: 'resume',
      at: new Date().toISOString(),
      machine: before,
      rows: [
        {
          figure: `${sockets} sockets after a kill: ready → all current`,
          value: left === 0 ? quantile(currentMs, 1) / 1000 : Number.NaN,
          unit: 's',
          goal: [atMost(10)],
        },
        { figure: 'the same, half of them', value: quantile(currentMs, 0.5) / 1000, unit: 's' },
        { figure: 'sockets that did not come back', value: left, unit: '', goal: [exactly(0)] },
        { figure: `${MISSED} missed events → current`, value: missed.tookMs / 1000, unit: 's', goal: [atMost(1)] },
        { figure: 'gaps or doubled events on the way', value: missed.faults, unit: '', goal: [exactly(0)] },
        { figure: `server memory with ${sockets} sockets`, value: rssMb, unit: 'MB' },
        { figure: `opening ${sockets} sockets, ${AT_ONCE} at a time`, value: openedMs / 1000, unit: 's' },
      ],
      notes: [
        'clients share the machine, and wait 0.2 to 1 s between tries as browsers do',
        `load average at the start ${before.load1}, at the end ${machine().load1}`,
      ],
    };
  } finally {
    await server.end('SIGTERM');
    await dropFolder(dataDir);
  }
}

/** A county at work: open tasks make the snapshot as long as on a bad night. */
async function fill(url: string, cookie: string, tasks: number): Promise<void> {
  const screen = await new Screen({ url, cookie }).open();
  for (let n = 0; n < tasks; n++) {
    const answer = await post(url, cookie, {
      type: 'CreateTask',
      taskId: newId(),
      title: `巡查第 ${n} 组隐患点并回报`,
      group: '综合协调组',
      ownerPost: 'post-duty',
      dueAt: '2099-01-01T00:00:00+08:00',
      proof: 'none',
    });
    if (!answer.ok) throw new Error(`a task was not taken: ${answer.status}`);
  }
  screen.close();
}

function post(url: string, cookie: string, intent: object): Promise<Response> {
  return fetch(`${url}/api/intents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
}

/** One screen is away for 1,000 events, then comes back. */
async function missThousand(url: string, cookie: string): Promise<{ tookMs: number; faults: number }> {
  const screen = await new Screen({ url, cookie }).open();
  screen.close();
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 18, perSecond: 350 });
  await load.start(url);
  await ledger.reaches(MISSED, LONGEST_MS * 2);
  await load.stop();
  const head = await headOf(url, cookie);
  const startedMs = performance.now();
  await screen.connect();
  await screen.reaches(head);
  const tookMs = performance.now() - startedMs;
  screen.close();
  return { tookMs, faults: screen.faults.length };
}

async function headOf(url: string, cookie: string): Promise<number> {
  const screen = await new Screen({ url, cookie }).open();
  const { head } = screen;
  screen.close();
  return head;
}
