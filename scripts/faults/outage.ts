import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { type Check, judge, type Scene, within } from './fault.ts';
import { ERROR_MS, RECOVERY_MS, SLACK_MS } from './limits.ts';

/**
 * The database takes nothing for a while, at 50 events a second. `begin` brings that about and gives the way back; what
 * was confirmed is held against the log as ever.
 */
export async function throughOutage(
  scene: Scene,
  forMs: number,
  begin: (scene: Scene) => Promise<() => Promise<void>>,
): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 10, perSecond: 50, patienceMs: 20_000 });
  await load.start(scene.url);
  await ledger.reaches(50);
  const failuresBefore = ledger.failedMs.length;
  const end = await begin(scene);
  const endedMs = performance.now() + forMs;
  const told = (): number => ledger.failedMs.length - failuresBefore;
  while (performance.now() < endedMs) await new Promise((resolve) => setTimeout(resolve, 100));
  const toldMeanwhile = told();
  await end();
  const overMs = performance.now();
  await ledger.reaches(ledger.confirmed.size + 20, RECOVERY_MS * 3);
  const recoveryMs = performance.now() - overMs;
  await load.settle(30_000);
  await load.stop();
  const errors = ledger.failedMs.slice(failuresBefore);
  return [
    within(`slowest of ${errors.length} errors`, Math.max(0, ...errors), ERROR_MS + SLACK_MS),
    { what: 'people were told within the outage', holds: toldMeanwhile > 0, found: `${toldMeanwhile} errors` },
    within('recovery, 20 commands confirmed', recoveryMs, RECOVERY_MS),
    ...(await judge(scene, ledger)),
  ];
}
