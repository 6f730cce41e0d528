import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/**
 * The red alarm that takes the wall: unacknowledged and not set aside, after the last step of its escalation
 * (MON-8: 120 s, P). Of several the one that waits longest.
 */
export function takeoverOf(alarms: readonly Alarm[]): Alarm | undefined {
  return alarms
    .filter(
      ({ priority, status, escalated, shelved }) =>
        priority === 1 && status === 'unacked' && escalated === 'deputy' && shelved === undefined,
    )
    .sort((a, b) => Date.parse(a.changedAt) - Date.parse(b.changedAt))[0];
}
