import { symbolCode } from '@sitong/shared/kernel/hazard.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { ringFault } from '@sitong/shared/kernel/ring.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import { placesOf } from '@sitong/shared/pillars/release/area.ts';
import { canReviseWarning, canWarnFor } from '@sitong/shared/pillars/release/can-warning.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

/** [REL-1] The predecessor may have ended while an update was being written: then the update stands alone. */
function checkPredecessor(
  content: WarningContent,
  replaces: string,
  context: DecideContext,
  at: 'draft' | 'revision',
): Decision<'good'> {
  const replaced = context.state.release.warnings[replaces];
  if (replaced?.status !== 'issued') {
    return at === 'revision' ? ok('good') : refuse('replaced_not_in_force', { warning: replaces }, 'replaces');
  }
  const { hazard } = replaced.content;
  return hazard === content.hazard ? ok('good') : refuse('other_hazard', { hazard }, 'content.hazard');
}

/** [REL-1] */
function checkContent(content: WarningContent, context: DecideContext): Decision<string[]> {
  const { county, nowMs } = context;
  const { divisions, rings } = content.scope;
  if (divisions.length === 0 && rings.length === 0) return refuse('no_area', undefined, 'content.scope');
  const unknown = divisions.find((code) => !county.divisions.has(code));
  if (unknown !== undefined) return refuse('unknown_division', { division: unknown }, 'content.scope.divisions');
  for (const [i, ring] of rings.entries()) {
    const fault = ringFault(ring);
    if (fault !== undefined) return refuse(`ring_${fault}`, { ring: i + 1 }, `content.scope.rings[${i}]`);
  }
  const places = placesOf(content.scope, county);
  if (places.length === 0) return refuse('no_area', undefined, 'content.scope.rings');
  // Social-security events carry no colour warning (突发事件应对法, domain §3).
  if (symbolCode(content.hazard).startsWith('A4'))
    return refuse('no_colour_warning', { hazard: content.hazard }, 'content.hazard');
  if (toMs(content.expiresAt) <= nowMs) return refuse('time_is_past', { time: content.expiresAt }, 'content.expiresAt');
  if (content.onset !== undefined && toMs(content.onset) >= toMs(content.expiresAt)) {
    return refuse('ends_before_it_begins', undefined, 'content.onset');
  }
  return ok(places);
}

/** [REL-1] [REL-2] 拟稿. */
export function draftWarning(intent: Of<'DraftWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const { warningId, incidentId, content, replaces } = intent;
  if (context.state.release.warnings[warningId] !== undefined) return refuse('already_saved', { warning: warningId });
  const places = checkContent(content, context);
  if (!places.ok) return places;
  const may = allowed(canWarnFor(places.value, doer.value));
  if (!may.ok) return may;
  const before = replaces === undefined ? ok('good') : checkPredecessor(content, replaces, context, 'draft');
  if (!before.ok) return before;
  if (incidentId !== undefined && workableIncident(context.state.command, incidentId) === undefined) {
    return refuse('unknown_incident', { incident: incidentId }, 'incidentId');
  }
  // A draft is the business of the desks above and beside the drafter; the places see it once it is issued.
  const seen = { division: doer.value.division ?? context.county.county, audience: [] };
  return ok({
    events: [
      releaseEvent('WarningDrafted', `warning/${warningId}`, seen, {
        warningId,
        content,
        ...(incidentId === undefined ? {} : { incidentId }),
        ...(replaces === undefined ? {} : { replaces }),
      }),
    ],
    reads: [
      ...(incidentId === undefined ? [] : [`incident/${incidentId}`]),
      ...(replaces === undefined ? [] : [`warning/${replaces}`]),
    ],
  });
}

/** [REL-4] A change after the check voids the check. */
export function reviseWarning(intent: Of<'ReviseWarning'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const { warningId, content } = intent;
  const warning = context.state.release.warnings[warningId];
  if (warning === undefined) return refuse('unknown_warning', { warning: warningId });
  const may = allowed(canReviseWarning(warning, doer.value));
  if (!may.ok) return may;
  const places = checkContent(content, context);
  if (!places.ok) return places;
  const { replaces } = warning;
  const before = replaces === undefined ? ok('good') : checkPredecessor(content, replaces, context, 'revision');
  if (!before.ok) return before;
  const area = allowed(canWarnFor(places.value, doer.value));
  if (!area.ok) return area;
  return ok({
    events: [releaseEvent('WarningRevised', `warning/${warningId}`, warning, { warningId, content })],
    reads: [],
  });
}
