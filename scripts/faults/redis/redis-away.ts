import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { HeadSchema } from '@sitong/shared/protocol/down.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { quantile } from '../../bench/report.ts';
import { rssOf } from '../../bench/rss.ts';
import { type Check, judge, within } from '../fault.ts';
import { RECOVERY_MS } from '../limits.ts';
import { ingestToken } from '../token.ts';
import { raiseAlarms } from './alarms.ts';
import { giveOrders } from './orders.ts';
import { Trucks } from './trucks.ts';
import type { NodesScene } from './two-nodes.ts';

/** reliability §1 P4. */
const P95_MS = 300;
const P99_MS = 1000;
const ALARM_MS = 2000;
/** A dead line is known after three seconds, stored positions are read every two; the table allows ten until it shows. */
const OLDEST_MS = 10_000;
const SHOWN_MS = 10_000;
const WARM_MS = 5000;

export interface RedisFault {
  /** `stored`: the nodes no longer hear each other, and say so. `shared`: nobody notices. */
  nodesThen: 'stored' | 'shared';
  /** Brings it about and gives the way back. */
  begin: (scene: NodesScene) => Promise<() => Promise<void>>;
}

/**
 * Redis is away for a while under all that may hang on it: 50 events a second, orders from a desk at one node to a team
 * at the other, warnings and positions that come in at one and are shown at the other.
 */
export const redisAway =
  ({ nodesThen, begin }: RedisFault) =>
  async (scene: NodesScene, seconds: number): Promise<Check[]> => {
    const { url, secondUrl, cookie, server, second } = scene;
    const token = await ingestToken(scene);
    const teamCookie = await server.signIn('team1');
    const me = await (await fetch(`${url}/api/session`, { headers: { cookie: teamCookie } })).json();
    const team = SessionInfoSchema.parse(me).teams[0] ?? '';
    const open = (at: string, who: string): Promise<Screen> => new Screen({ url: at, cookie: who }).open();
    const [desk, far, phone] = await Promise.all([
      open(url, cookie),
      open(secondUrl, cookie),
      open(secondUrl, teamCookie),
    ]);
    const screens = [desk, far, phone];
    const nodes = [nodesOf(desk), nodesOf(far)];
    const ledger = new Ledger();
    const ordered = new Ledger();
    const load = new Load({ ledger, cookie, lines: 4, perSecond: 50 });
    const trucks = await Trucks.at(scene, token);
    // Commit → screen, from the server's own time of the event: all of it one machine and one clock.
    const seenMs: number[] = [];
    let phase: 'warm' | 'away' | 'back' | 'over' = 'warm';
    for (const screen of [desk, far])
      screen.onEvents = (events) => {
        if (phase !== 'away') return;
        for (const { recordedAt } of events) seenMs.push(Date.now() - Date.parse(recordedAt));
      };
    const over = (): boolean => phase === 'over';
    try {
      await load.start(url);
      for (const each of nodes) await each.becomes('shared', RECOVERY_MS);
      const running = Promise.all([
        giveOrders(scene, { desk, phone, team }, ordered, over),
        raiseAlarms(scene, token, far, over),
        trucks.drive(over),
      ]);
      // Awaited below; an error before that ends the row there.
      let failed: unknown;
      running.catch((error: unknown) => {
        failed = error;
      });
      await pause(WARM_MS);
      const usualAgeMs = Math.max(...trucks.agesMs.map(({ ageMs }) => ageMs));
      const rss = (): number[] => [server.pid, second.pid].map(rssOf);
      const rssBefore = rss();
      const end = await begin(scene);
      const begunMs = performance.now();
      phase = 'away';
      const ready: string[] = [];
      while (performance.now() - begunMs < seconds * 1000 && failed === undefined) {
        await pause(1000);
        for (const at of [url, secondUrl]) {
          const { status } = await fetch(`${at}/readyz`);
          if (status !== 200) ready.push(`${status} after ${Math.round((performance.now() - begunMs) / 1000)} s`);
        }
      }
      phase = 'back';
      const toldMs = Math.max(...nodes.map((each) => each.sinceMs('stored', begunMs)));
      await end();
      const endedMs = performance.now();
      for (const each of nodes) await each.becomes('shared', 3 * RECOVERY_MS);
      while (trucks.ageMs() > usualAgeMs + 500 && performance.now() - endedMs < 3 * RECOVERY_MS) await pause(20);
      const backMs = performance.now() - endedMs;
      phase = 'over';
      const [orders, alarmMs] = await running;
      await load.settle();
      const last = Math.max(...ledger.confirmed.values());
      for (const screen of [desk, far]) await screen.reaches(last);
      await load.stop();
      const ages = trucks.agesMs.filter(({ atMs }) => atMs > begunMs && atMs <= endedMs).map(({ ageMs }) => ageMs);
      const gaps = screens.reduce((sum, { faults }) => sum + faults.length, 0);
      return [
        within(`P4: ${seenMs.length} times commit → a screen of either node, p95`, quantile(seenMs, 0.95), P95_MS),
        within('P4: the same, p99', quantile(seenMs, 0.99), P99_MS),
        within(`P4: ${alarmMs.length} warnings sent → alarm at the other node, p99`, quantile(alarmMs, 0.99), ALARM_MS),
        {
          what: 'every confirmed order reached the team at the other node and was taken',
          holds: orders.lost === 0 && orders.takenMs.length === orders.reachedMs.length && orders.takenMs.length > 0,
          found: `${orders.lost} lost of ${orders.reachedMs.length + orders.lost}`,
        },
        within('order confirmed → on the team’s screen, p99', quantile(orders.reachedMs, 0.99), P99_MS),
        within('oldest position shown at the other node meanwhile', Math.max(...ages), OLDEST_MS),
        {
          what: 'its age p50, p95; and before',
          holds: ages.length > 0,
          found: `${seconds2(quantile(ages, 0.5))}, ${seconds2(quantile(ages, 0.95))}; at most ${seconds2(usualAgeMs)}`,
        },
        nodesThen === 'stored'
          ? within('both nodes tell their screens that they are alone', toldMs, SHOWN_MS)
          : { what: 'the nodes hear each other all along', holds: toldMs === Infinity, found: nodes[0]?.now() ?? '-' },
        { what: 'both nodes stay ready', holds: ready.length === 0, found: ready[0] ?? 'asked every second' },
        within('Redis back → both hear each other, positions fresh', backMs, RECOVERY_MS),
        { what: 'no gap on any screen', holds: gaps === 0, found: `${gaps} faults, at ${far.seq} of ${last}` },
        {
          what: 'the servers stayed',
          holds: [server, second].every(({ child }) => child.exitCode === null),
          found: `memory ${rssBefore.join(' and ')} MB before, ${rss().join(' and ')} MB after`,
        },
        ...(await judge(scene, ledger)),
        ...(await judge(scene, ordered)).map((check) => ({ ...check, what: `orders: ${check.what}` })),
      ];
    } finally {
      phase = 'over';
      await load.stop();
      trucks.close();
      for (const screen of screens) screen.close();
    }
  };

const seconds2 = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What a screen was told of the line between the nodes, and when. */
function nodesOf(screen: Screen) {
  const told: { signals: string; atMs: number }[] = [];
  const wakes = new Set<() => void>();
  screen.socket.on('head', (raw: unknown) => {
    const signals = HeadSchema.parse(raw).nodes?.signals ?? 'none';
    if (told.at(-1)?.signals === signals) return;
    told.push({ signals, atMs: performance.now() });
    for (const wake of wakes) wake();
  });
  const now = (): string => told.at(-1)?.signals ?? 'untold';
  return {
    now,
    /** From then until the screen was told so; Infinity: it never was. */
    sinceMs: (signals: string, fromMs: number): number =>
      (told.find((one) => one.signals === signals && one.atMs > fromMs)?.atMs ?? Number.POSITIVE_INFINITY) - fromMs,
    becomes: (signals: string, withinMs: number): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (now() !== signals) return;
          clearTimeout(timer);
          wakes.delete(look);
          resolve();
        };
        const timer = setTimeout(() => {
          wakes.delete(look);
          reject(new Error(`the nodes were not ${signals} within ${withinMs / 1000} s: ${now()}`));
        }, withinMs);
        wakes.add(look);
        look();
      }),
  };
}
