import { ActorSchema, type Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { DigestFields } from './chain.ts';
import { UnreadableEventError } from './errors.ts';
import type { Upcast } from './upcasters.ts';

/** One event with every column of the table, texts as stored. */
export interface StoredEvent extends DigestFields {
  world: WorldId;
  seq: number;
  version: number;
  incidentId: Id | undefined;
  hash: Buffer;
}

/** A row of `events` as the driver gives it (bigint as number, see pool.ts). */
export interface EventRow {
  world: string;
  seq: number;
  stream: string;
  version: number;
  type: string;
  schema: number;
  command_id: string;
  caused_by: number | null;
  actor: string;
  at: Date;
  recorded_at: Date;
  observed_at: Date | null;
  division: string;
  audience: string[];
  incident_id: string | null;
  body: string;
  hash: Buffer;
}

export const EVENT_COLUMNS = `world, seq, stream, version, type, schema, command_id, caused_by, actor, at, recorded_at,
  observed_at, division, audience, incident_id, body, hash`;

export function fromRow(row: EventRow): StoredEvent {
  return {
    world: row.world,
    seq: row.seq,
    stream: row.stream,
    version: row.version,
    type: row.type,
    schema: row.schema,
    commandId: row.command_id,
    causedBy: row.caused_by ?? undefined,
    actor: row.actor,
    at: toTimestamp(row.at.getTime()),
    recordedAt: toTimestamp(row.recorded_at.getTime()),
    observedAt: row.observed_at === null ? undefined : toTimestamp(row.observed_at.getTime()),
    division: row.division,
    audience: row.audience,
    incidentId: row.incident_id ?? undefined,
    body: row.body,
    hash: row.hash,
  };
}

/** The event in today's shape. Throws `UnreadableEventError` naming the row. */
export function toEnvelope(stored: StoredEvent, upcast: Upcast): Envelope {
  const { world, seq, stream, version, type, commandId, causedBy, at, recordedAt, observedAt, division } = stored;
  try {
    const { schema, body } = upcast(type, stored.schema, JSON.parse(stored.body));
    return {
      world,
      seq,
      stream,
      version,
      type,
      schema,
      commandId,
      ...(causedBy !== undefined && { causedBy }),
      actor: ActorSchema.parse(JSON.parse(stored.actor)),
      at,
      recordedAt,
      ...(observedAt !== undefined && { observedAt }),
      division,
      audience: [...stored.audience],
      body,
    };
  } catch (cause) {
    throw new UnreadableEventError(world, seq, cause);
  }
}
