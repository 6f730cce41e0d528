import { z } from 'zod';
import { DivisionCodeSchema } from '../../kernel/division.ts';
import type { EventUnion } from '../../kernel/events.ts';
import { PointSchema, RingSchema } from '../../kernel/geo.ts';
import { HazardSchema } from '../../kernel/hazard.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { LevelSchema } from '../../kernel/level.ts';
import { ThresholdSchema } from '../../kernel/master/ground.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { TimestampSchema } from '../../kernel/time.ts';

/** What an alarm is about; screens make the sentence from these facts in the reader's language. */
export const AlarmCauseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('threshold'),
    sensor: MasterIdSchema,
    threshold: MasterIdSchema,
    label: z.string().max(80),
    quantity: ThresholdSchema.shape.quantity,
    value: z.number(),
    limit: z.number(),
  }),
  z.object({ kind: z.literal('sensor_silent'), sensor: MasterIdSchema, lastSeenAt: TimestampSchema.optional() }),
  z.object({ kind: z.literal('incoming_warning'), identifier: z.string().max(120), headline: z.string().max(200) }),
  z.object({
    kind: z.literal('order_escalated'),
    order: IdSchema,
    orderNumber: z.string().max(16),
    team: MasterIdSchema,
    step: z.enum(['undelivered', 're_ring', 'offer_next', 'leader', 'declined', 'not_departed']),
  }),
  z.object({
    kind: z.literal('call_unanswered'),
    call: IdSchema,
    warning: IdSchema,
    person: MasterIdSchema,
    attempts: z.number().int(),
  }),
  z.object({ kind: z.literal('help'), team: MasterIdSchema, help: z.enum(['sos', 'reinforce', 'blocked', 'injured']) }),
  z.object({ kind: z.literal('safety_missed'), team: MasterIdSchema }),
  z.object({ kind: z.literal('position_lost'), team: MasterIdSchema, lastSeenAt: TimestampSchema.optional() }),
  z.object({
    kind: z.literal('report_due'),
    report: IdSchema,
    incident: IdSchema,
    which: z.enum(['phone', 'written', 'update']),
  }),
  z.object({ kind: z.literal('task_overdue'), task: IdSchema, title: z.string().max(200) }),
  z.object({ kind: z.literal('countersign_due'), subject: z.string().max(100), person: MasterIdSchema }),
  z.object({ kind: z.literal('source_lost'), source: z.string().max(64) }),
]);
export type AlarmCause = z.infer<typeof AlarmCauseSchema>;

export const WarningAreaSchema = z.object({
  divisions: z.array(DivisionCodeSchema).max(200),
  rings: z.array(RingSchema).max(20),
});

export const MonitoringEventSchemas = {
  AlarmRaised: z.object({
    alarmId: IdSchema,
    number: z.number().int().positive(),
    priority: LevelSchema,
    cause: AlarmCauseSchema,
    point: PointSchema.optional(),
    incidentId: IdSchema.optional(),
    /** Who must answer, and at which seat: no alarm is ever nobody's. */
    owner: MasterIdSchema,
    seat: z.string().max(64),
  }),
  AlarmAcknowledged: z.object({ alarmId: IdSchema, note: z.string().max(500).optional() }),
  AlarmReturned: z.object({ alarmId: IdSchema, value: z.number().optional() }),
  AlarmReraised: z.object({ alarmId: IdSchema, value: z.number().optional() }),
  AlarmCleared: z.object({ alarmId: IdSchema, reason: z.enum(['returned', 'acknowledged', 'settled', 'superseded']) }),
  AlarmShelved: z.object({ alarmId: IdSchema, reason: z.string().min(1).max(200), until: TimestampSchema }),
  AlarmUnshelved: z.object({ alarmId: IdSchema, why: z.enum(['person', 'expired', 'worse']) }),
  AlarmOwnerChanged: z.object({ alarmId: IdSchema, owner: MasterIdSchema, seat: z.string().max(64) }),
  AlarmLinked: z.object({ alarmId: IdSchema, incidentId: IdSchema }),
  AlarmEscalated: z.object({ alarmId: IdSchema, step: z.enum(['banner', 'leader', 'deputy']), dueAt: TimestampSchema }),
  AlarmNumberTaken: z.object({ n: z.number().int().positive() }),
  IncomingWarningReceived: z.object({
    incomingId: IdSchema,
    identifier: z.string().max(120),
    sender: z.string().max(120),
    senderName: z.string().max(120),
    sent: TimestampSchema,
    capStatus: z.string().max(16),
    msgType: z.string().max(16),
    hazard: HazardSchema.optional(),
    level: LevelSchema.optional(),
    headline: z.string().max(200),
    description: z.string().max(4000),
    instruction: z.string().max(4000),
    severity: z.string().max(16),
    area: WarningAreaSchema,
    areaText: z.string().max(1000),
    expiresAt: TimestampSchema,
    signature: z.enum(['unsigned', 'intact', 'trusted', 'invalid']),
    references: z.array(z.string().max(200)).max(50),
    notes: z.array(z.string().max(300)).max(30),
  }),
  IncomingWarningEnded: z.object({
    incomingId: IdSchema,
    how: z.enum(['cancelled', 'superseded', 'expired']),
    by: z.string().max(120).optional(),
  }),
  SensorTakenOut: z.object({ sensor: MasterIdSchema, reason: z.string().min(1).max(200) }),
  SensorPutBack: z.object({ sensor: MasterIdSchema }),
} as const;

export type MonitoringEvent = EventUnion<typeof MonitoringEventSchemas>;
