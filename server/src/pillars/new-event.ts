import type { Can } from '@sitong/shared/kernel/can.ts';
import type { Visible } from '@sitong/shared/kernel/collection.ts';
import type { NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { Decided } from './context.ts';

/** Any typed event of a pillar's catalogue. */
type Typed = { type: string; body: unknown };

/** Makes new events of one pillar; the compiler holds type and body together. */
export function eventMaker<E extends Typed>() {
  return <T extends E['type']>(
    stream: StreamName,
    type: T,
    visible: Visible,
    body: Extract<E, { type: T }>['body'],
    observedAt?: string,
  ): NewEvent<T, Extract<E, { type: T }>['body']> => {
    const { division, audience } = visible;
    return { stream, type, schema: 1, division, audience, ...(observedAt ? { observedAt } : {}), body };
  };
}

export function decided(events: readonly NewEvent[], reads: readonly StreamName[] = []): Decision<Decided> {
  return ok({ events, reads });
}

/** The refusal in a "no". */
export function refusalOf(can: Extract<Can, { allowed: 'no' }>): ReturnType<typeof refuse> {
  return refuse(can.code, can.facts);
}
