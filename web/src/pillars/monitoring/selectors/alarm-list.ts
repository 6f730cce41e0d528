import { townOf } from '@sitong/shared/kernel/division.ts';
import { LEVELS, type Level } from '@sitong/shared/kernel/level.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import { byLinkAlone, type Surroundings } from './alarm-standing.ts';

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
export function groupIdOf(alarm: Alarm, { standingOf }: Surroundings = byLinkAlone): string {
  if (alarm.shelved !== undefined) return SHELVED;
  if (isPinned(alarm)) return PINNED;
  const standing = standingOf(alarm);
  return standing === undefined ? `town/${townOf(alarm.division)}` : `incident/${standing.incidentId}`;
}

export interface AlarmGroup {
  readonly id: string;
  readonly kind: 'pinned' | 'incident' | 'town' | 'shelved';
  /** Incident id or town code. */
  readonly ref: string;
  readonly alarms: readonly Alarm[];
  /** Of an incident: those that stand here by place and time, linked by nobody yet. */
  readonly near: ReadonlySet<string>;
  readonly unacked: Readonly<Record<Level, number>>;
}

/** Unhandled before handled, worse before milder, newer before older. */
function byUrgency(a: Alarm, b: Alarm): number {
  const handled = Number(!needsAck(a)) - Number(!needsAck(b));
  return handled || a.priority - b.priority || toMs(b.raisedAt) - toMs(a.raisedAt) || a.number - b.number;
}

const kinds = { pinned: 0, incident: 1, town: 2, shelved: 3 } as const;

/**
 * Incidents as their queue lists them, towns by their code: no alarm that comes or is acknowledged moves a group under
 * the eyes of who works through it. What may not wait stands above them all.
 */
function byPlace({ orderOf }: Surroundings): (a: AlarmGroup, b: AlarmGroup) => number {
  return (a, b) =>
    kinds[a.kind] - kinds[b.kind] ||
    (a.kind === 'incident' ? orderOf(a.ref) - orderOf(b.ref) : 0) ||
    (a.ref < b.ref ? -1 : 1);
}

function kindOf(id: string): AlarmGroup['kind'] {
  if (id === PINNED || id === SHELVED) return id;
  return id.startsWith('incident/') ? 'incident' : 'town';
}

/** Alarms by incident, then by town; those that nobody has answered and that are red above all, set-aside ones last. */
export function alarmGroups(alarms: readonly Alarm[], surroundings: Surroundings = byLinkAlone): AlarmGroup[] {
  const found = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const id = groupIdOf(alarm, surroundings);
    const members = found.get(id);
    if (members === undefined) found.set(id, [alarm]);
    else members.push(alarm);
  }
  return [...found]
    .map(([id, members]): AlarmGroup => {
      const unacked = { 1: 0, 2: 0, 3: 0, 4: 0 };
      for (const alarm of members) if (needsAck(alarm)) unacked[alarm.priority] += 1;
      const kind = kindOf(id);
      const near = new Set(kind === 'incident' ? members.filter(isNear(surroundings)).map((alarm) => alarm.id) : []);
      return { id, kind, ref: id.slice(id.indexOf('/') + 1), alarms: members.toSorted(byUrgency), near, unacked };
    })
    .sort(byPlace(surroundings));
}

const isNear =
  ({ standingOf }: Surroundings) =>
  (alarm: Alarm): boolean =>
    standingOf(alarm)?.how === 'near';

export function unackedIn(group: AlarmGroup): number {
  return LEVELS.reduce((sum, level) => sum + group.unacked[level], 0);
}

/** What somebody has done to a group by hand. */
export type Fold = 'open' | 'folded';

/**
 * Whether a group's rows are drawn. In a flood counters stand instead of rows that ask for nothing: groups with
 * nothing unacknowledged, unless somebody opened them or works on one of theirs. What waits is never folded away.
 */
export function showsRows(
  group: AlarmGroup,
  flood: 'normal' | 'flooded',
  byHand: ReadonlyMap<string, Fold>,
  selectedId?: string,
): boolean {
  if (group.kind === 'pinned' || flood === 'normal' || unackedIn(group) > 0) return true;
  const fold = byHand.get(group.id);
  return fold === undefined ? group.alarms.some(({ id }) => id === selectedId) : fold === 'open';
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

/** As F3 walks: graver before milder, among equals as the list has them. */
function inHandOrder(groups: readonly AlarmGroup[]): readonly Alarm[] {
  return groups.flatMap(({ alarms }) => alarms).toSorted((a, b) => a.priority - b.priority);
}

/**
 * F3: the next unacknowledged after the one at hand, graver ones first; round again, to the one at hand itself when it
 * is the only one.
 */
export function nextUnacked(groups: readonly AlarmGroup[], at: string | undefined): string | undefined {
  const alarms = inHandOrder(groups);
  const here = at === undefined ? -1 : alarms.findIndex(({ id }) => id === at);
  return [...alarms.slice(here + 1), ...alarms.slice(0, here + 1)].find(needsAck)?.id;
}

/** The alarm at hand while nobody has chosen one: what waits most, else the first that nobody set aside. */
export function firstAtHand(groups: readonly AlarmGroup[]): Alarm | undefined {
  return inHandOrder(groups).find(needsAck) ?? groups.find(({ kind }) => kind !== 'shelved')?.alarms[0];
}
