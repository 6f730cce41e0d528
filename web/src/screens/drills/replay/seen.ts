import { toMs } from '@sitong/shared/kernel/time.ts';
import type { SeenBy } from './replay-data.ts';
import type { Tape } from './tape.ts';

/** `later`: a screen of theirs showed it, but only after the moment on the bar. `never`: none has. */
export type Sight = 'never' | 'later' | 'seen';

export interface Viewer extends Pick<SeenBy, 'username' | 'name' | 'roles'> {
  readonly sight: Sight;
  /** World time at which a visible screen of theirs first stood at the event. */
  readonly seenMs: number | undefined;
}

const order: Readonly<Record<Sight, number>> = { never: 0, later: 1, seen: 2 };

/** Who had seen an event by `atMs`, those who had not before those who had. All times are of the drill's world. */
export function viewersAt(people: readonly SeenBy[], tape: Tape, eventMs: number, atMs: number): Viewer[] {
  return people
    .map(({ username, name, roles, seenAt }): Viewer => {
      if (seenAt === null) return { username, name, roles, sight: 'never', seenMs: undefined };
      // A drill that runs fast turns the two seconds between a screen's words into minutes; never before it happened.
      const seenMs = Math.max(eventMs, tape.worldMsAt(toMs(seenAt)));
      return { username, name, roles, sight: seenMs <= atMs ? 'seen' : 'later', seenMs };
    })
    .sort((a, b) => order[a.sight] - order[b.sight] || (a.seenMs ?? 0) - (b.seenMs ?? 0));
}
