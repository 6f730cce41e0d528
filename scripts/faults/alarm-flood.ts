import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Screen } from '@sitong/server/testing/screen.ts';
import { alarmGroups } from '../../web/src/pillars/monitoring/selectors/alarm-list.ts';
import { quantile } from '../bench/report.ts';
import { identifierOf, sendAlert } from './cap-alert.ts';
import { type Check, type Scene, within } from './fault.ts';
import { ingestToken } from './token.ts';

/** Processor time of an alarm among the last hundred against one among the first: what is open may cost, not square. */
const MOST_GROWTH = 3;
const SOUND_MS = 2000;

/**
 * A thousand alarms, all orange but one: the red one comes as nine hundredth, and is first on every list at once. The
 * door takes 20 a second from one source.
 */
export const alarmFlood =
  (count: number) =>
  async (scene: Scene, seconds: number): Promise<Check[]> => {
    const { url, cookie } = scene;
    const token = await ingestToken(scene);
    const screen = await new Screen({ url, cookie, reconnects: true }).open();
    const red = Math.floor(count * 0.9);
    const sentMs = new Map<string, number>();
    const shownMs: number[] = [];
    let redMs = Number.POSITIVE_INFINITY;
    screen.onEvents = () => {
      for (const { cause } of Object.values(screen.replica.state.monitoring.alarms)) {
        if (cause.kind !== 'incoming_warning') continue;
        const since = sentMs.get(cause.identifier);
        if (since === undefined) continue;
        sentMs.delete(cause.identifier);
        shownMs.push(performance.now() - since);
        if (cause.identifier === identifierOf(red)) redMs = performance.now() - since;
      }
    };
    const startedMs = performance.now();
    const refused: string[] = [];
    const posts: Promise<void>[] = [];
    const cpuMs: number[] = [];
    for (let n = 1; n <= count; n++) {
      await pause(Math.max(0, startedMs + (n * 1000 * seconds) / count - performance.now()));
      if (n % 100 === 1) cpuMs.push(cpuOf(scene.server.pid));
      sentMs.set(identifierOf(n), performance.now());
      posts.push(
        sendAlert(url, token, n, n === red ? 'red' : 'orange').catch((error: unknown) => {
          refused.push(String(error));
        }),
      );
    }
    await Promise.all(posts);
    const deadline = performance.now() + 20_000;
    while (sentMs.size > 0 && performance.now() < deadline) await pause(50);
    cpuMs.push(cpuOf(scene.server.pid));
    const spent = cpuMs.slice(1).map((ms, i) => ms - (cpuMs[i] ?? 0));
    const [early = 0, late = 0] = [spent[1], spent.at(-2)];
    const alarms = Object.values(screen.replica.state.monitoring.alarms);
    const [top] = alarmGroups(alarms);
    const first = top?.alarms[0];
    screen.close();
    return [
      { what: `all ${count} were taken`, holds: refused.length === 0, found: refused[0] ?? 'none refused' },
      { what: 'each is an alarm on the screen', holds: sentMs.size === 0, found: `${sentMs.size} missing` },
      within('the red one: sent → on the screen', redMs, SOUND_MS),
      within('every one, p99', quantile(shownMs, 0.99), SOUND_MS),
      {
        what: `processor time of the server for a hundred, early and late: growth ≤ ${MOST_GROWTH} ×`,
        holds: late <= MOST_GROWTH * early,
        found: `${early.toFixed(0)} ms, ${late.toFixed(0)} ms`,
      },
      {
        what: 'the red one stands first on the list',
        holds:
          top?.kind === 'pinned' &&
          first?.cause.kind === 'incoming_warning' &&
          first.cause.identifier === identifierOf(red),
        found: `${top?.kind ?? 'no group'}, priority ${first?.priority ?? '-'}, of ${alarms.length}`,
      },
    ];
  };

/** Processor time of a process so far, in ms (100 ticks a second). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
