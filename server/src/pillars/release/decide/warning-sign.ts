import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { SECOND_MS, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import {
  canCheckWarning,
  canCountersignWarning,
  canReturnWarning,
  canSignWarning,
} from '@sitong/shared/pillars/release/can-warning.ts';
import { countersignDueMs } from '@sitong/shared/pillars/release/clocks.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Warning } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem, lateBy } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';
import { signatureOf } from '../signing.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

export function warningAtHand(context: DecideContext, warningId: string): Decision<Warning> {
  const warning = context.state.release.warnings[warningId];
  return warning === undefined ? refuse('unknown_warning', { warning: warningId }) : ok(warning);
}

/** [REL-4] 审核. */
export function checkWarning(intent: Of<'CheckWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const may = allowed(canCheckWarning(warning.value, doer.value));
  if (!may.ok) return may;
  const { warningId, note } = intent;
  return ok({
    events: [releaseEvent('WarningChecked', `warning/${warningId}`, warning.value, { warningId, note })],
    reads: [],
  });
}

/** [REL-6] 退回 with its reason. */
export function returnWarning(intent: Of<'ReturnWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const may = allowed(canReturnWarning(warning.value, doer.value));
  if (!may.ok) return may;
  const { warningId, reason } = intent;
  return ok({
    events: [releaseEvent('WarningReturned', `warning/${warningId}`, warning.value, { warningId, reason })],
    reads: [],
  });
}

/** [REL-3] [REL-5] [REL-8] 签发: it goes out when the undo time is over. */
export function signWarning(intent: Of<'SignWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const may = allowed(canSignWarning(warning.value, intent.signing, context.county, doer.value));
  if (!may.ok) return may;
  const issueMs = context.nowMs + context.practice.warning.undoS * SECOND_MS;
  const { expiresAt } = warning.value.content;
  if (toMs(expiresAt) <= issueMs) return refuse('time_is_past', { time: expiresAt }, 'content.expiresAt');
  const { warningId, signing } = intent;
  const body = { warningId, signature: signatureOf(signing, doer.value, context), issueAt: toTimestamp(issueMs) };
  return ok({ events: [releaseEvent('WarningSigned', `warning/${warningId}`, warning.value, body)], reads: [] });
}

/** [REL-7] 补签, also late: the time tells. */
export function countersignWarning(intent: Of<'CountersignWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const may = allowed(canCountersignWarning(warning.value, doer.value));
  if (!may.ok) return may;
  const body = { warningId: intent.warningId, person: doer.value.person };
  return ok({
    events: [releaseEvent('WarningCountersigned', `warning/${intent.warningId}`, warning.value, body)],
    reads: [],
  });
}

export function missWarningCountersign(intent: Of<'MissWarningCountersign'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const dueMs = countersignDueMs(warning.value);
  if (dueMs === undefined || dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, dueMs);
  if (!late.ok) return late;
  const body = { warningId: intent.warningId, dueAt: intent.dueAt, lateS: late.value };
  return ok({
    events: [releaseEvent('WarningCountersignMissed', `warning/${intent.warningId}`, warning.value, body)],
    reads: [],
  });
}
