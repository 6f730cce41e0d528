import { divisionRank } from '@sitong/shared/kernel/division.ts';
import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import type { ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import type { Call, ReleaseState, Warning } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { releaseEvent } from '../facts.ts';

export function callsOf(state: ReleaseState, warningId: string): Call[] {
  return Object.values(state.calls).filter((call) => call.warningId === warningId);
}

export function callOf(calls: readonly Call[], person: string): Call | undefined {
  return calls.find((call) => call.person === person);
}

/** Everyone holds the county's unit: a call to a county leader is for the county desks and those named. */
function placeTag(place: string): string[] {
  return divisionRank(place) === 'county' ? [] : [`unit:${place}`];
}

/** [REL-14] Seen at its place, and by the person, the deputy and the superior. */
export function openCall(row: ResponsibilityRow, warning: Warning, context: DecideContext): NewEvent {
  const callId = context.derive('call', row.person);
  const people = [row.person, row.deputy, row.superior].filter((person) => person !== undefined);
  const seen = {
    division: row.division,
    audience: [...new Set([...people.map((person) => `person:${person}`), ...placeTag(row.division)])],
  };
  return releaseEvent('CallOpened', `call/${callId}`, seen, {
    callId,
    warningId: warning.id,
    person: row.person,
    duty: row.duty,
    place: row.division,
    ...(warning.incidentId === undefined ? {} : { incidentId: warning.incidentId }),
    ...(row.deputy === undefined ? {} : { deputy: row.deputy }),
    ...(row.superior === undefined ? {} : { superior: row.superior }),
  });
}

export function closeCall(call: Call): NewEvent {
  const reason = call.facts.done === undefined ? 'warning_over' : 'done';
  return releaseEvent('CallClosed', `call/${call.id}`, call, { callId: call.id, reason });
}
