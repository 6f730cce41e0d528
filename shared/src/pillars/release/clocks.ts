import type { PracticeAt } from '../../kernel/practice.ts';
import type { Signature } from '../../kernel/signing.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '../../kernel/time.ts';
import { isAtDoor, isReached } from './can-call.ts';
import type { Call, Report } from './state.ts';

/**
 * Running clocks in world time, ms: screens count down to them, the deadline service fires at them. All clocks of
 * a call run by the practice of the moment it was opened.
 */

/** Attempts to one person beyond this would outgrow what a call remembers. */
const MOST_ATTEMPTS = 10;

export interface NextAttempt {
  n: number;
  to: string;
  dueMs: number;
}

/** [REL-16] Whose phone rings now, and since when: the last person the call was passed to. */
function ringing(call: Call): { to: string; sinceMs: number } {
  const passed = call.escalated.findLast((step) => step.person !== undefined);
  if (passed?.person === undefined) return { to: call.person, sinceMs: toMs(call.openedAt) };
  return { to: passed.person, sinceMs: toMs(passed.at) };
}

/** [REL-16] The next phone attempt, until the person is reached or the door is asked. */
export function nextAttempt(call: Call, practiceAt: PracticeAt): NextAttempt | undefined {
  if (isReached(call) || isAtDoor(call)) return undefined;
  const { to, sinceMs } = ringing(call);
  const made = call.attempts.filter((attempt) => attempt.to === to && toMs(attempt.at) >= sinceMs);
  const { attempts, attemptEveryS } = practiceAt(toMs(call.openedAt)).call;
  if (made.length >= Math.min(attempts, MOST_ATTEMPTS)) return undefined;
  const last = made.at(-1);
  const dueMs = last === undefined ? sinceMs : toMs(last.at) + attemptEveryS * SECOND_MS;
  return { n: (call.attempts.at(-1)?.n ?? 0) + 1, to, dueMs };
}

export interface NextEscalation {
  to: 'deputy' | 'superior' | 'door';
  person: string | undefined;
  dueMs: number;
}

/** [REL-17] Deputy, superior, then the door, which the superior arranges; an absent one is passed over. */
export function nextEscalation(call: Call, practiceAt: PracticeAt): NextEscalation | undefined {
  if (isReached(call) || isAtDoor(call)) return undefined;
  const openedMs = toMs(call.openedAt);
  const { deputyAfterS, superiorAfterS } = practiceAt(openedMs).call;
  const asked = new Set(call.escalated.map((step) => step.to));
  if (call.deputy !== undefined && !asked.has('deputy') && !asked.has('superior')) {
    return { to: 'deputy', person: call.deputy, dueMs: openedMs + deputyAfterS * SECOND_MS };
  }
  if (call.superior !== undefined && !asked.has('superior')) {
    return { to: 'superior', person: call.superior, dueMs: openedMs + superiorAfterS * SECOND_MS };
  }
  const doorAfterS = superiorAfterS + (superiorAfterS - deputyAfterS);
  return { to: 'door', person: undefined, dueMs: openedMs + doorAfterS * SECOND_MS };
}

export interface FactClock {
  fact: 'answered' | 'understood' | 'acting';
  dueMs: number;
}

/**
 * [REL-15] By when the facts still missing are expected: an answer within three minutes of issue, understood
 * two minutes after the answer, acting within the hour (P). Screens count down to them; none of them is made up.
 */
export function factClocks(call: Call, practiceAt: PracticeAt): FactClock[] {
  const openedMs = toMs(call.openedAt);
  const { firstCallS, understoodWithinS, actionWithinMin } = practiceAt(openedMs).call;
  const { answered, understood, acting, done } = call.facts;
  const found: FactClock[] = [];
  if (!isReached(call)) found.push({ fact: 'answered', dueMs: openedMs + firstCallS * SECOND_MS });
  if (answered !== undefined && understood === undefined) {
    found.push({ fact: 'understood', dueMs: toMs(answered.at) + understoodWithinS * SECOND_MS });
  }
  if (acting === undefined && done === undefined)
    found.push({ fact: 'acting', dueMs: openedMs + actionWithinMin * MINUTE_MS });
  return found;
}

/** [REL-22] Phone and written clock of a report, while nobody has met or missed them. */
export function reportClocks(report: Report): { which: 'phone' | 'written'; dueMs: number }[] {
  const phone =
    report.phoneDueAt === undefined || report.phoned !== undefined || report.missed.includes('phone')
      ? []
      : [{ which: 'phone' as const, dueMs: toMs(report.phoneDueAt) }];
  const written =
    report.sent !== undefined || report.missed.includes('written')
      ? []
      : [{ which: 'written' as const, dueMs: toMs(report.writtenDueAt) }];
  return [...phone, ...written];
}

/** [REL-7] When an oral signature has to be countersigned, while it is neither countersigned nor missed. */
export function countersignDueMs(signed: {
  signature: Signature | undefined;
  countersignMissed: 'no' | 'missed';
}): number | undefined {
  const { signature } = signed;
  if (signature?.mode !== 'oral' || signature.countersignedAt !== undefined || signed.countersignMissed === 'missed')
    return undefined;
  return toMs(signature.countersignDueAt);
}
