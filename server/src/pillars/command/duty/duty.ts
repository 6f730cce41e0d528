import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
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
  if (context.state.command.shifts['now']?.id === shiftId) return refuse('already_started');
  const unknown = [...officers, leader].find((person) => !context.county.persons.has(person));
  if (unknown !== undefined) return refuse('unknown_person', { person: unknown });
  if (new Set(officers).size !== officers.length) return refuse('officer_named_twice', undefined, 'officers');
  return decided([event('shift/now', 'ShiftStarted', { division, audience: [] }, { shiftId, officers, leader })]);
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
