import type { Can } from '@sitong/shared/kernel/can.ts';
import type { Visible } from '@sitong/shared/kernel/collection.ts';
import type { AudienceTag, NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import { type Decision, ok, type Refusal } from '@sitong/shared/kernel/refusal.ts';
import type { Who } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringEvent } from '@sitong/shared/pillars/monitoring/events.ts';
import type { DecideContext, Decided } from '../context.ts';

type Type = MonitoringEvent['type'];
type Body<T extends Type> = Extract<MonitoringEvent, { type: T }>['body'];

/** Shape version of all monitoring events; a changed shape raises its own. */
const SCHEMA = 1;

/** One new event, its body checked by the compiler against its type. */
export function event<T extends Type>(
  stream: StreamName,
  type: T,
  visible: { division: string; audience: readonly AudienceTag[] } | Visible,
  body: Body<T>,
  observedAt?: string,
): NewEvent<T, Body<T>> {
  const { division, audience } = visible;
  return { stream, type, schema: SCHEMA, division, audience, ...(observedAt ? { observedAt } : {}), body };
}

export function decided(events: readonly NewEvent[], reads: readonly StreamName[] = []): Decision<Decided> {
  return ok({ events, reads });
}

/** The refusal in a "no". */
export function refusalOf(can: Extract<Can, { allowed: 'no' }>): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code: can.code, ...(can.facts ? { facts: can.facts } : {}) } };
}

export function whoActs({ sender }: DecideContext): Who {
  return sender.kind === 'system' ? 'system' : sender.session;
}
