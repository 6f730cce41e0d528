import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { type Check, judge, type Scene, within } from './fault.ts';
import { ERROR_MS, RECOVERY_MS, SLACK_MS } from './limits.ts';

/** PostgreSQL is killed under load, and the server with its people stays. */
export async function databaseKilled(scene: Scene, kills: number): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 6, perSecond: 50, patienceMs: 20_000 });
  const screen = await new Screen({ url: scene.url, cookie: scene.cookie, reconnects: true }).open();
  await load.start(scene.url);
  let slowestMs = 0;
  for (let kill = 0; kill < kills; kill++) {
    await ledger.reaches(ledger.confirmed.size + 10 + Math.floor(scene.random() * 60));
    const killedMs = performance.now();
    process.kill(scene.server.postmaster, 'SIGKILL');
    await ledger.reaches(ledger.confirmed.size + 20, RECOVERY_MS * 3);
    slowestMs = Math.max(slowestMs, performance.now() - killedMs);
  }
  await load.settle(30_000);
  const last = Math.max(...ledger.confirmed.values());
  await screen.reaches(last, 20_000);
  await load.stop();
  screen.close();
  return [
    within(`slowest of ${ledger.failedMs.length} errors`, Math.max(0, ...ledger.failedMs), ERROR_MS + SLACK_MS),
    within(`slowest of ${kills}: killed → 20 commands confirmed`, slowestMs, RECOVERY_MS),
    {
      what: 'the server itself stayed',
      holds: scene.server.child.exitCode === null && screen.faults.every(({ kind }) => kind === 'doubled'),
      found: `screen at ${screen.seq} of ${last}, ${screen.faults.length} faults`,
    },
    ...(await judge(scene, ledger)),
  ];
}
