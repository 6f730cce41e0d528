import { z } from 'zod';
import { IdSchema } from '../../kernel/ids.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { TimestampSchema } from '../../kernel/time.ts';
import { ReleaseEventSchemas, ReportFieldsSchema, WarningContentSchema } from './events.ts';

const E = ReleaseEventSchemas;

/** How a signer signs: on their own device, or by voice entered by another (口头授权). */
export const SigningSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('signed'), post: MasterIdSchema }),
  z.object({ mode: z.literal('oral'), post: MasterIdSchema, person: MasterIdSchema }),
]);
export type Signing = z.infer<typeof SigningSchema>;

export const ReleaseIntentSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('DraftWarning'),
    warningId: IdSchema,
    incidentId: IdSchema.optional(),
    content: WarningContentSchema,
    replaces: IdSchema.optional(),
  }),
  z.object({ type: z.literal('ReviseWarning'), warningId: IdSchema, content: WarningContentSchema }),
  z.object({ type: z.literal('CheckWarning'), warningId: IdSchema, note: z.string().max(300) }),
  z.object({ type: z.literal('ReturnWarning'), warningId: IdSchema, reason: z.string().min(1).max(300) }),
  z.object({ type: z.literal('SignWarning'), warningId: IdSchema, signing: SigningSchema }),
  z.object({ type: z.literal('CountersignWarning'), warningId: IdSchema }),
  z.object({ type: z.literal('CancelWarning'), warningId: IdSchema, reason: z.string().min(1).max(300) }),
  z.object({
    type: z.literal('RecordCallFact'),
    callId: IdSchema,
    fact: E.CallFactRecorded.shape.fact,
    via: E.CallFactRecorded.shape.via,
    text: z.string().max(500).optional(),
    moved: z.number().int().nonnegative().optional(),
    remaining: z.number().int().nonnegative().optional(),
    observedAt: TimestampSchema.optional(),
  }),
  z.object({ type: z.literal('SendToDoor'), callId: IdSchema }),
  z.object({
    type: z.literal('DraftReport'),
    reportId: IdSchema,
    incidentId: IdSchema,
    kind: E.ReportDrafted.shape.kind,
    fields: ReportFieldsSchema,
  }),
  z.object({
    type: z.literal('ReviseReport'),
    reportId: IdSchema,
    fields: ReportFieldsSchema,
    reason: z.string().max(200),
  }),
  z.object({
    type: z.literal('LogPhoneReport'),
    reportId: IdSchema,
    to: z.string().min(1).max(80),
    answeredBy: z.string().max(80),
  }),
  z.object({ type: z.literal('CheckReport'), reportId: IdSchema }),
  z.object({ type: z.literal('ReturnReport'), reportId: IdSchema, reason: z.string().min(1).max(300) }),
  z.object({ type: z.literal('SignReport'), reportId: IdSchema, signing: SigningSchema }),
  z.object({ type: z.literal('CountersignReport'), reportId: IdSchema }),
  z.object({ type: z.literal('SendReport'), reportId: IdSchema, to: z.string().min(1).max(80) }),
  z.object({ type: z.literal('RecordReceipt'), reportId: IdSchema, receipt: z.string().max(120) }),
  // From clocks, channels and reactions; no person may send these.
  z.object({ type: z.literal('IssueWarning'), warningId: IdSchema }),
  z.object({ type: z.literal('ExpireWarning'), warningId: IdSchema }),
  z.object({ type: z.literal('MissWarningCountersign'), warningId: IdSchema, dueAt: TimestampSchema }),
  z.object({ type: z.literal('MissReportCountersign'), reportId: IdSchema, dueAt: TimestampSchema }),
  z.object({ type: z.literal('CountChannelResult'), result: E.ChannelResultCounted }),
  z.object({ type: z.literal('AttemptCall'), callId: IdSchema, n: z.number().int().positive() }),
  z.object({
    type: z.literal('RecordSimulatedFact'),
    callId: IdSchema,
    fact: E.CallFactRecorded.shape.fact,
    via: E.CallFactRecorded.shape.via,
  }),
  z.object({ type: z.literal('EscalateCall'), callId: IdSchema, to: E.CallEscalated.shape.to, dueAt: TimestampSchema }),
  z.object({
    type: z.literal('MissReportClock'),
    reportId: IdSchema,
    which: E.ReportClockMissed.shape.which,
    dueAt: TimestampSchema,
  }),
  z.object({ type: z.literal('DraftFirstReport'), incidentId: IdSchema }),
  z.object({ type: z.literal('ArchiveIncidentReports'), incidentId: IdSchema }),
]);
export type ReleaseIntent = z.infer<typeof ReleaseIntentSchema>;
