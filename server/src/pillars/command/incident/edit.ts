import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canActOnIncident } from '@sitong/shared/pillars/command/can.ts';
import { gradeByFigures } from '@sitong/shared/pillars/command/grading.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { unitsAbove, widened } from '../audience.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** An incident this person may change now, or the refusal. */
function editable(incidentId: string, context: DecideContext): Decision<Incident> {
  const incident = context.state.command.incidents[incidentId];
  const can = canActOnIncident(incident, 'edit', whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  return incident === undefined ? refuse('incident_not_open') : { ok: true, value: incident };
}

/** CMD-6 */
export function takeIncident(
  { incidentId, owner, seat }: Of<'TakeIncident'>,
  context: DecideContext,
): Decision<Decided> {
  const found = editable(incidentId, context);
  if (!found.ok) return found;
  const incident = found.value;
  if (!context.county.persons.has(owner)) return refuse('unknown_person', { person: owner }, 'owner');
  if (incident.owner === owner && incident.seat === seat) return refuse('already_owner');
  return decided([event(`incident/${incidentId}`, 'IncidentOwnerChanged', incident, { incidentId, owner, seat })]);
}

/** CMD-5 */
export function gradeIncident(
  { incidentId, grade, kind, reason }: Of<'GradeIncident'>,
  context: DecideContext,
): Decision<Decided> {
  const found = editable(incidentId, context);
  if (!found.ok) return found;
  const incident = found.value;
  const last = incident.grades.at(-1);
  if (kind === 'initial' && last?.kind === 'confirmed') return refuse('already_confirmed', { grade: last.grade });
  if (grade === incident.grade && last?.kind === kind) return refuse('same_grade', { grade });
  const least = gradeByFigures(incident.hazard, incident.figures);
  if (kind === 'confirmed' && grade > least) return refuse('grade_below_criteria', { grade, least });
  return decided([event(`incident/${incidentId}`, 'IncidentGraded', incident, { incidentId, grade, kind, reason })]);
}

export function retypeIncident(
  { incidentId, hazard, title, reason }: Of<'RetypeIncident'>,
  context: DecideContext,
): Decision<Decided> {
  const found = editable(incidentId, context);
  if (!found.ok) return found;
  const incident = found.value;
  if (incident.hazard === hazard && incident.title === title) return refuse('nothing_changed');
  return decided([event(`incident/${incidentId}`, 'IncidentRetyped', incident, { incidentId, hazard, title, reason })]);
}

/** CMD-16 */
export function relocateIncident(
  { incidentId, place, reason }: Of<'RelocateIncident'>,
  context: DecideContext,
): Decision<Decided> {
  const found = editable(incidentId, context);
  if (!found.ok) return found;
  const incident = found.value;
  if (!context.county.divisions.has(place.division))
    return refuse('unknown_division', { division: place.division }, 'place.division');
  const moved = place.division !== incident.division;
  const audience = widened(incident.audience, moved ? unitsAbove(incident.division, context.county) : []);
  if (!audience.ok) return audience;
  const visible = { division: place.division, audience: audience.value };
  return decided([event(`incident/${incidentId}`, 'IncidentRelocated', visible, { incidentId, place, reason })]);
}

export function nameSiteCommander(intent: Of<'NameSiteCommander'>, context: DecideContext): Decision<Decided> {
  const { incidentId, person, channel } = intent;
  const found = editable(incidentId, context);
  if (!found.ok) return found;
  if (!context.county.persons.has(person)) return refuse('unknown_person', { person }, 'person');
  return decided([event(`incident/${incidentId}`, 'SiteCommanderNamed', found.value, { incidentId, person, channel })]);
}
