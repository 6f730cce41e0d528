import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { type LightSocket, openLight } from '../bench/light-socket.ts';
import { type Check, judge, type Scene, within } from './fault.ts';

const AT_ONCE = 50;

/** Everybody comes back at once after a crash, while the duty desk goes on writing. */
export async function reconnectStorm(scene: Scene, sockets: number): Promise<Check[]> {
  const { url, cookie } = scene;
  const ledger = new Ledger();
  const crowd: LightSocket[] = [];
  while (crowd.length < sockets)
    crowd.push(
      ...(await Promise.all(Array.from({ length: AT_ONCE }, () => openLight({ url, cookie, reconnects: true })))),
    );
  const load = new Load({ ledger, cookie, lines: 4, perSecond: 50 });
  await load.start(url);
  await ledger.reaches(20);
  await scene.server.end('SIGKILL');
  await scene.restart();
  const readyMs = performance.now();
  await ledger.reaches(ledger.confirmed.size + 5);
  const target = Math.max(...ledger.confirmed.values());
  while (crowd.some(({ seq }) => seq < target) && performance.now() - readyMs < 30_000) await pause(20);
  const tookMs = performance.now() - readyMs;
  await load.settle();
  const last = Math.max(...ledger.confirmed.values());
  while (crowd.some(({ seq }) => seq < last) && performance.now() - readyMs < 40_000) await pause(20);
  const behind = crowd.filter(({ seq }) => seq < last).length;
  await load.stop();
  for (const one of crowd) one.close();
  return [
    within(`${sockets} sockets: ready → all hold what was confirmed after the crash`, tookMs, 10_000),
    { what: 'all of them reach the head', holds: behind === 0, found: `${behind} behind` },
    ...(await judge(scene, ledger)),
  ];
}
