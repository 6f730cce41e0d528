import { CAN, type Can, cannot, type Doer, isDesk, isInCharge } from '../../kernel/can.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import { placesOf } from './area.ts';
import type { Signing } from './intents.ts';
import { canSignAs, postsToSignAs } from './signing-power.ts';
import type { Warning } from './state.ts';

/** A desk inside whose subtree the warning was drafted. */
function mayTouch(division: string, doer: Doer): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  return isInCharge(doer, division) ? CAN : cannot('not_your_division', { division });
}

/** [REL-2] Where a desk may warn at all: the places of the warning lie inside its subtree. */
export function canWarnFor(places: readonly string[], doer: Doer): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  const outside = places.find((place) => !isInCharge(doer, place));
  return outside === undefined ? CAN : cannot('not_your_division', { division: outside });
}

function inStatus(warning: Warning, ...statuses: readonly Warning['status'][]): Can {
  return statuses.includes(warning.status) ? CAN : cannot('wrong_status', { status: warning.status });
}

function both(first: Can, second: () => Can): Can {
  return first.allowed === 'yes' ? second() : first;
}

export function canReviseWarning(warning: Warning, doer: Doer): Can {
  return both(mayTouch(warning.division, doer), () => inStatus(warning, 'draft', 'checked', 'returned'));
}

/** [REL-4] Nobody checks words of their own. */
export function canCheckWarning(warning: Warning, doer: Doer): Can {
  return both(mayTouch(warning.division, doer), () => {
    if (warning.authors.includes(doer.person)) return cannot('drafter_may_not_check');
    return inStatus(warning, 'draft');
  });
}

/** [REL-6] Also the undo of a signature, while the warning has not gone out. */
export function canReturnWarning(warning: Warning, doer: Doer): Can {
  return both(mayTouch(warning.division, doer), () => inStatus(warning, 'draft', 'checked', 'signed'));
}

/** [REL-4] 红 and 橙 are checked before anyone signs. */
export function needsCheck(warning: Pick<Warning, 'content'>): boolean {
  return warning.content.level <= 2;
}

/** [REL-3] [REL-4] [REL-5] Signing oneself, or by voice for the named person (口头授权). */
export function canSignWarning(warning: Warning, signing: Signing, county: CountyIndex, doer: Doer): Can {
  return both(mayTouch(warning.division, doer), () => {
    if (warning.status !== 'draft' && warning.status !== 'checked') return inStatus(warning, 'draft', 'checked');
    if (needsCheck(warning) && warning.status !== 'checked')
      return cannot('check_required', { level: warning.content.level });
    if (signing.mode === 'oral' && signing.person === doer.person) return cannot('oral_for_oneself');
    const person = signing.mode === 'oral' ? signing.person : doer.person;
    if (warning.authors.includes(person)) return cannot('drafter_may_not_sign');
    const places = placesOf(warning.content.scope, county);
    return canSignAs(county, { person, post: signing.post }, { kind: 'warning', level: warning.content.level }, places);
  });
}

/** [REL-7] */
export function canCountersignWarning(warning: Warning, doer: Doer): Can {
  const { signature } = warning;
  if (signature === undefined || signature.mode !== 'oral') return cannot('nothing_to_countersign');
  if (signature.person !== doer.person) return cannot('not_the_signer', { person: signature.person });
  return signature.countersignedAt === undefined ? CAN : cannot('already_countersigned');
}

/** [REL-10] A draft may be dropped by its desk; what was issued is lifted by one who could have signed it. */
export function canCancelWarning(warning: Warning, county: CountyIndex, doer: Doer): Can {
  return both(mayTouch(warning.division, doer), () => {
    if (warning.status !== 'issued') return CAN;
    const { level, scope } = warning.content;
    const posts = postsToSignAs(county, doer.person, { kind: 'warning', level }, placesOf(scope, county));
    return posts.length > 0 ? CAN : cannot('signer_required', { level });
  });
}
