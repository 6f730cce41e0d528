import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canActOnIncident } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type StatusIntent = Extract<
  CommandIntent,
  { type: 'VerifyIncident' | 'RespondToIncident' | 'ControlIncident' | 'ReopenIncident' | 'EndIncident' }
>;

const ACTS = {
  VerifyIncident: ['verify', 'IncidentVerified'],
  ControlIncident: ['control', 'IncidentControlled'],
  ReopenIncident: ['reopen', 'IncidentReopened'],
  EndIncident: ['end', 'IncidentEnded'],
} as const;

/** CMD-1 */
export function moveIncident(intent: StatusIntent, context: DecideContext): Decision<Decided> {
  const { incidentId } = intent;
  const incident = context.state.command.incidents[incidentId];
  const can = canActOnIncident(
    incident,
    intent.type === 'RespondToIncident' ? 'respond' : ACTS[intent.type][0],
    whoActs(context),
  );
  if (can.allowed === 'no') return refusalOf(can);
  if (incident === undefined) return refuse('incident_not_open');
  const stream = `incident/${incidentId}`;
  if (intent.type === 'RespondToIncident')
    return decided([event(stream, 'IncidentResponding', incident, { incidentId })]);
  return decided([event(stream, ACTS[intent.type][1], incident, { incidentId, text: intent.text })]);
}
