import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Day } from './day.ts';

/** What an officer looks at when it is time to act. */
export interface Situation {
  state: WorldState;
  county: CountyIndex;
  day: Day;
  /** World time. */
  nowMs: number;
  /** The id the story gives a thing: the same at every play of this world. */
  id: (name: string) => Id;
}

/** One act of the scripted officers: not before `clock`, as soon as there is something to send. */
export interface Beat {
  name: string;
  clock: string;
  /** Demo account that acts. */
  as: string;
  /** Nothing yet: it is asked again until `patienceMin` are over. */
  intent: (situation: Situation) => Intent | undefined;
  /** World minutes during which a refusal is tried again; a beat that finds nothing in this time is left out. */
  patienceMin?: number;
}

/** RFC 3339 time of a written clock time of this evening. */
export function timeOf({ day }: Situation, clock: string): string {
  return toTimestamp(day.at(clock));
}
