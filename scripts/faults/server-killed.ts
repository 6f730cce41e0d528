import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { quantile } from '../bench/report.ts';
import { type Check, judge, type Scene, within } from './fault.ts';

/** The server dies at random moments under load, and every other time its database with it. */
export async function serverKilled(scene: Scene, kills: number): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 6, perSecond: 100 });
  await load.start(scene.url);
  const screen = await new Screen({ url: scene.url, cookie: scene.cookie, reconnects: true }).open();
  const tookMs: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    await ledger.reaches(ledger.confirmed.size + 5 + Math.floor(scene.random() * 150));
    const { postmaster } = scene.server;
    const killedMs = performance.now();
    await scene.server.end('SIGKILL');
    if (scene.random() < 0.5) process.kill(postmaster, 'SIGKILL');
    await scene.restart();
    await ledger.reaches(ledger.confirmed.size + 1);
    tookMs.push(performance.now() - killedMs);
  }
  await load.settle();
  const last = Math.max(...ledger.confirmed.values());
  await screen.reaches(last);
  await load.stop();
  screen.close();
  return [
    ...(await judge(scene, ledger)),
    {
      what: 'everything asked was settled in the end',
      holds: ledger.open.size === 0,
      found: `${ledger.open.size} open`,
    },
    within(
      `killed → next confirmed command, slowest of ${kills} (in the middle ${(quantile(tookMs, 0.5) / 1000).toFixed(1)} s)`,
      Math.max(...tookMs),
      10_000,
    ),
    {
      what: 'a screen that came back each time has no gap',
      holds: screen.faults.every(({ kind }) => kind === 'doubled'),
      found: `${screen.faults.filter(({ kind }) => kind !== 'doubled').length} gaps, at ${screen.seq} of ${last}`,
    },
  ];
}
