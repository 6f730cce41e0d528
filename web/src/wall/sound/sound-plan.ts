import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** Blue is silent (ux §4). */
export type SoundName = 'red' | 'orange' | 'yellow' | 'order';

/** Worst first; how often each is repeated while somebody must still answer. Yellow sounds once an alarm. */
export const SOUND_ORDER: readonly SoundName[] = ['red', 'orange', 'order', 'yellow'];
const REPEAT_MS: Readonly<Record<Exclude<SoundName, 'yellow'>, number>> = {
  red: 5 * SECOND_MS,
  orange: 15 * SECOND_MS,
  order: 15 * SECOND_MS,
};

function soundOf(alarm: Alarm): SoundName | undefined {
  if (alarm.priority === 1) return 'red';
  if (alarm.cause.kind === 'order_escalated') return 'order';
  if (alarm.priority === 2) return 'orange';
  return alarm.priority === 3 ? 'yellow' : undefined;
}

/** What was sounded so far: the last time of each sound, and the yellow ones that had their turn. */
export interface Sounded {
  readonly at: Readonly<Partial<Record<SoundName, number>>>;
  readonly yellow: ReadonlySet<string>;
}

export const NOTHING_SOUNDED: Sounded = { at: {}, yellow: new Set() };

/** What is heard before anything new: alarms standing when the page opens rang elsewhere already, except worse ones. */
export function soundedBefore(alarms: readonly Alarm[]): Sounded {
  return { at: {}, yellow: new Set(alarms.map(({ id }) => id)) };
}

/**
 * The one sound due now, the worst first, and what has then been sounded. In a flood all yellow alarms waiting
 * share one sound, as do all of any other kind. Silence defers; it does not use a yellow alarm's turn up.
 */
export function soundDue(
  alarms: readonly Alarm[],
  sounded: Sounded,
  nowMs: number,
  silentUntilMs: number,
): { sound: SoundName | undefined; sounded: Sounded } {
  const ringing = alarms.filter((alarm) => alarm.status === 'unacked' && alarm.shelved === undefined);
  const ids = new Set(ringing.map(({ id }) => id));
  const kept = [...sounded.yellow].filter((id) => ids.has(id));
  const before: Sounded = kept.length === sounded.yellow.size ? sounded : { ...sounded, yellow: new Set(kept) };
  if (nowMs < silentUntilMs) return { sound: undefined, sounded: before };
  for (const sound of SOUND_ORDER) {
    const members = ringing.filter((alarm) => soundOf(alarm) === sound);
    if (members.length === 0) continue;
    if (sound === 'yellow') {
      if (members.every(({ id }) => before.yellow.has(id))) continue;
      const yellow = new Set([...before.yellow, ...members.map(({ id }) => id)]);
      return { sound, sounded: { at: { ...before.at, yellow: nowMs }, yellow } };
    }
    const last = before.at[sound];
    // A worse sound in turn leaves no gap for a milder one; only when it has just rung may the next be heard.
    if (last !== undefined && nowMs - last < REPEAT_MS[sound]) continue;
    return { sound, sounded: { ...before, at: { ...before.at, [sound]: nowMs } } };
  }
  return { sound: undefined, sounded: before };
}
