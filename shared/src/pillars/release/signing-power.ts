import { CAN, type Can, cannot } from '../../kernel/can.ts';
import { type DivisionCode, isWithin } from '../../kernel/division.ts';
import type { Level } from '../../kernel/level.ts';
import { type CountyIndex, maySign } from '../../kernel/master/county-index.ts';
import type { PostRow } from '../../kernel/master/people.ts';

/** What is to be signed: a warning of a level, or a report. */
export type Signable = { kind: 'warning'; level: Level } | { kind: 'report' };

function hasPower(post: PostRow, what: Signable): boolean {
  return what.kind === 'report' ? post.signsReport : maySign(post.signsWarning, what.level);
}

/** [REL-5] A person signs in the power of a post held or deputised, for its level and inside its area. */
export function canSignAs(
  county: CountyIndex,
  signer: { person: string; post: string },
  what: Signable,
  places: readonly DivisionCode[],
): Can {
  const post = county.posts.get(signer.post);
  if (post === undefined) return cannot('unknown_post', { post: signer.post });
  if (post.holder !== signer.person && !post.deputies.includes(signer.person)) {
    return cannot('not_your_post', { post: post.id, person: signer.person });
  }
  if (!hasPower(post, what)) {
    return cannot('post_may_not_sign', { post: post.id, ...(what.kind === 'warning' ? { level: what.level } : {}) });
  }
  const outside = places.find((place) => !isWithin(place, post.division));
  return outside === undefined ? CAN : cannot('post_outside_area', { post: post.id, division: outside });
}

/** Posts in whose power this person could sign it: what the signing screen offers. */
export function postsToSignAs(
  county: CountyIndex,
  person: string,
  what: Signable,
  places: readonly DivisionCode[],
): PostRow[] {
  const all = [...county.postsHeldBy(person), ...county.postsDeputisedBy(person)];
  return all.filter((post) => canSignAs(county, { person, post: post.id }, what, places).allowed === 'yes');
}
