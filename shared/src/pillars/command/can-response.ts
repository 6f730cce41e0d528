import { CAN, type Can, cannot } from '../../kernel/can.ts';
import type { Hazard } from '../../kernel/hazard.ts';
import type { Level } from '../../kernel/level.ts';
import { maySign } from '../../kernel/master/county-index.ts';
import type { PostRow } from '../../kernel/master/people.ts';
import { mayActIn, type Who } from './can.ts';
import type { CommandState, Response } from './state.ts';

/** CMD-11: does this person sign with this post at this level? Holder or deputy, and a post that reaches so far. */
export function canSignResponse(post: PostRow | undefined, person: string, level: Level): Can {
  if (post === undefined) return cannot('unknown_post');
  if (!maySign(post.signsResponse, level)) return cannot('post_may_not_sign', { post: post.id, level });
  const holds = post.holder === person || post.deputies.includes(person);
  return holds ? CAN : cannot('not_holder_of_post', { post: post.id, person });
}

/** CMD-12: the open response for a hazard at a place; there is never more than one. */
export function responseFor(state: CommandState, hazard: Hazard, division: string): Response | undefined {
  return Object.values(state.responses).find(
    (response) => response.hazard === hazard && response.division === division,
  );
}

/** CMD-14: the level whose power a change needs: the worse of the two, for a lower one is agreed to by the activator or higher. */
export function canAdjust(response: Response | undefined, to: Level, who: Who): Can {
  const can = canActOnActive(response, who);
  if (can.allowed === 'no' || response === undefined) return can;
  if (to === response.level) return cannot('same_level', { level: to });
  return to > response.level + 1 ? cannot('one_step_down_at_a_time', { level: response.level }) : CAN;
}

export function canActOnActive(response: Response | undefined, who: Who): Can {
  if (response === undefined) return cannot('response_not_open');
  const may = mayActIn(who, response.division);
  if (may.allowed === 'no') return may;
  return response.status === 'active' ? CAN : cannot('response_not_active');
}

/** CMD-13 */
export function canCountersign(response: Response | undefined, who: Who): Can {
  const can = canActOnActive(response, who);
  if (can.allowed === 'no' || response === undefined) return can;
  const signature = response.signature;
  if (signature?.mode !== 'oral') return cannot('nothing_to_countersign');
  if (signature.countersignedAt !== undefined) return cannot('already_countersigned');
  return who !== 'system' && who.person === signature.person
    ? CAN
    : cannot('not_your_signature', { person: signature.person });
}
