import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
import { HandOverCheckSchema } from '@sitong/shared/pillars/command/events.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** CMD-28 */
export function startShift({ shiftId, officers, leader }: Of<'StartShift'>, context: DecideContext): Decision<Decided> {
  const division = context.county.county;
  const can = mayActIn(whoActs(context), division);
  if (can.allowed === 'no') return refusalOf(can);
  const running = context.state.command.shifts['now'];
  if (running?.id === shiftId) return refuse('already_started');
  if (running !== undefined) return refuse('hand_over_needed', { since: running.since });
  const refused = badCrew({ officers, leader }, context);
  if (refused !== undefined) return refused;
  return decided([event('shift/now', 'ShiftStarted', { division, audience: [] }, { shiftId, officers, leader })]);
}

type Crew = Pick<Of<'StartShift'>, 'officers' | 'leader'>;

function badCrew({ officers, leader }: Crew, context: DecideContext): ReturnType<typeof refuse> | undefined {
  const unknown = [...officers, leader].find((person) => !context.county.persons.has(person));
  if (unknown !== undefined) return refuse('unknown_person', { person: unknown });
  if (new Set(officers).size !== officers.length) return refuse('officer_named_twice', undefined, 'officers');
  return undefined;
}

/** CMD-29: who signed was shown at the edge, where passwords are; here it is decided whether they are the right two. */
export function handOverShift(intent: Of<'HandOverShift'>, context: DecideContext): Decision<Decided> {
  const { shiftId, officers, leader, outgoing, incoming, inPlaceReason, checks } = intent;
  const division = context.county.county;
  const running = context.state.command.shifts['now'];
  if (running?.id === shiftId) return refuse('already_started');
  if (running === undefined) return refuse('no_shift_runs');
  const refused = badCrew({ officers, leader }, context);
  if (refused !== undefined) return refused;
  if (outgoing.person === incoming.person) return refuse('two_persons_sign', undefined, 'incoming');
  const ofEnding = [...running.officers, running.leader].includes(outgoing.person);
  if (!ofEnding && inPlaceReason === undefined) return refuse('not_of_ending_shift', undefined, 'outgoing');
  if (![...officers, leader].includes(incoming.person)) return refuse('not_of_new_shift', undefined, 'incoming');
  const missing = HandOverCheckSchema.options.filter((name) => !checks.some(({ check }) => check === name));
  if (missing.length > 0) return refuse('checklist_open', { checks: missing.join(' ') }, 'checks');
  const signed = { outgoing, incoming, checks, ...(ofEnding ? {} : { inPlaceReason }) };
  return decided([
    event('shift/now', 'ShiftStarted', { division, audience: [] }, { shiftId, officers, leader, handedOver: signed }),
  ]);
}

/** CMD-28: entries about an incident are seen by those who see the incident. */
export function enterDutyLog({ text, incidentId }: Of<'EnterDutyLog'>, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const who = whoActs(context);
  const incident = incidentId === undefined ? undefined : command.incidents[incidentId];
  if (incidentId !== undefined && incident === undefined) return refuse('incident_not_open', undefined, 'incidentId');
  const own = who === 'system' ? undefined : who.division;
  const visible = incident ?? { division: own ?? context.county.county, audience: [] };
  const can = mayActIn(who, visible.division);
  if (can.allowed === 'no') return refusalOf(can);
  // Each entry is a stream of its own: entries differ in who may see them, and writers do not wait for each other.
  const stream = `dutylog/${context.derive('entry')}`;
  return decided([
    event(stream, 'DutyLogEntered', visible, { text, ...(incidentId === undefined ? {} : { incidentId }) }),
  ]);
}
