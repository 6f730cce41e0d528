import type { Visible } from '@sitong/shared/kernel/collection.ts';
import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
import { responseFor } from '@sitong/shared/pillars/command/can-response.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { townsOf } from '../audience.ts';
import { event, whoActs } from '../event.ts';
import { planFor, planTasks } from './plan-tasks.ts';
import { signatureFor } from './sign.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

const MOST_INCIDENTS = 50;

/** A response of the county: every town reads it. */
function visibleToTowns({ county }: DecideContext): Visible {
  return { division: county.county, audience: townsOf(county) };
}

/** The next number of the series, and the event that takes it. Taking it keeps two nodes from opening the same twice. */
function takeNumber(context: DecideContext): { number: number; taken: NewEvent } {
  const number = (context.state.command.numbers['response']?.last ?? 0) + 1;
  const county = { division: context.county.county, audience: [] };
  return { number, taken: event('numbers/response', 'ResponseNumberTaken', county, { n: number }) };
}

/** CMD-11, CMD-12, CMD-13, CMD-17 */
export function activateResponse(intent: Of<'ActivateResponse'>, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const { hazard, level, signing } = intent;
  const division = context.county.county;
  const can = mayActIn(whoActs(context), division);
  if (can.allowed === 'no') return refusalOf(can);
  const before = responseFor(command, hazard, division);
  if (before?.status === 'active') return refuse('already_active', { responseId: before.id, level: before.level });
  if (before === undefined && command.responses[intent.responseId] !== undefined)
    return refuse('suggested_for_other_hazard');
  const incidentIds = [...new Set([...(before?.incidentIds ?? []), ...intent.incidentIds])].slice(0, MOST_INCIDENTS);
  const closed = intent.incidentIds.find((id) => workableIncident(command, id) === undefined);
  if (closed !== undefined) return refuse('incident_not_open', { incidentId: closed }, 'incidentIds');
  const signature = signatureFor(signing, level, context);
  if (!signature.ok) return signature;

  const responseId = before?.id ?? intent.responseId;
  const fresh = before === undefined ? takeNumber(context) : undefined;
  const plan = planFor(context.county, hazard);
  const body = {
    responseId,
    number: fresh?.number ?? before?.number ?? 1,
    hazard,
    level,
    signature: signature.value,
    ...(plan === undefined ? {} : { plan: plan.id, planVersion: plan.version }),
    incidentIds,
  };
  return decided(
    [
      ...(fresh === undefined ? [] : [fresh.taken]),
      event(`response/${responseId}`, 'ResponseActivated', visibleToTowns(context), body),
      ...(plan === undefined ? [] : planTasks(plan, level, responseId, context)),
    ],
    intent.incidentIds.map((id) => `incident/${id}`),
  );
}

/** CMD-12, CMD-19 */
export function suggestResponse(intent: Of<'SuggestResponse'>, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const { hazard, level, reason } = intent;
  const division = context.county.county;
  const plan = planFor(context.county, hazard);
  const covering = Object.values(command.responses).find(
    (response) =>
      response.division === division &&
      (response.hazard === hazard || plan?.hazards.includes(response.hazard) === true) &&
      Math.min(response.level, response.suggestion?.level ?? 4) <= level,
  );
  if (covering !== undefined) return refuse('already_covered', { responseId: covering.id, level: covering.level });
  const before = responseFor(command, hazard, division);
  const fresh = before === undefined ? takeNumber(context) : undefined;
  const responseId = before?.id ?? context.derive('response');
  const incidentIds = [...new Set([...(before?.incidentIds ?? []), ...intent.incidentIds])].slice(0, MOST_INCIDENTS);
  const body = { responseId, number: fresh?.number ?? before?.number ?? 1, hazard, level, reason, incidentIds };
  return decided([
    ...(fresh === undefined ? [] : [fresh.taken]),
    event(`response/${responseId}`, 'ResponseSuggested', visibleToTowns(context), body),
  ]);
}
