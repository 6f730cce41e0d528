import type { NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { RescueEvent } from '@sitong/shared/pillars/rescue/events.ts';
import type { Seen } from '../deciding.ts';

type Body<T extends RescueEvent['type']> = Extract<RescueEvent, { type: T }>['body'];

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
