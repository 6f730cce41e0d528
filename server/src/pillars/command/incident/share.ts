import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { fromSystem } from '../../deciding.ts';
import { decided } from '../../new-event.ts';
import { teamTag, widened } from '../audience.ts';
import { event } from '../event.ts';

type ShareIncident = Extract<CommandIntent, { type: 'ShareIncident' }>;

/**
 * CMD-25. Only the team's own tag: the leader's person stands for one who reported the incident (CMD-3).
 * Merged meanwhile or not, the order goes on speaking of this one.
 */
export function shareIncident({ incidentId, team }: ShareIncident, context: DecideContext): Decision<Decided> {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const incident = context.state.command.incidents[incidentId];
  if (incident === undefined) return refuse('incident_not_open');
  if (!context.county.teams.has(team)) return refuse('unknown_team', { team });
  if (incident.audience.includes(teamTag(team))) return refuse('already_shared', { team });
  const audience = widened(incident.audience, [teamTag(team)]);
  if (!audience.ok) return audience;
  const visible = { division: incident.division, audience: audience.value };
  return decided([event(`incident/${incidentId}`, 'IncidentShared', visible, { incidentId, team })]);
}
