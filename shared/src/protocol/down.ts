import { z } from 'zod';
import { EnvelopeSchema } from '../kernel/envelope.ts';
import { WorldIdSchema } from '../kernel/ids.ts';
import { RefusalSchema } from '../kernel/refusal.ts';
import { TimestampSchema, WorldClockSchema } from '../kernel/time.ts';

const Seq = z.number().int().nonnegative();

/**
 * The line between the nodes of the server. `stored`: it is down, positions and readings that came in at other nodes
 * are read from the database every 2 s and are older than they could be. Events never depend on it.
 */
export const NodesNowSchema = z.object({
  signals: z.enum(['shared', 'stored']),
  /** Server time in milliseconds. */
  sinceMs: z.number(),
  /** Nodes heard of late, this one among them. */
  count: z.number().int().positive(),
});
export type NodesNow = z.infer<typeof NodesNowSchema>;

/** Sequence, server and world time; every 5 s, two missed = link lost. */
export const HeadSchema = z.object({
  world: WorldIdSchema,
  seq: Seq,
  serverMs: z.number(),
  clock: WorldClockSchema,
  /** Only where there may be several nodes. */
  nodes: NodesNowSchema.optional(),
  /** Only while the virus scanner of this deployment is away: pictures are kept and looked at when it is back. */
  uploads: z.literal('unscanned').optional(),
});
export type Head = z.infer<typeof HeadSchema>;
/** What the health row is told of the server beside its clock; undefined: nothing to say. */
export interface HeadHealth {
  nodes: NodesNow | undefined;
  uploads: Head['uploads'];
}

/**
 * A snapshot in acknowledged parts: the JSON text of the filtered WorldState, cut into `of` pieces.
 * `mode` says whether it replaces everything or adds streams that have just become visible.
 */
export const SnapshotPartSchema = z.object({
  world: WorldIdSchema,
  seq: Seq,
  scope: z.string(),
  mode: z.enum(['whole', 'partial']),
  part: z.number().int().nonnegative(),
  of: z.number().int().positive(),
  text: z.string(),
});
export type SnapshotPart = z.infer<typeof SnapshotPartSchema>;

/** Events in order. `from`–`to` is the log range covered: gaps inside it are rows this reader may not see. */
export const EventBatchSchema = z.object({
  world: WorldIdSchema,
  from: Seq,
  to: Seq,
  events: z.array(EnvelopeSchema),
});
export type EventBatch = z.infer<typeof EventBatchSchema>;

/** Names the units behind the indices of position frames. A new epoch voids all earlier indices. */
export const UnitSchema = z.object({
  index: z.number().int().nonnegative(),
  terminal: z.string().max(80),
  team: z.string().max(64).optional(),
  label: z.string().max(80),
  source: z.string().max(16),
});
export type Unit = z.infer<typeof UnitSchema>;
export const UnitsSchema = z.object({
  world: WorldIdSchema,
  epoch: z.number().int(),
  mode: z.enum(['whole', 'added']),
  units: z.array(UnitSchema),
});
export type Units = z.infer<typeof UnitsSchema>;

/** Latest value per sensor and quantity, merged per tick: latest wins, the last one always comes. */
export const ReadingNowSchema = z.object({
  sensor: z.string().max(64),
  /** Names what and unit: rain_1h_mm, rain_3h_mm, level_m, level_rise_m_per_h, displacement_mm_per_h, gas_pct_lel … */
  values: z.record(z.string(), z.number()),
  observedAt: TimestampSchema,
  receivedAt: TimestampSchema,
});
export type ReadingNow = z.infer<typeof ReadingNowSchema>;
export const ReadingsSchema = z.object({
  world: WorldIdSchema,
  mode: z.enum(['whole', 'changed']),
  readings: z.array(ReadingNowSchema),
});

export const IntentAnswerSchema = z.union([
  z.object({ ok: z.literal(true), seq: Seq }),
  z.object({ ok: z.literal(false), refused: RefusalSchema }),
]);
export type IntentAnswer = z.infer<typeof IntentAnswerSchema>;

/** The server ends the connection and says why. */
export const ByeSchema = z.object({
  reason: z.enum([
    'session_ended',
    'slow_consumer',
    'protocol_changed',
    'server_stopping',
    'world_unknown',
    /** The drill was closed, here or at another node: there is nothing more to come. */
    'ended',
    'not_allowed',
  ]),
});
export type Bye = z.infer<typeof ByeSchema>;
