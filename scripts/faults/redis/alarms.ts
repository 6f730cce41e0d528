import { setTimeout as pause } from 'node:timers/promises';
import type { Screen } from '@sitong/server/testing/screen.ts';
import { z } from 'zod';
import { identifierOf, sendAlert } from '../cap-alert.ts';
import type { NodesScene } from './two-nodes.ts';

const EVERY_MS = 3000;
const WAIT_MS = 10_000;
const RaisedSchema = z.object({ cause: z.object({ kind: z.literal('incoming_warning'), identifier: z.string() }) });

/** A warning every three seconds at one node; how long until it is an alarm on a screen of the other, in ms. */
export async function raiseAlarms(
  { url }: NodesScene,
  token: string,
  far: Screen,
  until: () => boolean,
): Promise<number[]> {
  const sentMs = new Map<string, number>();
  const shownMs: number[] = [];
  const others = far.onEvents;
  far.onEvents = (events) => {
    others(events);
    for (const { type, body } of events) {
      const raised = type === 'AlarmRaised' ? RaisedSchema.safeParse(body) : undefined;
      const since = raised?.success === true ? sentMs.get(raised.data.cause.identifier) : undefined;
      if (raised?.success !== true || since === undefined) continue;
      sentMs.delete(raised.data.cause.identifier);
      shownMs.push(performance.now() - since);
    }
  };
  for (let n = 1; !until(); n++) {
    sentMs.set(identifierOf(n), performance.now());
    await sendAlert(url, token, n, 'orange');
    await pause(EVERY_MS);
  }
  for (const deadline = performance.now() + WAIT_MS; sentMs.size > 0 && performance.now() < deadline; ) await pause(50);
  // One that never came is as late as can be.
  return [...shownMs, ...[...sentMs].map(() => Number.POSITIVE_INFINITY)];
}
