import { z } from 'zod';
import { DivisionCodeSchema } from '../../kernel/division.ts';
import type { EventUnion } from '../../kernel/events.ts';
import { RingSchema } from '../../kernel/geo.ts';
import { HazardSchema } from '../../kernel/hazard.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { LevelSchema } from '../../kernel/level.ts';
import { MasterIdSchema, ResponsibilityRowSchema } from '../../kernel/master/people.ts';
import { SignatureSchema } from '../../kernel/signing.ts';
import { TimestampSchema } from '../../kernel/time.ts';

/** Towns and villages named, and polygons drawn. */
export const WarningScopeSchema = z.object({
  divisions: z.array(DivisionCodeSchema).max(200),
  rings: z.array(RingSchema).max(20),
  areaText: z.string().max(500),
});

export const WarningContentSchema = z.object({
  hazard: HazardSchema,
  level: LevelSchema,
  headline: z.string().min(1).max(160),
  /** What happened and what is expected. */
  text: z.string().min(1).max(2000),
  /** What people must do. */
  instruction: z.string().min(1).max(1000),
  scope: WarningScopeSchema,
  onset: TimestampSchema.optional(),
  expiresAt: TimestampSchema,
});
export type WarningContent = z.infer<typeof WarningContentSchema>;

export const ChannelSchema = z.enum(['sms', 'voice', 'broadcast', 'app', 'screen', 'door', 'cap_feed']);
export type Channel = z.infer<typeof ChannelSchema>;

/** The five facts of call-and-response are kept apart: one never implies the next. */
export const CallFactSchema = z.enum(['delivered', 'answered', 'understood', 'acting', 'done']);
export type CallFact = z.infer<typeof CallFactSchema>;

export const ReportFieldsSchema = z.object({
  /** Absent value: 正在核实, never 0. */
  title: z.string().min(1).max(120),
  occurredAt: TimestampSchema.optional(),
  place: z.string().max(200),
  hazard: HazardSchema,
  grade: LevelSchema.optional(),
  process: z.string().max(4000),
  dead: z.number().int().nonnegative().optional(),
  missing: z.number().int().nonnegative().optional(),
  injured: z.number().int().nonnegative().optional(),
  trapped: z.number().int().nonnegative().optional(),
  evacuated: z.number().int().nonnegative().optional(),
  actions: z.string().max(4000),
  requests: z.string().max(1000),
  siteCommander: z.string().max(80).optional(),
  asOf: TimestampSchema,
});
export type ReportFields = z.infer<typeof ReportFieldsSchema>;

export const ReleaseEventSchemas = {
  WarningDrafted: z.object({
    warningId: IdSchema,
    incidentId: IdSchema.optional(),
    content: WarningContentSchema,
    /** The warning this one updates. */
    replaces: IdSchema.optional(),
  }),
  WarningRevised: z.object({ warningId: IdSchema, content: WarningContentSchema }),
  WarningChecked: z.object({ warningId: IdSchema, note: z.string().max(300) }),
  WarningReturned: z.object({ warningId: IdSchema, reason: z.string().min(1).max(300) }),
  /** Signed: it goes out when the undo time is over. */
  WarningSigned: z.object({ warningId: IdSchema, signature: SignatureSchema, issueAt: TimestampSchema }),
  WarningCountersigned: z.object({ warningId: IdSchema, person: MasterIdSchema }),
  WarningCountersignMissed: z.object({ warningId: IdSchema, dueAt: TimestampSchema, lateS: z.number().nonnegative() }),
  /** Second of issue in the CAP identifier, as epoch seconds: taken from a series, so that no two are equal. */
  WarningIdentifierTaken: z.object({ n: z.number().int().positive() }),
  WarningIssued: z.object({
    warningId: IdSchema,
    identifier: z.string().max(80),
    sent: TimestampSchema,
    recipients: z.number().int().nonnegative(),
  }),
  WarningSuperseded: z.object({ warningId: IdSchema, by: IdSchema }),
  WarningCancelled: z.object({
    warningId: IdSchema,
    identifier: z.string().max(80).optional(),
    reason: z.string().min(1).max(300),
  }),
  WarningExpired: z.object({ warningId: IdSchema }),
  ChannelResultCounted: z.object({
    warningId: IdSchema,
    channel: ChannelSchema,
    simulated: z.boolean(),
    sent: z.number().int().nonnegative(),
    failed: z.number().int().nonnegative(),
    confirmed: z.number().int().nonnegative(),
  }),
  CallOpened: z.object({
    callId: IdSchema,
    warningId: IdSchema,
    incidentId: IdSchema.optional(),
    person: MasterIdSchema,
    duty: ResponsibilityRowSchema.shape.duty,
    place: DivisionCodeSchema,
    deputy: MasterIdSchema.optional(),
    superior: MasterIdSchema.optional(),
  }),
  CallAttempted: z.object({
    callId: IdSchema,
    n: z.number().int().positive(),
    to: MasterIdSchema,
    channels: z.array(z.object({ channel: ChannelSchema, simulated: z.boolean() })).min(1),
  }),
  CallFactRecorded: z.object({
    callId: IdSchema,
    fact: CallFactSchema,
    by: MasterIdSchema,
    via: z.enum(['app', 'voice', 'sms', 'door', 'desk']),
    simulated: z.boolean(),
    /** What is being done, for `acting` and `done`. */
    text: z.string().max(500).optional(),
    moved: z.number().int().nonnegative().optional(),
    remaining: z.number().int().nonnegative().optional(),
  }),
  CallEscalated: z.object({
    callId: IdSchema,
    to: z.enum(['deputy', 'superior', 'door']),
    person: MasterIdSchema.optional(),
    dueAt: TimestampSchema,
    lateS: z.number().nonnegative(),
  }),
  /** The warning was replaced without a higher level: the call goes on under its successor, facts and all. */
  CallCarriedOver: z.object({ callId: IdSchema, warningId: IdSchema }),
  CallClosed: z.object({ callId: IdSchema, reason: z.enum(['warning_over', 'done']) }),
  ReportNumberTaken: z.object({ n: z.number().int().positive() }),
  ReportDrafted: z.object({
    reportId: IdSchema,
    number: z.number().int().positive(),
    incidentId: IdSchema,
    kind: z.enum(['first', 'update', 'final']),
    fields: ReportFieldsSchema,
    /** Clocks run from receipt; occurrence is kept beside them. */
    receivedAt: TimestampSchema,
    phoneDueAt: TimestampSchema.optional(),
    writtenDueAt: TimestampSchema,
  }),
  ReportRevised: z.object({ reportId: IdSchema, fields: ReportFieldsSchema, reason: z.string().max(200) }),
  ReportPhoned: z.object({
    reportId: IdSchema,
    to: z.string().min(1).max(80),
    answeredBy: z.string().max(80),
    lateS: z.number().nonnegative(),
  }),
  ReportChecked: z.object({ reportId: IdSchema }),
  ReportReturned: z.object({ reportId: IdSchema, reason: z.string().min(1).max(300) }),
  ReportSigned: z.object({ reportId: IdSchema, signature: SignatureSchema }),
  ReportCountersigned: z.object({ reportId: IdSchema, person: MasterIdSchema }),
  ReportCountersignMissed: z.object({ reportId: IdSchema, dueAt: TimestampSchema, lateS: z.number().nonnegative() }),
  ReportSent: z.object({
    reportId: IdSchema,
    to: z.string().min(1).max(80),
    simulated: z.boolean(),
    lateS: z.number().nonnegative(),
  }),
  ReportReceived: z.object({ reportId: IdSchema, receipt: z.string().max(120) }),
  ReportClockMissed: z.object({ reportId: IdSchema, which: z.enum(['phone', 'written']), dueAt: TimestampSchema }),
  ReportArchived: z.object({ reportId: IdSchema }),
} as const;

export type ReleaseEvent = EventUnion<typeof ReleaseEventSchemas>;
