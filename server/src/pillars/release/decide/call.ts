import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { canRecordFact, canSendToDoor, canStoreFact } from '@sitong/shared/pillars/release/can-call.ts';
import { nextAttempt, nextEscalation } from '@sitong/shared/pillars/release/clocks.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem, lateBy } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';
import { attemptChannels } from '../gateways.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

function callAtHand(context: DecideContext, callId: string): Decision<Call> {
  const call = context.state.release.calls[callId];
  return call === undefined ? refuse('unknown_call', { call: callId }) : ok(call);
}

/** [REL-14] [REL-15] One of the five facts, as it was told: it implies no other. */
export function recordCallFact(intent: Of<'RecordCallFact'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const call = callAtHand(context, intent.callId);
  if (!call.ok) return call;
  const { callId, fact, via, text, moved, remaining } = intent;
  const may = allowed(canRecordFact(call.value, { fact, via, text, moved, remaining }, doer.value));
  if (!may.ok) return may;
  const body = {
    callId,
    fact,
    by: doer.value.person,
    via,
    simulated: false,
    ...(text === undefined ? {} : { text }),
    ...(moved === undefined ? {} : { moved }),
    ...(remaining === undefined ? {} : { remaining }),
  };
  return ok({
    events: [releaseEvent('CallFactRecorded', `call/${callId}`, call.value, body, intent.observedAt)],
    reads: [],
  });
}

/** A simulated channel's receipt: marked as such, and never in the place of a real one. */
export function recordSimulatedFact(intent: Of<'RecordSimulatedFact'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const call = callAtHand(context, intent.callId);
  if (!call.ok) return call;
  const { callId, fact, via } = intent;
  const may = allowed(canStoreFact(call.value, fact, 'simulated'));
  if (!may.ok) return may;
  const by = call.value.attempts.at(-1)?.to ?? call.value.person;
  const body = { callId, fact, by, via, simulated: true };
  return ok({ events: [releaseEvent('CallFactRecorded', `call/${callId}`, call.value, body)], reads: [] });
}

/** [REL-16] */
export function attemptCall(intent: Of<'AttemptCall'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const call = callAtHand(context, intent.callId);
  if (!call.ok) return call;
  const next = nextAttempt(call.value, context.practiceAt);
  if (next === undefined || next.n !== intent.n) return refuse('no_longer_due');
  const late = lateBy(context, next.dueMs);
  if (!late.ok) return late;
  const body = { callId: intent.callId, n: next.n, to: next.to, channels: attemptChannels(context.world) };
  return ok({ events: [releaseEvent('CallAttempted', `call/${intent.callId}`, call.value, body)], reads: [] });
}

/** [REL-17] */
export function escalateCall(intent: Of<'EscalateCall'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const call = callAtHand(context, intent.callId);
  if (!call.ok) return call;
  const next = nextEscalation(call.value, context.practiceAt);
  if (next === undefined || next.to !== intent.to || next.dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, next.dueMs);
  if (!late.ok) return late;
  const body = {
    callId: intent.callId,
    to: next.to,
    dueAt: intent.dueAt,
    lateS: late.value,
    ...(next.person === undefined ? {} : { person: next.person }),
  };
  return ok({ events: [releaseEvent('CallEscalated', `call/${intent.callId}`, call.value, body)], reads: [] });
}

/** [REL-17] 敲门 at once, by a desk. */
export function sendToDoor(intent: Of<'SendToDoor'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const call = callAtHand(context, intent.callId);
  if (!call.ok) return call;
  const may = allowed(canSendToDoor(call.value, doer.value));
  if (!may.ok) return may;
  const body = { callId: intent.callId, to: 'door' as const, dueAt: context.now, lateS: 0 };
  return ok({ events: [releaseEvent('CallEscalated', `call/${intent.callId}`, call.value, body)], reads: [] });
}
