import type { z } from 'zod';
import { type AuditEvent, AuditEventSchemas } from '../kernel/audit.ts';
import type { Envelope } from '../kernel/envelope.ts';
import type { EventSchemas } from '../kernel/events.ts';
import { type CommandEvent, CommandEventSchemas } from '../pillars/command/events.ts';
import { type MonitoringEvent, MonitoringEventSchemas } from '../pillars/monitoring/events.ts';
import { type ReleaseEvent, ReleaseEventSchemas } from '../pillars/release/events.ts';
import { type RescueEvent, RescueEventSchemas } from '../pillars/rescue/events.ts';

export type Pillar = 'monitoring' | 'release' | 'rescue' | 'command';
/** Where an event is at home: a pillar, or the audit of the system itself. */
export type Home = Pillar | 'audit';

export type DomainEvent = MonitoringEvent | ReleaseEvent | RescueEvent | CommandEvent;
/** Everything the log of a world may hold. */
export type LogEvent = DomainEvent | AuditEvent;

export type TypedEvent =
  | { pillar: 'monitoring'; event: MonitoringEvent }
  | { pillar: 'release'; event: ReleaseEvent }
  | { pillar: 'rescue'; event: RescueEvent }
  | { pillar: 'command'; event: CommandEvent };
export type TypedLogEvent = TypedEvent | { pillar: 'audit'; event: AuditEvent };

const SCHEMAS: Record<Home, EventSchemas> = {
  monitoring: MonitoringEventSchemas,
  release: ReleaseEventSchemas,
  rescue: RescueEventSchemas,
  command: CommandEventSchemas,
  audit: AuditEventSchemas,
};

const BY_TYPE: ReadonlyMap<string, { pillar: Home; schema: z.ZodType }> = new Map(
  (Object.entries(SCHEMAS) as [Home, EventSchemas][]).flatMap(([pillar, schemas]) =>
    Object.entries(schemas).map(([type, schema]) => [type, { pillar, schema }] as const),
  ),
);

export const EVENT_TYPES: readonly string[] = [...BY_TYPE.keys()];

export function pillarOf(type: string): Home | undefined {
  return BY_TYPE.get(type)?.pillar;
}

/** Checks the body of a pillar's event. Throws, naming world, seq and path, when it does not fit. */
export function parseEvent(envelope: Envelope): TypedEvent {
  const typed = parseLogEvent(envelope);
  if (typed.pillar === 'audit')
    throw new Error(`event ${envelope.world}#${envelope.seq}: ${envelope.type} belongs to the audit, not to a pillar`);
  return typed;
}

/** Checks an event's body by its type. Throws, naming world, seq and path, when it does not fit. */
export function parseLogEvent(envelope: Envelope): TypedLogEvent {
  const known = BY_TYPE.get(envelope.type);
  if (known === undefined) {
    throw new Error(`event ${envelope.world}#${envelope.seq}: type ${envelope.type} is not in the catalogue`);
  }
  const parsed = known.schema.safeParse(envelope.body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `event ${envelope.world}#${envelope.seq} ${envelope.type}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  }
  // The catalogue has just shown that type and body belong together; the compiler cannot follow a map.
  return { pillar: known.pillar, event: { ...envelope, body: parsed.data } } as TypedLogEvent;
}
