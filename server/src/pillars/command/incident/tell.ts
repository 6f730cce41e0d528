import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { MINUTE_MS, type Timestamp, toMs } from '@sitong/shared/kernel/time.ts';
import { canTellAboutIncident } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { openOrdersOf, teamsUnderOrderAt } from '@sitong/shared/pillars/rescue/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** Device clocks run ahead; a figure from further in the future would stand above all later ones. */
const MOST_AHEAD_MS = 5 * MINUTE_MS;

/** CMD-3. `seenAt`: when what is told was seen, as the teller's device has it. */
function tellable(incidentId: string, seenAt: Timestamp | undefined, context: DecideContext): Decision<Incident> {
  const incident = context.state.command.incidents[incidentId];
  const { rescue } = context.state;
  const teams = openOrdersOf(rescue, incidentId).map(({ team }) => team);
  if (seenAt !== undefined) teams.push(...teamsUnderOrderAt(rescue, incidentId, toMs(seenAt)));
  const can = canTellAboutIncident(incident, whoActs(context), teams);
  if (can.allowed === 'no') return refusalOf(can);
  return incident === undefined ? refuse('incident_not_open') : { ok: true, value: incident };
}

/** CMD-7 */
export function recordFigure(intent: Of<'RecordFigure'>, context: DecideContext): Decision<Decided> {
  const { incidentId, figure, value, asOf, source, reason, sawValue } = intent;
  const found = tellable(incidentId, asOf, context);
  if (!found.ok) return found;
  const incident = found.value;
  if (toMs(asOf) > context.nowMs + MOST_AHEAD_MS) return refuse('time_in_future', undefined, 'asOf');
  const now = incident.figures[figure];
  const both = {
    figure,
    yours: value,
    ...(now ? { now: now.value, asOf: now.asOf, source: now.source, by: now.by } : {}),
  };
  // No figure yet stands for "nothing seen": whoever saw one saw a value that is not there.
  if (sawValue !== undefined && sawValue !== now?.value) return refuse('stale_figure', { ...both, saw: sawValue });
  if (now !== undefined && toMs(asOf) < toMs(now.asOf)) return refuse('older_figure', both);
  const body = { incidentId, figure, value, asOf, source, ...(reason === undefined ? {} : { reason }) };
  return decided([event(`incident/${incidentId}`, 'FigureRecorded', incident, body, asOf)]);
}

export function addNote(intent: Of<'AddNote'>, context: DecideContext): Decision<Decided> {
  const { incidentId, text, photos, point, observedAt } = intent;
  const found = tellable(incidentId, observedAt, context);
  if (!found.ok) return found;
  if (text.trim() === '' && photos.length === 0) return refuse('nothing_to_note');
  const body = { incidentId, text, photos, ...(point === undefined ? {} : { point }) };
  return decided([event(`incident/${incidentId}`, 'IncidentNoteAdded', found.value, body, observedAt)]);
}
