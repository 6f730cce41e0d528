import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { canCancelWarning } from '@sitong/shared/pillars/release/can-warning.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem, lateBy } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';
import { callsOf, closeCall } from './call-events.ts';
import { takeIdentifier } from './warning-issue.ts';
import { warningAtHand } from './warning-sign.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

/** [REL-10] 解除 of what is in force; of a draft it is dropping it, and nothing goes out. */
export function cancelWarning(intent: Of<'CancelWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const may = allowed(canCancelWarning(warning.value, context.county, doer.value));
  if (!may.ok) return may;
  const { warningId, reason } = intent;
  const stream = `warning/${warningId}` as const;
  if (warning.value.status !== 'issued') {
    return ok({ events: [releaseEvent('WarningCancelled', stream, warning.value, { warningId, reason })], reads: [] });
  }
  const { event, identifier } = takeIdentifier(context);
  return ok({
    events: [
      event,
      releaseEvent('WarningCancelled', stream, warning.value, { warningId, identifier, reason }),
      ...callsOf(context.state.release, warningId).map((call) => closeCall(call)),
    ],
    reads: [],
  });
}

/** [REL-10] 失效 at its own end. */
export function expireWarning(intent: Of<'ExpireWarning'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const warning = warningAtHand(context, intent.warningId);
  if (!warning.ok) return warning;
  const { warningId } = intent;
  if (warning.value.status !== 'issued') return refuse('wrong_status', { status: warning.value.status });
  const late = lateBy(context, toMs(warning.value.content.expiresAt));
  if (!late.ok) return late;
  return ok({
    events: [
      releaseEvent('WarningExpired', `warning/${warningId}`, warning.value, { warningId }),
      ...callsOf(context.state.release, warningId).map((call) => closeCall(call)),
    ],
    reads: [],
  });
}

/** What a channel counts; one channel's failure touches no other. */
export function countChannelResult(intent: Of<'CountChannelResult'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const { result } = intent;
  const warning = warningAtHand(context, result.warningId);
  if (!warning.ok) return warning;
  if (warning.value.status !== 'issued') return refuse('wrong_status', { status: warning.value.status });
  return ok({
    events: [releaseEvent('ChannelResultCounted', `warning/${result.warningId}`, warning.value, result)],
    reads: [],
  });
}
