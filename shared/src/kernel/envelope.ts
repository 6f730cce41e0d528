import { z } from 'zod';
import { type DivisionCode, DivisionCodeSchema, isWithin } from './division.ts';
import { IdSchema, WorldIdSchema } from './ids.ts';
import { TimestampSchema } from './time.ts';

/** Who acted. `system` fires deadlines and reactions; it never signs. */
export const ActorSchema = z.object({
  person: z.string().max(64),
  post: z.string().max(64).optional(),
  seat: z.string().max(64).optional(),
  /** The person in whose name this was done, for 口头授权. */
  onBehalfOf: z.string().max(64).optional(),
});
export type Actor = z.infer<typeof ActorSchema>;

export const SYSTEM_ACTOR: Actor = { person: 'system' };

/** Who beyond the division subtree may see a stream: `person:<id>`, `team:<id>`, `unit:<id>`, or `everyone`. */
export const AudienceTagSchema = z.string().regex(/^((person|team|unit):[0-9A-Za-z-]{1,64}|everyone)$/);
export type AudienceTag = z.infer<typeof AudienceTagSchema>;

/** All who are signed in to the world: what every screen goes by, for example local practice. */
export const EVERYONE: AudienceTag = 'everyone';

/** Stream names read `<kind>/<id>`, for example `incident/0190…`. */
export const StreamNameSchema = z.string().regex(/^[a-z]+\/[0-9A-Za-z:_-]{1,80}$/);
export type StreamName = z.infer<typeof StreamNameSchema>;

const envelopeFields = {
  world: WorldIdSchema,
  /** Gap-free in each world, in commit order. */
  seq: z.number().int().positive(),
  stream: StreamNameSchema,
  /** Version of the stream after this event, from 1. */
  version: z.number().int().positive(),
  type: z.string().max(64),
  /** Version of the event's shape. */
  schema: z.number().int().positive(),
  commandId: IdSchema,
  /** Sequence number of the event that led to this one. */
  causedBy: z.number().int().positive().optional(),
  actor: ActorSchema,
  /** World time. */
  at: TimestampSchema,
  /** Server clock. */
  recordedAt: TimestampSchema,
  /** Clock of the device or source, where it has one. */
  observedAt: TimestampSchema.optional(),
  division: DivisionCodeSchema,
  audience: z.array(AudienceTagSchema).max(200),
} as const;

/** An event as stored and sent; `body` is checked by its pillar's schema for `type`. */
export const EnvelopeSchema = z.object({ ...envelopeFields, body: z.unknown() });
export type Envelope = z.infer<typeof EnvelopeSchema>;

/** An envelope whose body is known. */
export type EventOf<Type extends string, Body> = Omit<Envelope, 'type' | 'body'> & { type: Type; body: Body };

/** What `decide` returns: an event before the log gives it its place. */
export interface NewEvent<Type extends string = string, Body = unknown> {
  stream: StreamName;
  type: Type;
  schema: number;
  division: DivisionCode;
  audience: readonly AudienceTag[];
  observedAt?: string;
  body: Body;
}

/** What one reader may see. `division` undefined: nothing by place, only by audience. */
export interface Scope {
  division: DivisionCode | undefined;
  tags: readonly AudienceTag[];
}

/** Visibility follows from the event alone and is fixed when it is appended (design §9). */
export function isVisible(scope: Scope, division: DivisionCode, audience: readonly AudienceTag[]): boolean {
  if (scope.division !== undefined && isWithin(division, scope.division)) return true;
  return audience.some((tag) => tag === EVERYONE || scope.tags.includes(tag));
}

/** Readers with equal keys see the same and share one encoded batch. */
export function scopeKey(scope: Scope): string {
  return `${scope.division ?? '-'}|${[...scope.tags].sort().join(',')}`;
}
