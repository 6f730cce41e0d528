import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { CommandEvent } from './events.ts';
import { seen } from './seen.ts';
import type { Response } from './state.ts';

type ResponseEvent = Extract<
  CommandEvent,
  {
    type:
      | 'ResponseSuggested'
      | 'ResponseActivated'
      | 'ResponseAdjusted'
      | 'ResponseCountersigned'
      | 'ResponseDismissed'
      | 'ResponseEnded'
      | 'CountersignMissed';
  }
>;
type Of<T extends ResponseEvent['type']> = Extract<ResponseEvent, { type: T }>;

function on(
  responses: ById<Response>,
  event: ResponseEvent,
  id: string,
  change: (response: Response) => Response,
): ById<Response> {
  return patch(responses, id, (response) => ({ ...change(response), ...seen(event) }));
}

/** A suggestion stands by itself, or beside an active response as a worse level to go to. */
function suggested(before: Response | undefined, event: Of<'ResponseSuggested'>): Response {
  const { responseId, number, hazard, level, reason, incidentIds } = event.body;
  if (before?.status === 'active') {
    return { ...before, incidentIds, suggestion: { level, reason, at: event.at }, ...seen(event) };
  }
  return {
    id: responseId,
    number,
    hazard,
    level,
    status: 'suggested',
    reason,
    suggestedAt: event.at,
    activatedAt: undefined,
    adjustedAt: undefined,
    signature: undefined,
    plan: undefined,
    planVersion: undefined,
    incidentIds,
    countersignMissed: 'no',
    suggestion: undefined,
    ...seen(event),
  };
}

function activated(before: Response | undefined, event: Of<'ResponseActivated'>): Response {
  const { responseId, number, hazard, level, signature, plan, planVersion, incidentIds } = event.body;
  return {
    id: responseId,
    number,
    hazard,
    level,
    status: 'active',
    reason: before?.reason ?? '',
    suggestedAt: before?.suggestedAt,
    activatedAt: event.at,
    adjustedAt: undefined,
    signature,
    plan,
    planVersion,
    incidentIds,
    countersignMissed: 'no',
    suggestion: undefined,
    ...seen(event),
  };
}

export function evolveResponses(responses: ById<Response>, event: ResponseEvent): ById<Response> {
  const { responseId } = event.body;
  switch (event.type) {
    case 'ResponseSuggested':
      return put(responses, responseId, suggested(responses[responseId], event));
    case 'ResponseActivated':
      return put(responses, responseId, activated(responses[responseId], event));
    case 'ResponseAdjusted':
      return on(responses, event, responseId, (response) => ({
        ...response,
        level: event.body.level,
        signature: event.body.signature,
        adjustedAt: event.at,
        countersignMissed: 'no',
        suggestion: undefined,
      }));
    case 'ResponseCountersigned':
      return on(responses, event, responseId, (response) =>
        response.signature?.mode === 'oral'
          ? { ...response, signature: { ...response.signature, countersignedAt: event.at } }
          : response,
      );
    case 'CountersignMissed':
      return on(responses, event, responseId, (response) => ({ ...response, countersignMissed: 'missed' }));
    case 'ResponseDismissed':
    case 'ResponseEnded':
      return drop(responses, responseId);
    default:
      return assertNever(event);
  }
}
