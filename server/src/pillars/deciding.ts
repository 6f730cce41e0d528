import type { Can, Doer } from '@sitong/shared/kernel/can.ts';
import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag } from '@sitong/shared/kernel/envelope.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { DecideContext, Decided } from './context.ts';

export type Answer = Decision<Decided>;

/** Intents people send carry a session; a clock or reaction that sends one is a defect answered politely. */
export function doerOf(context: DecideContext): Decision<Doer> {
  return context.sender.kind === 'person' ? ok(context.sender.session) : refuse('person_required');
}

/** Internal intents: rules, doors, clocks and reactions only. */
export function fromSystem(context: DecideContext): Decision<'system'> {
  return context.sender.kind === 'system' ? ok('system') : refuse('system_only');
}

export function allowed(can: Can): Decision<'yes'> {
  return can.allowed === 'yes' ? ok('yes') : refuse(can.code, can.facts);
}

/** Timers may fire a little early; a refusal then would silence the deadline for good. */
const EARLY_MS = 1000;

/** Seconds after the due time at which a clock is recorded as run out. */
export function lateBy(context: DecideContext, dueMs: number): Decision<number> {
  if (context.nowMs < dueMs - EARLY_MS) return refuse('not_due_yet');
  return ok(Math.max(0, context.nowMs - dueMs) / SECOND_MS);
}

/** Who may see a stream from this event on. */
export interface Seen {
  division: DivisionCode;
  audience: readonly AudienceTag[];
}

const MAX_AUDIENCE = 200;

/** An audience only grows along a stream; what is already in it stays when the limit is met. */
export function widened(seen: Seen, tags: readonly AudienceTag[]): Seen {
  return { division: seen.division, audience: [...new Set([...seen.audience, ...tags])].slice(0, MAX_AUDIENCE) };
}
