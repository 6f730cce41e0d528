import type { PracticeAt } from '../../kernel/practice.ts';
import { assertNever } from '../../kernel/refusal.ts';
import { SECOND_MS, toMs } from '../../kernel/time.ts';
import type { Alarm } from './state.ts';

export interface Escalation {
  step: 'banner' | 'leader' | 'deputy';
  dueMs: number;
}

/**
 * MON-8: the next step of an unacknowledged red alarm, counted from when it was raised or raised again, by the
 * practice of that moment.
 */
export function nextEscalation(alarm: Alarm, practiceAt: PracticeAt): Escalation | undefined {
  if (alarm.status !== 'unacked' || alarm.priority !== 1) return undefined;
  const beganMs = toMs(alarm.changedAt);
  const { redBannerS, redLeaderS, redDeputyS } = practiceAt(beganMs).alarm;
  const after = (seconds: number): number => beganMs + seconds * SECOND_MS;
  switch (alarm.escalated) {
    case 'none':
      return { step: 'banner', dueMs: after(redBannerS) };
    case 'banner':
      return { step: 'leader', dueMs: after(redLeaderS) };
    case 'leader':
      return { step: 'deputy', dueMs: after(redDeputyS) };
    case 'deputy':
      return undefined;
    default:
      return assertNever(alarm.escalated);
  }
}
