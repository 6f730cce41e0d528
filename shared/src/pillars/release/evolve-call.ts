import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { ReleaseEvent } from './events.ts';
import { seen } from './evolve-parts.ts';
import type { Call } from './state.ts';

export type CallEvent = Extract<ReleaseEvent, { type: `Call${string}` }>;

function onCall(all: ById<Call>, event: CallEvent, id: string, change: (call: Call) => Call): ById<Call> {
  return patch(all, id, (call) => ({ ...change(call), ...seen(event) }));
}

export function evolveCalls(all: ById<Call>, event: CallEvent): ById<Call> {
  switch (event.type) {
    case 'CallOpened': {
      const { callId, warningId, incidentId, person, duty, place, deputy, superior } = event.body;
      const call: Call = {
        id: callId,
        warningId,
        incidentId,
        person,
        duty,
        place,
        deputy,
        superior,
        openedAt: event.at,
        attempts: [],
        facts: {},
        escalated: [],
        ...seen(event),
      };
      return put(all, callId, call);
    }
    case 'CallAttempted':
      return onCall(all, event, event.body.callId, (call) => ({
        ...call,
        attempts: [
          ...call.attempts,
          {
            n: event.body.n,
            at: event.at,
            to: event.body.to,
            simulated: event.body.channels.every((channel) => channel.simulated),
          },
        ].slice(-40),
      }));
    case 'CallFactRecorded': {
      const { callId, fact, by, via, simulated, text, moved, remaining } = event.body;
      return onCall(all, event, callId, (call) => ({
        ...call,
        facts: { ...call.facts, [fact]: { at: event.at, by, via, simulated, text, moved, remaining } },
      }));
    }
    case 'CallEscalated':
      return onCall(all, event, event.body.callId, (call) => ({
        ...call,
        escalated: [...call.escalated, { to: event.body.to, at: event.at, person: event.body.person }].slice(-6),
      }));
    case 'CallCarriedOver':
      return onCall(all, event, event.body.callId, (call) => ({ ...call, warningId: event.body.warningId }));
    case 'CallClosed':
      return drop(all, event.body.callId);
    default:
      return assertNever(event);
  }
}
