import { SECOND_MS } from '@sitong/shared/kernel/time.ts';

/** The beat comes every second: one so late means that the page stood still, as under a closed lid. */
export const ASLEEP_MS = 5 * SECOND_MS;
/** Longest wait for the present: a red alarm that nobody hears is worse than one heard twice. */
export const MOST_WAIT_MS = 3 * SECOND_MS;
/** The server names its time every 5 s; a word of the present may be as old as that. */
const LATEST_WORD_MS = 6 * SECOND_MS;

/** What the page knows at one beat. */
export interface Known {
  /** Of this machine's clock. */
  readonly atMs: number;
  /** The server's clock in its latest word; undefined: it has not said any. */
  readonly serverMs: number | undefined;
  /** Whether the page holds all that the latest word names. */
  readonly line: 'in_step' | 'behind';
}

/** `waking`: what the page holds may be of before it slept, and what was answered meanwhile would ring. */
export type Beat =
  | { readonly kind: 'awake'; readonly known: Known }
  | { readonly kind: 'waking'; readonly known: Known; readonly slept: Known; readonly wokenMs: number };

export function nextBeat(last: Beat | undefined, known: Known): Beat {
  if (last === undefined) return { kind: 'awake', known };
  const asleep = last.known.atMs + ASLEEP_MS < known.atMs;
  if (asleep) {
    const slept = last.kind === 'waking' ? last.slept : last.known;
    return { kind: 'waking', known, slept, wokenMs: known.atMs };
  }
  if (last.kind === 'awake') return { kind: 'awake', known };
  const { slept, wokenMs } = last;
  const waited = known.atMs - wokenMs >= MOST_WAIT_MS;
  return waited || present(known, slept, wokenMs) ? { kind: 'awake', known } : { ...last, known };
}

/** Words that were on their way before the page slept are read first when it wakes; the server's clock tells them. */
function present({ serverMs, line }: Known, slept: Known, wokenMs: number): boolean {
  if (line === 'behind' || serverMs === undefined) return false;
  if (slept.serverMs === undefined) return true;
  return serverMs - slept.serverMs >= wokenMs - slept.atMs - LATEST_WORD_MS;
}
