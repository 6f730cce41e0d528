import { z } from 'zod';
import { DivisionCodeSchema } from '../../kernel/division.ts';
import { AudienceTagSchema } from '../../kernel/envelope.ts';
import { PointSchema } from '../../kernel/geo.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { LevelSchema } from '../../kernel/level.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { TimestampSchema } from '../../kernel/time.ts';
import { AlarmCauseSchema, MonitoringEventSchemas } from './events.ts';

const E = MonitoringEventSchemas;

export const MonitoringIntentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('AcknowledgeAlarm'), alarmId: IdSchema, note: z.string().max(500).optional() }),
  z.object({
    type: z.literal('ShelveAlarm'),
    alarmId: IdSchema,
    reason: z.string().min(1).max(200),
    until: TimestampSchema,
  }),
  z.object({ type: z.literal('UnshelveAlarm'), alarmId: IdSchema }),
  z.object({ type: z.literal('TakeAlarm'), alarmId: IdSchema, seat: z.string().max(64) }),
  z.object({ type: z.literal('LinkAlarm'), alarmId: IdSchema, incidentId: IdSchema }),
  z.object({ type: z.literal('TakeSensorOut'), sensor: MasterIdSchema, reason: z.string().min(1).max(200) }),
  z.object({ type: z.literal('PutSensorBack'), sensor: MasterIdSchema }),
  // From rules, doors, clocks and reactions; no person may send these.
  z.object({
    type: z.literal('RaiseAlarm'),
    alarmId: IdSchema,
    priority: LevelSchema,
    cause: AlarmCauseSchema,
    division: DivisionCodeSchema,
    audience: z.array(AudienceTagSchema).max(20),
    point: PointSchema.optional(),
    incidentId: IdSchema.optional(),
    observedAt: TimestampSchema.optional(),
  }),
  z.object({
    type: z.literal('ReturnAlarm'),
    alarmId: IdSchema,
    /** An alarm raised again keeps its first id, which the rules do not know: its matter (`subjectOf`) finds it. */
    subject: z.string().max(200).optional(),
    value: z.number().optional(),
    observedAt: TimestampSchema.optional(),
  }),
  /** The matter behind an alarm is settled (order accepted, call answered): clears it whatever its state. */
  z.object({ type: z.literal('SettleAlarm'), alarmId: IdSchema }),
  z.object({
    type: z.literal('EscalateAlarm'),
    alarmId: IdSchema,
    step: E.AlarmEscalated.shape.step,
    dueAt: TimestampSchema,
  }),
  z.object({ type: z.literal('UnshelveExpired'), alarmId: IdSchema }),
  z.object({
    type: z.literal('ReceiveIncomingWarning'),
    warning: E.IncomingWarningReceived,
    division: DivisionCodeSchema,
  }),
  z.object({
    type: z.literal('EndIncomingWarning'),
    incomingId: IdSchema,
    how: E.IncomingWarningEnded.shape.how,
    by: z.string().max(120).optional(),
  }),
]);
export type MonitoringIntent = z.infer<typeof MonitoringIntentSchema>;
