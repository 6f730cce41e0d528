import { z } from 'zod';

export const LeaseAnswerSchema = z.object({
  owner: z.object({ name: z.string(), own: z.boolean() }).nullable(),
  leaseS: z.number().positive(),
});
export type LeaseAnswer = z.infer<typeof LeaseAnswerSchema>;

/** Asked this often while this window may ring: three times within a lease. */
export const ASK_EVERY_MS = 3000;

/** What is known of the room's sound. Times of the monotonic clock, in milliseconds. */
export interface LeaseKnown {
  /** Of the last answer; `none`: there was none yet. */
  who: 'none' | 'own' | 'other';
  name: string;
  /** Until then the answer is to be believed. */
  untilMs: number;
  /** Whether the last question was answered. */
  line: 'answered' | 'failed';
}

export const NOTHING_KNOWN: LeaseKnown = { who: 'none', name: '', untilMs: 0, line: 'answered' };

export function answered(answer: LeaseAnswer, askedMs: number): LeaseKnown {
  const { owner, leaseS } = answer;
  const untilMs = askedMs + leaseS * 1000;
  if (owner === null) return { who: 'none', name: '', untilMs, line: 'answered' };
  return { who: owner.own ? 'own' : 'other', name: owner.name, untilMs, line: 'answered' };
}

export function failed(known: LeaseKnown): LeaseKnown {
  return { ...known, line: 'failed' };
}

/** `elsewhere`: another window of this browser. `there`: another console. `unshared`: nobody can be asked. */
export type Owner = 'here' | 'elsewhere' | 'there' | 'unshared';

/**
 * Who rings. A red alarm that nobody hears is worse than one heard twice: without an answer this window rings, at once
 * when the sound was its own, and as soon as the other's lease must be over when it was not.
 */
export function ownerOf(window: 'ours' | 'another', known: LeaseKnown, nowMs: number): Owner {
  if (window === 'another') return 'elsewhere';
  if (known.line === 'failed') return known.who === 'other' && nowMs < known.untilMs ? 'there' : 'unshared';
  if (known.who === 'other') return 'there';
  if (known.who === 'own') return nowMs < known.untilMs ? 'here' : 'unshared';
  return 'elsewhere';
}

export function rings(owner: Owner): boolean {
  return owner === 'here' || owner === 'unshared';
}
