import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** What this tab has told of, or found standing when it opened; of one world at a time. */
export interface Told {
  readonly world: WorldId;
  /** Alarm and how often it came back: the same condition passing its mark again is news again. */
  readonly raisings: ReadonlySet<string>;
}

const raisingOf = ({ id, toggles }: Alarm): string => `${id} ${toggles}`;

/**
 * The alarms that wait for somebody and were not told yet, oldest first, and what has then been told. What stands
 * when a world is opened is on the screen and is not read out; a reconnect or another screen of the tab tells
 * nothing twice, and leaves out nothing that was raised in between.
 */
export function untold(
  told: Told | undefined,
  world: WorldId,
  alarms: readonly Alarm[],
): { fresh: readonly Alarm[]; told: Told } {
  const raisings = new Set(alarms.map(raisingOf));
  if (told === undefined || told.world !== world) return { fresh: [], told: { world, raisings } };
  const fresh = alarms
    .filter((alarm) => alarm.status === 'unacked' && alarm.shelved === undefined)
    .filter((alarm) => !told.raisings.has(raisingOf(alarm)))
    .sort((a, b) => Date.parse(a.changedAt) - Date.parse(b.changedAt));
  return { fresh, told: { world, raisings } };
}
