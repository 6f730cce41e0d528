import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { worse } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { maySign } from '@sitong/shared/kernel/master/county-index.ts';
import type { Incident, Response } from '@sitong/shared/pillars/command/state.ts';

/** Responses that bear on an incident: linked to it, or of its hazard. What is in force comes first. */
export function responsesFor(responses: Readonly<Record<string, Response>>, incident: Incident): Response[] {
  return Object.values(responses)
    .filter(({ incidentIds, hazard }) => incidentIds.includes(incident.id) || hazard === incident.hazard)
    .sort(
      (a, b) =>
        Number(b.status === 'active') - Number(a.status === 'active') ||
        Number(b.incidentIds.includes(incident.id)) - Number(a.incidentIds.includes(incident.id)) ||
        a.level - b.level,
    );
}

/** A response in force that a suggestion looks like, and whether signing the suggestion would start another plan. */
export interface InForce<R> {
  readonly response: R;
  readonly starts: 'same_plan' | 'other_plan';
}

/**
 * The response already in force by the plan that a suggestion would start, else one that goes by the same name: flood
 * and flash flood are both 防汛 to who reads them, each with a plan of its own. The worst when there are several.
 */
export function inForceLike<R extends Pick<Response, 'id' | 'hazard' | 'status' | 'plan' | 'level'>>(
  suggested: Pick<Response, 'id' | 'hazard'>,
  responses: readonly R[],
  plans: readonly { readonly id: string; readonly hazards: readonly Hazard[] }[],
  nameOf: (hazard: Hazard) => string,
): InForce<R> | undefined {
  const plan = plans.find(({ hazards }) => hazards.includes(suggested.hazard))?.id;
  const active = responses
    .filter(({ id, status }) => id !== suggested.id && status === 'active')
    .sort((a, b) => a.level - b.level);
  const same = plan === undefined ? undefined : active.find((other) => other.plan === plan);
  if (same !== undefined) return { response: same, starts: 'same_plan' };
  const namesake = active.find(({ hazard }) => nameOf(hazard) === nameOf(suggested.hazard));
  return namesake === undefined ? undefined : { response: namesake, starts: 'other_plan' };
}

/** How a response is signed from this desk: in one's own power, or by voice for whoever holds the post. */
export interface Signer {
  readonly post: string;
  readonly postName: string;
  readonly person: string;
  readonly mode: 'signed' | 'oral';
}

/** Every way a level may be signed here: one's own posts first, then the mildest post that reaches. */
export function signersFor(county: CountyIndex, level: Level, me: string): Signer[] {
  return county.data.posts
    .filter(({ signsResponse }) => maySign(signsResponse, level))
    .map((post): Signer => {
      const own = post.holder === me || post.deputies.includes(me);
      return { post: post.id, postName: post.name, person: own ? me : post.holder, mode: own ? 'signed' : 'oral' };
    })
    .sort(
      (a, b) => Number(a.mode === 'oral') - Number(b.mode === 'oral') || reach(county, b.post) - reach(county, a.post),
    );
}

const reach = (county: CountyIndex, post: string): number => county.posts.get(post)?.signsResponse ?? 0;

/** The level whose power an adjustment needs (CMD-14). */
export function powerNeeded(from: Level, to: Level): Level {
  return worse(from, to);
}
