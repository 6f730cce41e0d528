import type { NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import type { Seen } from '../deciding.ts';

type Body<T extends ReleaseEvent['type']> = Extract<ReleaseEvent, { type: T }>['body'];

/** A new event of this pillar, its body checked against its type by the compiler. */
export function releaseEvent<T extends ReleaseEvent['type']>(
  type: T,
  stream: StreamName,
  seen: Seen,
  body: Body<T>,
  observedAt?: string,
): NewEvent<T, Body<T>> {
  const event = { stream, type, schema: 1, division: seen.division, audience: seen.audience, body };
  return observedAt === undefined ? event : { ...event, observedAt };
}
