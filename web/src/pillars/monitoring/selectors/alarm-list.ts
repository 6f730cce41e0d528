import { townOf } from '@sitong/shared/kernel/division.ts';
import { LEVELS, type Level } from '@sitong/shared/kernel/level.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** Nobody has acknowledged it and it is not set aside. */
export function needsAck(alarm: Alarm): boolean {
  return alarm.status !== 'acked' && alarm.shelved === undefined;
}

/** Red and unacknowledged stands above everything, whatever it belongs to. */
export function isPinned(alarm: Alarm): boolean {
  return alarm.priority === 1 && alarm.status === 'unacked' && alarm.shelved === undefined;
}

export const PINNED = 'pinned';
export const SHELVED = 'shelved';

/** Where a row stands: pinned, with its incident, with its town, or among the shelved. */
export function groupIdOf(alarm: Alarm): string {
  if (alarm.shelved !== undefined) return SHELVED;
  if (isPinned(alarm)) return PINNED;
  return alarm.incidentId === undefined ? `town/${townOf(alarm.division)}` : `incident/${alarm.incidentId}`;
}

export interface AlarmGroup {
  readonly id: string;
  readonly kind: 'pinned' | 'incident' | 'town' | 'shelved';
  /** Incident id or town code. */
  readonly ref: string;
  readonly alarms: readonly Alarm[];
  readonly unacked: Readonly<Record<Level, number>>;
}

/** Unhandled before handled, worse before milder, newer before older. */
function byUrgency(a: Alarm, b: Alarm): number {
  const handled = Number(!needsAck(a)) - Number(!needsAck(b));
  return handled || a.priority - b.priority || toMs(b.raisedAt) - toMs(a.raisedAt) || a.number - b.number;
}

const kinds = { pinned: 0, incident: 1, town: 2, shelved: 3 } as const;

/** The most urgent thing in a group decides where it stands among its kind. */
function byFirst(a: AlarmGroup, b: AlarmGroup): number {
  const [first, second] = [a.alarms[0], b.alarms[0]];
  const kind = kinds[a.kind] - kinds[b.kind];
  if (kind !== 0 || first === undefined || second === undefined) return kind;
  return (
    Number(!needsAck(first)) - Number(!needsAck(second)) || first.priority - second.priority || (a.id < b.id ? -1 : 1)
  );
}

function kindOf(id: string): AlarmGroup['kind'] {
  if (id === PINNED || id === SHELVED) return id;
  return id.startsWith('incident/') ? 'incident' : 'town';
}

/** MON-9: alarms by incident and area; the groups in the order they should be looked at. */
export function alarmGroups(alarms: readonly Alarm[]): AlarmGroup[] {
  const found = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const id = groupIdOf(alarm);
    const members = found.get(id);
    if (members === undefined) found.set(id, [alarm]);
    else members.push(alarm);
  }
  return [...found]
    .map(([id, members]): AlarmGroup => {
      const unacked = { 1: 0, 2: 0, 3: 0, 4: 0 };
      for (const alarm of members) if (needsAck(alarm)) unacked[alarm.priority] += 1;
      const kind = kindOf(id);
      return { id, kind, ref: id.slice(id.indexOf('/') + 1), alarms: members.toSorted(byUrgency), unacked };
    })
    .sort(byFirst);
}

export function unackedIn(group: AlarmGroup): number {
  return LEVELS.reduce((sum, level) => sum + group.unacked[level], 0);
}

/**
 * Whether a group's rows are drawn. In a flood counters stand instead of rows that ask for nothing: groups with
 * nothing unacknowledged, unless somebody opened them. Shelved alarms are counted, never spread out by themselves.
 */
export function showsRows(group: AlarmGroup, flood: 'normal' | 'flooded', opened: ReadonlySet<string>): boolean {
  if (group.kind === 'pinned' || opened.has(group.id)) return true;
  if (group.kind === 'shelved') return flood === 'normal';
  return flood === 'normal' || unackedIn(group) > 0;
}

export interface AlarmTotals {
  readonly all: number;
  readonly unacked: number;
  readonly acked: number;
  readonly shelved: number;
}

export function alarmTotals(alarms: readonly Alarm[]): AlarmTotals {
  const shelved = alarms.filter(({ shelved: set }) => set !== undefined).length;
  const unacked = alarms.filter(needsAck).length;
  return { all: alarms.length, unacked, shelved, acked: alarms.length - unacked - shelved };
}

/**
 * F3: the next unacknowledged after the one at hand, in the order of the list, worst groups first; round again, to the
 * one at hand itself when it is the only one.
 */
export function nextUnacked(groups: readonly AlarmGroup[], at: string | undefined): string | undefined {
  const ids = groups.flatMap(({ alarms }) => alarms.map(({ id }) => id));
  const waiting = new Set(groups.flatMap(({ alarms }) => alarms.filter(needsAck).map(({ id }) => id)));
  const here = at === undefined ? -1 : ids.indexOf(at);
  return [...ids.slice(here + 1), ...ids.slice(0, here + 1)].find((id) => waiting.has(id));
}
