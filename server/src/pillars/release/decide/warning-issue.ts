import { type DivisionCode, divisionRank } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag, NewEvent } from '@sitong/shared/kernel/envelope.ts';
import type { ResponsibilityRow } from '@sitong/shared/kernel/master/people.ts';
import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { placesOf, unitsIn } from '@sitong/shared/pillars/release/area.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, fromSystem, lateBy, widened } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';
import { nextSecond, senderCode, warningIdentifier } from '../identifier.ts';
import { callsByName, recipientsOf } from '../recipients.ts';
import { callOf, callsOf, closeCall, openCall } from './call-events.ts';
import { warningAtHand } from './warning-sign.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

/** [REL-9] Takes the next free second and makes the identifier of it. */
export function takeIdentifier(context: DecideContext): { event: NewEvent; identifier: string } {
  const n = nextSecond(context.nowMs, context.state.release.numbers['identifier']?.last);
  const county = { division: context.county.county, audience: [] };
  const event = releaseEvent('WarningIdentifierTaken', 'numbers/identifier', county, { n });
  return {
    event,
    identifier: warningIdentifier(senderCode(context.county.county, context.practice.warning.senderSuffix), n),
  };
}

/** [REL-8] [REL-11] [REL-12] 发布, when the undo time is over. */
export function issueWarning(intent: Of<'IssueWarning'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const found = warningAtHand(context, intent.warningId);
  if (!found.ok) return found;
  const warning = found.value;
  const { warningId } = intent;
  if (warning.status !== 'signed' || warning.issueAt === undefined)
    return refuse('wrong_status', { status: warning.status });
  const late = lateBy(context, toMs(warning.issueAt));
  if (!late.ok) return late;
  if (toMs(warning.content.expiresAt) <= context.nowMs) {
    // The system stood still past the warning's own end: a person must look at it again.
    const body = { warningId, reason: 'expired_before_issue' };
    return ok({ events: [releaseEvent('WarningReturned', `warning/${warningId}`, warning, body)], reads: [] });
  }
  const places = placesOf(warning.content.scope, context.county);
  const recipients = recipientsOf(places, context.county);
  const taken = takeIdentifier(context);
  const seen = widened(warning, unitsSeeing(places, recipients, context));
  const calls = decideCalls(warning, places, context);
  return ok({
    events: [
      taken.event,
      releaseEvent('WarningIssued', `warning/${warningId}`, seen, {
        warningId,
        identifier: taken.identifier,
        sent: context.now,
        recipients: recipients.length,
      }),
      ...supersede(warning, context),
      ...calls,
    ],
    reads: [],
  });
}

/** [REL-12] Who is called must see why: a town whose village alone is named is among them, widest first. */
function unitsSeeing(
  places: readonly DivisionCode[],
  recipients: readonly ResponsibilityRow[],
  { county }: DecideContext,
): AudienceTag[] {
  const units = unitsIn(places, county);
  const above = recipients.map((row) => row.division).filter((code) => divisionRank(code) !== 'county');
  const inside = new Set(units);
  const wider = [...new Set(above)].filter((code) => !inside.has(code)).sort();
  return [...wider, ...units].map((code): AudienceTag => `unit:${code}`);
}

/** The predecessor while it is still in force: it may have expired since the draft. */
function predecessor(warning: Warning, context: DecideContext): Warning | undefined {
  const before = warning.replaces === undefined ? undefined : context.state.release.warnings[warning.replaces];
  return before?.status === 'issued' ? before : undefined;
}

/** [REL-10] The predecessor ends in the same decision. */
function supersede(warning: Warning, context: DecideContext): NewEvent[] {
  const before = predecessor(warning, context);
  if (before === undefined) return [];
  return [releaseEvent('WarningSuperseded', `warning/${before.id}`, before, { warningId: before.id, by: warning.id })];
}

/** [REL-11] [REL-18] Who is called: afresh when the level is raised; else open calls go on under the new warning. */
function decideCalls(warning: Warning, places: readonly DivisionCode[], context: DecideContext): NewEvent[] {
  const before = predecessor(warning, context);
  const old = before === undefined ? [] : callsOf(context.state.release, before.id);
  const wanted = callsByName(warning.content, context.practice) ? recipientsOf(places, context.county) : [];
  const raised = before !== undefined && warning.content.level < before.content.level;
  if (raised) return [...old.map((call) => closeCall(call)), ...wanted.map((row) => openCall(row, warning, context))];
  const named = new Set(wanted.map((row) => row.person));
  return [
    ...old.map((call) => (named.has(call.person) ? carryOver(call, warning.id) : closeCall(call))),
    ...wanted.filter((row) => callOf(old, row.person) === undefined).map((row) => openCall(row, warning, context)),
  ];
}

function carryOver(call: Call, warningId: string): NewEvent {
  return releaseEvent('CallCarriedOver', `call/${call.id}`, call, { callId: call.id, warningId });
}
