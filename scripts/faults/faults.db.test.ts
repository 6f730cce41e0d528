import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarmFlood } from './alarm-flood.ts';
import { auditTampered } from './audit-tampered.ts';
import { badFeeds } from './bad-feeds.ts';
import { databaseKilled } from './database-killed.ts';
import { type Check, closeScene, openScene, type Scene } from './fault.ts';
import { flapping } from './network.ts';

/** Times are told by `pnpm faults`; here, beside other tests on a busy machine, only what is right or wrong counts. */
const isTiming = ({ what }: Check): boolean => /≤ [\d.]+ (s|×)/.test(what);

/**
 * The short way through the table of faults: real processes, one scene after the other on one server. What takes long,
 * or a machine of its own, is in `pnpm faults`.
 */
const SHORT: readonly (readonly [title: string, run: (scene: Scene) => Promise<Check[]>])[] = [
  ['lines that break in the middle of a frame', (scene) => flapping(scene, 8)],
  ['PostgreSQL killed under load', (scene) => databaseKilled(scene, 1)],
  ['a feed late, doubled, unordered, of the future', badFeeds],
  ['fifty alarms at once, one red', (scene) => alarmFlood(50)(scene, 5)],
  // Last: it changes the database behind the server's back.
  ['history changed in the database', auditTampered],
];

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(1);
}, 120_000);
afterAll(() => closeScene(scene), 60_000);

describe('faults, in short', () => {
  for (const [title, run] of SHORT)
    it(title, async () => {
      const failed = (await run(scene)).filter((check) => !check.holds && !isTiming(check));
      expect(failed).toEqual([]);
    }, 180_000);
});
