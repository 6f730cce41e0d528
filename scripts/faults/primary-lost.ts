import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import { withLog } from '../operate/tool-log.ts';
import { promote, startPair } from '../standby/pair.ts';
import { switchLine } from '../standby/switch-line.ts';
import { processesOf } from './database-frozen.ts';
import { type Check, judgeAt, type Scene, within } from './fault.ts';

/** reliability §1 P5: host lost, back within 60 s where a standby runs. */
const BACK_MS = 60_000;
/** Longer than any time limit on a statement: none of them may turn waiting for the standby into an answer. */
const STOPPED_MS = 8_000;

/**
 * A primary with a synchronous standby, under load: while the standby stands still nothing is confirmed; then the
 * primary dies for good, the standby is promoted, and everything that was ever confirmed is there.
 */
export async function primaryLost({ random }: Pick<Scene, 'random'>): Promise<Check[]> {
  const home = newFolder('standby');
  const pair = await startPair(home);
  const line = await switchLine(pair.primary.port);
  const server = new ServerProcess({
    dataDir: newFolder('standby-server'),
    env: { DATABASE_URL: pair.primary.urlAt(line.port) },
  });
  const ledger = new Ledger();
  try {
    const url = await server.url();
    const cookie = await server.signIn('duty');
    const screen = await new Screen({ url, cookie, reconnects: true }).open();
    const load = new Load({ ledger, cookie, lines: 6, perSecond: 50, patienceMs: 20_000 });
    await load.start(url);
    await ledger.reaches(60 + Math.floor(random() * 60), 60_000);

    const frozen = processesOf(pair.standby.pid);
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    // What both had already written may still be answered.
    await pause(1_000);
    const before = ledger.confirmed.size;
    await pause(STOPPED_MS);
    const meanwhile = ledger.confirmed.size - before;
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    await ledger.reaches(ledger.confirmed.size + 20, 60_000);

    const lostMs = performance.now();
    pair.primary.kill('SIGKILL');
    await promote(pair.standby);
    const promotedMs = performance.now() - lostMs;
    line.turnTo(pair.standby.port);
    await ledger.reaches(ledger.confirmed.size + 20, BACK_MS * 2);
    const backMs = performance.now() - lostMs;
    await load.settle(60_000);
    const last = Math.max(...ledger.confirmed.values());
    await screen.reaches(last, 30_000);
    await load.stop();
    screen.close();
    const standbyUrl = pair.standby.urlAt(pair.standby.port);
    const verdict = await withLog(standbyUrl, (log) => log.verify('live'));
    const gaps = screen.faults.filter(({ kind }) => kind !== 'doubled').length;
    return [
      {
        what: `standby stopped for ${STOPPED_MS / 1000} s: nothing confirmed that only one has`,
        holds: meanwhile === 0,
        found: `${meanwhile} confirmed meanwhile`,
      },
      within('primary lost → promoted', promotedMs, BACK_MS),
      within('primary lost → 20 commands confirmed', backMs, BACK_MS),
      ...(await judgeAt(standbyUrl, ledger)),
      { what: 'the log of the standby is whole', holds: verdict.kind === 'ok', found: JSON.stringify(verdict) },
      { what: 'a screen has no gap', holds: gaps === 0, found: `${gaps} gaps, at ${screen.seq} of ${last}` },
      {
        what: 'the server itself stayed',
        holds: server.child.exitCode === null,
        found: server.child.exitCode === null ? 'same process' : server.said.slice(-2).join(' / '),
      },
    ];
  } finally {
    await server.end('SIGTERM');
    await line.close();
    await pair.end();
    await dropFolder(server.dataDir);
    await dropFolder(home);
  }
}
