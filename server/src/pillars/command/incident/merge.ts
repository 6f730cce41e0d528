import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canActOnIncident } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** CMD-10. A merged incident is not workable, so no ring can form. */
export function mergeIncident({ incidentId, into }: Of<'MergeIncident'>, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const incident = command.incidents[incidentId];
  const who = whoActs(context);
  const can = canActOnIncident(incident, 'merge', who);
  if (can.allowed === 'no') return refusalOf(can);
  if (incident === undefined) return refuse('incident_not_open');
  if (into === incidentId) return refuse('merge_into_itself');
  const target = workableIncident(command, into);
  if (target === undefined) return refuse('merge_target_not_open', undefined, 'into');
  const canTarget = canActOnIncident(target, 'edit', who);
  if (canTarget.allowed === 'no') return refusalOf(canTarget);
  return decided(
    [event(`incident/${incidentId}`, 'IncidentMerged', incident, { incidentId, into })],
    [`incident/${into}`],
  );
}

export function reverseMerge({ incidentId, reason }: Of<'ReverseMerge'>, context: DecideContext): Decision<Decided> {
  const incident = context.state.command.incidents[incidentId];
  const can = canActOnIncident(incident, 'reverse_merge', whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (incident === undefined) return refuse('incident_not_open');
  return decided([event(`incident/${incidentId}`, 'IncidentMergeReversed', incident, { incidentId, reason })]);
}
