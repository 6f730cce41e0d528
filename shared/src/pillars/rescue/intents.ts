import { z } from 'zod';
import { PointSchema } from '../../kernel/geo.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { TimestampSchema } from '../../kernel/time.ts';
import {
  HelpKindSchema,
  OrderContentSchema,
  RescueEventSchemas,
  StatusCauseSchema,
  TeamStatusSchema,
} from './events.ts';

export const RescueIntentSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('DispatchTeam'),
    orderId: IdSchema,
    incidentId: IdSchema,
    team: MasterIdSchema,
    exclusive: z.boolean(),
    content: OrderContentSchema,
    voice: z.boolean(),
    insteadOf: IdSchema.optional(),
  }),
  z.object({
    type: z.literal('ReviseOrder'),
    orderId: IdSchema,
    content: OrderContentSchema,
    reason: z.string().max(200),
  }),
  z.object({ type: z.literal('WithdrawOrder'), orderId: IdSchema, reason: z.string().max(200) }),
  /** The device stored the order and says so itself. */
  z.object({
    type: z.literal('ConfirmDelivery'),
    orderId: IdSchema,
    device: z.string().max(80),
    batteryPct: z.number().min(0).max(100).optional(),
  }),
  z.object({ type: z.literal('ReadOrder'), orderId: IdSchema }),
  z.object({ type: z.literal('AcceptOrder'), orderId: IdSchema, voice: z.boolean() }),
  z.object({ type: z.literal('DeclineOrder'), orderId: IdSchema, reason: z.string().min(1).max(200) }),
  z.object({
    type: z.literal('ReportTeamStatus'),
    team: MasterIdSchema,
    to: TeamStatusSchema,
    orderId: IdSchema.optional(),
    cause: StatusCauseSchema,
    reason: z.string().max(200).optional(),
    point: PointSchema.optional(),
    observedAt: TimestampSchema.optional(),
  }),
  z.object({
    type: z.literal('CompleteOrder'),
    orderId: IdSchema,
    result: z.string().max(500),
    moved: z.number().int().nonnegative().optional(),
  }),
  z.object({
    type: z.literal('RequestHelp'),
    team: MasterIdSchema,
    helpId: IdSchema,
    kind: HelpKindSchema,
    text: z.string().max(300),
    point: PointSchema.optional(),
  }),
  z.object({
    type: z.literal('AnswerHelp'),
    team: MasterIdSchema,
    helpId: IdSchema,
    how: z.enum(['answered', 'cancelled']),
    text: z.string().max(300),
  }),
  z.object({
    type: z.literal('ConfirmSafety'),
    team: MasterIdSchema,
    headcount: z.number().int().nonnegative().optional(),
  }),
  // From channels, clocks and reactions; no person may send these.
  z.object({
    type: z.literal('MarkOrderSent'),
    orderId: IdSchema,
    channels: RescueEventSchemas.OrderSent.shape.channels,
  }),
  z.object({
    type: z.literal('EscalateOrder'),
    orderId: IdSchema,
    step: RescueEventSchemas.OrderEscalated.shape.step,
    dueAt: TimestampSchema,
  }),
  z.object({ type: z.literal('MissSafetyCheck'), team: MasterIdSchema, dueAt: TimestampSchema }),
  z.object({
    type: z.literal('NoticeArrival'),
    team: MasterIdSchema,
    orderId: IdSchema,
    point: PointSchema,
    observedAt: TimestampSchema,
  }),
  z.object({ type: z.literal('ReleaseIncidentOrders'), incidentId: IdSchema }),
]);
export type RescueIntent = z.infer<typeof RescueIntentSchema>;
