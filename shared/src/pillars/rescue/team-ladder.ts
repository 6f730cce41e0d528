import type { TeamStatus } from './events.ts';

/** 待命 → 已下达 → … → 归建 (design §9). 不可用 stands beside it. */
const LADDER: readonly TeamStatus[] = [
  'available',
  'ordered',
  'accepted',
  'mustering',
  'departed',
  'en_route',
  'on_scene',
  'working',
  'done',
  'withdrawing',
  'returned',
];

/** From here on a team may be told free again without every step between having been reported. */
const HOMEWARD: readonly TeamStatus[] = ['done', 'withdrawing', 'returned'];

/**
 * [RES-9] States a team may report next: any later one of the ladder (a person in the rain reports what
 * is true now, not what was missed), 待命 again once the work is done, 不可用 only while it is free.
 */
export function nextTeamStatuses(from: TeamStatus): readonly TeamStatus[] {
  if (from === 'off_duty') return ['available'];
  if (from === 'available') return ['off_duty'];
  const later = LADDER.slice(LADDER.indexOf(from) + 1);
  const free: readonly TeamStatus[] = HOMEWARD.includes(from) ? ['available'] : [];
  return from === 'returned' ? ['available', 'off_duty'] : [...later, ...free];
}

/** [RES-10] States passed over on the way, in order. */
export function skippedBetween(from: TeamStatus, to: TeamStatus): TeamStatus[] {
  const start = LADDER.indexOf(from);
  const end = to === 'available' ? LADDER.length : LADDER.indexOf(to);
  return start < 0 || end < 0 ? [] : LADDER.slice(start + 1, end);
}

/** True when `status` is at or past `mark` on the ladder. */
export function isAtOrPast(status: TeamStatus, mark: TeamStatus): boolean {
  const at = LADDER.indexOf(status);
  return at >= 0 && at >= LADDER.indexOf(mark);
}

/** Out of its base: between departure and return. */
export function isOut(status: TeamStatus): boolean {
  return isAtOrPast(status, 'departed') && status !== 'returned';
}
