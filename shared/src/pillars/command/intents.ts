import { z } from 'zod';
import { PointSchema } from '../../kernel/geo.ts';
import { HazardSchema } from '../../kernel/hazard.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { LevelSchema } from '../../kernel/level.ts';
import { MasterIdSchema, PhoneSchema } from '../../kernel/master/people.ts';
import { TimestampSchema } from '../../kernel/time.ts';
import { CommandEventSchemas, FigureSchema, HandOverSchema, PlaceSchema, WallViewSchema } from './events.ts';
import { MOST_SET_ASIDE } from './near.ts';
import { PracticeIntentSchemas } from './practice-intents.ts';

const E = CommandEventSchemas;

/** Same form as release's: one's own signature, or 口头授权 entered for another. */
export const ResponseSigningSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('signed'), post: MasterIdSchema }),
  z.object({ mode: z.literal('oral'), post: MasterIdSchema, person: MasterIdSchema }),
]);

/** What a reporter tells; the server puts name and number into the vault before it decides. */
export const ReportSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alarm'), alarmId: IdSchema }),
  z.object({ kind: z.literal('incoming_warning'), incomingId: IdSchema }),
  z.object({
    kind: z.literal('phone'),
    callerRef: IdSchema.optional(),
    caller: z.object({ name: z.string().max(40), phone: PhoneSchema }).optional(),
  }),
  z.object({ kind: z.literal('grid') }),
  z.object({ kind: z.literal('duty') }),
]);

export const CommandIntentSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ReportIncident'),
    incidentId: IdSchema,
    hazard: HazardSchema,
    title: z.string().min(1).max(120),
    grade: LevelSchema,
    place: PlaceSchema,
    source: ReportSourceSchema,
    occurredAt: TimestampSchema.optional(),
    text: z.string().max(2000),
    photos: z.array(IdSchema).max(10),
    /** The near-duplicates the person saw and set aside; an unseen one is offered first. */
    notDuplicateOf: z.array(IdSchema).max(MOST_SET_ASIDE),
    figures: z.array(z.object({ figure: FigureSchema, value: z.number().int().nonnegative() })).max(8),
    observedAt: TimestampSchema.optional(),
  }),
  z.object({ type: z.literal('VerifyIncident'), incidentId: IdSchema, text: z.string().max(500) }),
  z.object({ type: z.literal('TakeIncident'), incidentId: IdSchema, owner: MasterIdSchema, seat: z.string().max(64) }),
  z.object({
    type: z.literal('GradeIncident'),
    incidentId: IdSchema,
    grade: LevelSchema,
    kind: z.enum(['initial', 'confirmed']),
    reason: z.string().min(1).max(300),
  }),
  z.object({
    type: z.literal('RetypeIncident'),
    incidentId: IdSchema,
    hazard: HazardSchema,
    title: z.string().min(1).max(120),
    reason: z.string().max(300),
  }),
  z.object({
    type: z.literal('RelocateIncident'),
    incidentId: IdSchema,
    place: PlaceSchema,
    reason: z.string().max(300),
  }),
  z.object({
    type: z.literal('RecordFigure'),
    incidentId: IdSchema,
    figure: FigureSchema,
    value: z.number().int().nonnegative(),
    asOf: TimestampSchema,
    source: z.string().min(1).max(120),
    reason: z.string().max(300).optional(),
    /** The value the person saw; another one since then is a conflict, shown side by side. */
    sawValue: z.number().int().nonnegative().optional(),
  }),
  z.object({
    type: z.literal('AddNote'),
    incidentId: IdSchema,
    text: z.string().max(2000),
    photos: z.array(IdSchema).max(10),
    point: PointSchema.optional(),
    observedAt: TimestampSchema.optional(),
  }),
  z.object({
    type: z.literal('NameSiteCommander'),
    incidentId: IdSchema,
    person: MasterIdSchema,
    channel: z.string().max(16),
  }),
  z.object({ type: z.literal('ControlIncident'), incidentId: IdSchema, text: z.string().max(500) }),
  z.object({ type: z.literal('ReopenIncident'), incidentId: IdSchema, text: z.string().max(500) }),
  z.object({ type: z.literal('EndIncident'), incidentId: IdSchema, text: z.string().max(500) }),
  z.object({ type: z.literal('CloseIncident'), incidentId: IdSchema, summary: z.string().max(2000) }),
  z.object({ type: z.literal('MergeIncident'), incidentId: IdSchema, into: IdSchema }),
  z.object({ type: z.literal('ReverseMerge'), incidentId: IdSchema, reason: z.string().max(300) }),
  z.object({ type: z.literal('VoidIncident'), incidentId: IdSchema, reason: z.string().min(1).max(300) }),
  z.object({
    type: z.literal('CreateTask'),
    taskId: IdSchema,
    title: z.string().min(1).max(200),
    group: z.string().max(80),
    ownerPost: MasterIdSchema,
    ownerPerson: MasterIdSchema.optional(),
    dueAt: TimestampSchema,
    proof: E.TaskCreated.shape.proof,
    incidentId: IdSchema.optional(),
    responseId: IdSchema.optional(),
  }),
  z.object({ type: z.literal('StartTask'), taskId: IdSchema }),
  z.object({
    type: z.literal('FinishTask'),
    taskId: IdSchema,
    result: z.string().max(1000),
    photos: z.array(IdSchema).max(10),
  }),
  z.object({ type: z.literal('CancelTask'), taskId: IdSchema, reason: z.string().max(300) }),
  z.object({
    type: z.literal('ReassignTask'),
    taskId: IdSchema,
    ownerPost: MasterIdSchema,
    ownerPerson: MasterIdSchema.optional(),
    dueAt: TimestampSchema,
  }),
  z.object({
    type: z.literal('ActivateResponse'),
    responseId: IdSchema,
    hazard: HazardSchema,
    level: LevelSchema,
    signing: ResponseSigningSchema,
    incidentIds: z.array(IdSchema).max(50),
  }),
  z.object({
    type: z.literal('AdjustResponse'),
    responseId: IdSchema,
    level: LevelSchema,
    signing: ResponseSigningSchema,
    reason: z.string().min(1).max(300),
  }),
  z.object({ type: z.literal('CountersignResponse'), responseId: IdSchema }),
  z.object({ type: z.literal('DismissResponse'), responseId: IdSchema, reason: z.string().max(300) }),
  z.object({
    type: z.literal('EndResponse'),
    responseId: IdSchema,
    signing: ResponseSigningSchema,
    summary: z.string().max(1000),
  }),
  z.object({
    type: z.literal('StartShift'),
    shiftId: IdSchema,
    officers: z.array(MasterIdSchema).min(1).max(6),
    leader: MasterIdSchema,
  }),
  z.object({
    type: z.literal('HandOverShift'),
    shiftId: IdSchema,
    officers: z.array(MasterIdSchema).min(1).max(6),
    leader: MasterIdSchema,
    ...HandOverSchema.shape,
  }),
  z.object({ type: z.literal('EnterDutyLog'), text: z.string().min(1).max(2000), incidentId: IdSchema.optional() }),
  z.object({
    type: z.literal('SetWorldClock'),
    speed: z.number().min(1).max(600),
    running: z.enum(['running', 'paused']),
  }),
  z.object({ type: z.literal('EndDrill'), reason: z.string().max(200) }),
  z.object({ type: z.literal('SteerWall'), view: WallViewSchema }),
  ...PracticeIntentSchemas,
  // From clocks and reactions; no person may send these.
  z.object({
    type: z.literal('StartDrill'),
    title: z.string().min(1).max(80),
    scenario: z.string().max(40),
    startAt: TimestampSchema,
    speed: z.number().min(1).max(600),
  }),
  z.object({ type: z.literal('RespondToIncident'), incidentId: IdSchema }),
  z.object({ type: z.literal('ShareIncident'), incidentId: IdSchema, team: MasterIdSchema }),
  z.object({
    type: z.literal('SuggestResponse'),
    hazard: HazardSchema,
    level: LevelSchema,
    reason: z.string().max(300),
    incidentIds: z.array(IdSchema).max(50),
  }),
  z.object({ type: z.literal('MarkTaskOverdue'), taskId: IdSchema, dueAt: TimestampSchema }),
  z.object({ type: z.literal('MissCountersign'), responseId: IdSchema, dueAt: TimestampSchema }),
]);
export type CommandIntent = z.infer<typeof CommandIntentSchema>;
