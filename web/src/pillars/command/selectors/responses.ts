import type { Level } from '@sitong/shared/kernel/level.ts';
import { worse } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { maySign } from '@sitong/shared/kernel/master/county-index.ts';
import type { Incident, Response } from '@sitong/shared/pillars/command/state.ts';

/** Responses that bear on an incident: linked to it, or of its hazard. */
export function responsesFor(responses: Readonly<Record<string, Response>>, incident: Incident): Response[] {
  return Object.values(responses)
    .filter(({ incidentIds, hazard }) => incidentIds.includes(incident.id) || hazard === incident.hazard)
    .sort(
      (a, b) =>
        Number(b.incidentIds.includes(incident.id)) - Number(a.incidentIds.includes(incident.id)) || a.level - b.level,
    );
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
