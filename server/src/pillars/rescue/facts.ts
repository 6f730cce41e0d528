import type { AudienceTag, NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import type { RescueEvent } from '@sitong/shared/pillars/rescue/events.ts';

type Body<T extends RescueEvent['type']> = Extract<RescueEvent, { type: T }>['body'];

/** Who may see the stream from this event on. */
export interface Seen {
  division: DivisionCode;
  audience: readonly AudienceTag[];
}

const MAX_AUDIENCE = 200;

/** An audience only grows along a stream; what is already in it stays when the limit is met. */
export function widened(seen: Seen, tags: readonly AudienceTag[]): Seen {
  return { division: seen.division, audience: [...new Set([...seen.audience, ...tags])].slice(0, MAX_AUDIENCE) };
}

/** A new event of this pillar, its body checked against its type by the compiler. */
export function rescueEvent<T extends RescueEvent['type']>(
  type: T,
  stream: StreamName,
  seen: Seen,
  body: Body<T>,
  observedAt?: string,
): NewEvent<T, Body<T>> {
  const event = { stream, type, schema: 1, division: seen.division, audience: seen.audience, body };
  return observedAt === undefined ? event : { ...event, observedAt };
}
