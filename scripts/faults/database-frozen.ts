import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { type Check, judge, type Scene, within } from './fault.ts';
import { ERROR_MS, RECOVERY_MS, SLACK_MS } from './limits.ts';

/** The database and every process of it. */
export function processesOf(postmaster: number): number[] {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim();
  return [postmaster, ...children.split(' ').filter(Boolean).map(Number)];
}

/** The database stands still at 50 events a second, as a machine does whose disk hangs. */
export async function databaseFrozen(scene: Scene, seconds: number): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 20, perSecond: 50, patienceMs: 20_000 });
  await load.start(scene.url);
  await ledger.reaches(50);
  const frozen = processesOf(scene.server.postmaster);
  const failuresBefore = ledger.failedMs.length;
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  await pause(200); // what was under way in the server's own memory
  const during = ledger.confirmed.size;
  await pause(seconds * 1000 - 200);
  const confirmedWhileFrozen = ledger.confirmed.size - during;
  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  const resumedMs = performance.now();
  await ledger.reaches(ledger.confirmed.size + 20, RECOVERY_MS + 5000);
  const recoveryMs = performance.now() - resumedMs;
  await load.settle();
  await load.stop();
  const errors = ledger.failedMs.slice(failuresBefore);
  return [
    within(`slowest of ${errors.length} errors`, Math.max(0, ...errors), ERROR_MS + SLACK_MS),
    { what: 'people were told within the outage', holds: errors.length > 0, found: `${errors.length} errors` },
    {
      what: 'nothing was confirmed while the database stood still',
      holds: confirmedWhileFrozen === 0,
      found: `${confirmedWhileFrozen} confirmed`,
    },
    within('recovery, 20 commands confirmed', recoveryMs, RECOVERY_MS),
    ...(await judge(scene, ledger)),
  ];
}
