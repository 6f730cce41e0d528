import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { type Check, judge, type Scene, within } from './fault.ts';

const KILLS = 4;

/** The server dies at random moments under load, and every other time its database with it. */
export async function serverKilled(scene: Scene, kills = KILLS): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 6, perSecond: 100 });
  await load.start(scene.url);
  const screen = await new Screen({ url: scene.url, cookie: scene.cookie, reconnects: true }).open();
  let slowestMs = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    await ledger.reaches(ledger.confirmed.size + 5 + Math.floor(scene.random() * 150));
    const { postmaster } = scene.server;
    const killedMs = performance.now();
    await scene.server.end('SIGKILL');
    if (scene.random() < 0.5) process.kill(postmaster, 'SIGKILL');
    await scene.restart();
    await ledger.reaches(ledger.confirmed.size + 1);
    slowestMs = Math.max(slowestMs, performance.now() - killedMs);
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
    within(`slowest of ${kills}: killed → next confirmed command`, slowestMs, 10_000),
    {
      what: 'a screen that came back each time has no gap',
      holds: screen.faults.every(({ kind }) => kind === 'doubled'),
      found: `${screen.faults.filter(({ kind }) => kind !== 'doubled').length} gaps, at ${screen.seq} of ${last}`,
    },
  ];
}
