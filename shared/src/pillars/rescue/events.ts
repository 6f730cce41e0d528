import { z } from 'zod';
import { DivisionCodeSchema } from '../../kernel/division.ts';
import type { EventUnion } from '../../kernel/events.ts';
import { PointSchema } from '../../kernel/geo.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { SkillSchema } from '../../kernel/master/teams.ts';
import { TimestampSchema } from '../../kernel/time.ts';

export const TEAM_STATUSES = [
  'available',
  'ordered',
  'accepted',
  'mustering',
  'departed',
  'en_route',
  'on_scene',
  'working',
  'done',
  'withdrawing',
  'returned',
  'off_duty',
] as const;
export const TeamStatusSchema = z.enum(TEAM_STATUSES);
export type TeamStatus = z.infer<typeof TeamStatusSchema>;

export const ORDER_STEPS = ['saved', 'sent', 'delivered', 'read', 'accepted'] as const;
export const OrderStepSchema = z.enum(ORDER_STEPS);
export type OrderStep = z.infer<typeof OrderStepSchema>;

/** Worst first. */
export const HELP_KINDS = ['sos', 'injured', 'blocked', 'reinforce'] as const;
export const HelpKindSchema = z.enum(HELP_KINDS);
export type HelpKind = z.infer<typeof HelpKindSchema>;

/** Rungs of the ladder nobody reported before a later one was told. */
const Skipped = z.array(OrderStepSchema).max(4).default([]);

export const DestinationSchema = z.object({
  name: z.string().min(1).max(120),
  point: PointSchema,
  division: DivisionCodeSchema,
});

/** What a team is told to do (调度指令, domain §7). */
export const OrderContentSchema = z.object({
  task: z.string().min(1).max(300),
  skills: z.array(SkillSchema).max(10),
  headcount: z.number().int().positive().optional(),
  destination: DestinationSchema,
  /** Where to bring people, for evacuations. */
  shelter: MasterIdSchema.optional(),
  arriveBy: TimestampSchema.optional(),
  hazards: z.string().max(300),
  protection: z.string().max(120),
  siteCommander: z.string().max(80).optional(),
  channel: z.string().max(16).optional(),
  feedbackMin: z.number().int().positive(),
});
export type OrderContent = z.infer<typeof OrderContentSchema>;

/** How a status became known: told by a person, noticed by the geofence, or implied by a later step. */
export const StatusCauseSchema = z.enum(['person', 'voice', 'geofence', 'order', 'closure']);

export const RescueEventSchemas = {
  OrderNumberTaken: z.object({ n: z.number().int().positive() }),
  OrderSaved: z.object({
    orderId: IdSchema,
    number: z.number().int().positive(),
    incidentId: IdSchema,
    team: MasterIdSchema,
    /** Exclusive unless marked: a team has one exclusive order at a time. */
    exclusive: z.boolean(),
    content: OrderContentSchema,
    /** Given by voice and written down here. */
    voice: z.boolean(),
    insteadOf: IdSchema.optional(),
  }),
  OrderRevised: z.object({ orderId: IdSchema, content: OrderContentSchema, reason: z.string().max(200) }),
  OrderSent: z.object({
    orderId: IdSchema,
    channels: z.array(z.object({ channel: z.enum(['app', 'sms', 'voice']), simulated: z.boolean() })).min(1),
  }),
  OrderDelivered: z.object({
    orderId: IdSchema,
    device: z.string().max(80),
    batteryPct: z.number().min(0).max(100).optional(),
    skipped: Skipped,
  }),
  OrderRead: z.object({ orderId: IdSchema, skipped: Skipped }),
  OrderAccepted: z.object({ orderId: IdSchema, voice: z.boolean(), skipped: Skipped }),
  OrderDeclined: z.object({ orderId: IdSchema, reason: z.string().min(1).max(200) }),
  OrderEscalated: z.object({
    orderId: IdSchema,
    step: z.enum(['undelivered', 're_ring', 'offer_next', 'leader', 'not_departed']),
    dueAt: TimestampSchema,
    lateS: z.number().nonnegative(),
  }),
  OrderCompleted: z.object({
    orderId: IdSchema,
    result: z.string().max(500),
    moved: z.number().int().nonnegative().optional(),
  }),
  OrderWithdrawn: z.object({ orderId: IdSchema, reason: z.string().max(200) }),
  /** Leaves the open state; the tables keep it. */
  OrderArchived: z.object({ orderId: IdSchema }),
  TeamStatusChanged: z.object({
    team: MasterIdSchema,
    from: TeamStatusSchema,
    to: TeamStatusSchema,
    orderId: IdSchema.optional(),
    cause: StatusCauseSchema,
    /** States passed over when a later one was told first. */
    skipped: z.array(TeamStatusSchema).max(12),
    reason: z.string().max(200).optional(),
    point: PointSchema.optional(),
  }),
  HelpRequested: z.object({
    team: MasterIdSchema,
    helpId: IdSchema,
    kind: HelpKindSchema,
    text: z.string().max(300),
    point: PointSchema.optional(),
    orderId: IdSchema.optional(),
  }),
  HelpAnswered: z.object({
    team: MasterIdSchema,
    helpId: IdSchema,
    how: z.enum(['answered', 'cancelled']),
    text: z.string().max(300),
  }),
  SafetyConfirmed: z.object({ team: MasterIdSchema, headcount: z.number().int().nonnegative().optional() }),
  /** Nobody confirmed the team's safety on site in time. */
  SafetyCheckMissed: z.object({ team: MasterIdSchema, dueAt: TimestampSchema, lateS: z.number().nonnegative() }),
} as const;

export type RescueEvent = EventUnion<typeof RescueEventSchemas>;
