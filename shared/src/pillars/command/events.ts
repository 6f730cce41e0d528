import { z } from 'zod';
import { DivisionCodeSchema } from '../../kernel/division.ts';
import type { EventUnion } from '../../kernel/events.ts';
import { PointSchema } from '../../kernel/geo.ts';
import { HazardSchema } from '../../kernel/hazard.ts';
import { IdSchema } from '../../kernel/ids.ts';
import { LevelSchema } from '../../kernel/level.ts';
import { MasterIdSchema } from '../../kernel/master/people.ts';
import { SignatureSchema } from '../../kernel/signing.ts';
import { TimestampSchema, WorldClockSchema } from '../../kernel/time.ts';
import { PracticeEventSchemas } from './practice-events.ts';

export const FigureSchema = z.enum([
  'trapped',
  'dead',
  'missing',
  'injured',
  'threatened',
  'evacuated',
  'housed',
  'houses_collapsed',
]);
export type Figure = z.infer<typeof FigureSchema>;

/** Where an incident came from. A caller's name and number lie in the vault; the event keeps the key. */
export const IncidentSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alarm'), alarmId: IdSchema }),
  z.object({ kind: z.literal('incoming_warning'), incomingId: IdSchema }),
  z.object({ kind: z.literal('phone'), callerRef: IdSchema.optional() }),
  z.object({ kind: z.literal('grid'), person: MasterIdSchema }),
  z.object({ kind: z.literal('duty') }),
]);
export type IncidentSource = z.infer<typeof IncidentSourceSchema>;

/** How the place was found, so that a wrong one can be traced. */
export const PlaceSchema = z.object({
  point: PointSchema,
  division: DivisionCodeSchema,
  name: z.string().min(1).max(120),
  by: z.enum(['name', 'map', 'coordinates', 'sensor', 'device', 'warning']),
  accuracyM: z.number().nonnegative().optional(),
});
export type Place = z.infer<typeof PlaceSchema>;

/** What is gone through at every hand-over (domain §9). */
export const HandOverCheckSchema = z.enum(['incidents', 'alarms', 'shelved', 'orders', 'reports', 'incoming', 'sound']);
export type HandOverCheck = z.infer<typeof HandOverCheckSchema>;

/** One of the two who sign, and what was shown beside the password. */
export const HandOverSignerSchema = z.object({
  person: MasterIdSchema,
  second: z.enum(['none', 'totp', 'recovery', 'key']),
});

/** A shift handed over and taken over: both signed, each as themselves. */
export const HandOverSchema = z.object({
  outgoing: HandOverSignerSchema,
  incoming: HandOverSignerSchema,
  /** Why somebody who is not of the ending shift signed it over. */
  inPlaceReason: z.string().min(2).max(200).optional(),
  /** How many of each stood open when they signed. */
  checks: z
    .array(z.object({ check: HandOverCheckSchema, open: z.number().int().nonnegative() }))
    .max(HandOverCheckSchema.options.length),
});

/** What a console may put on the wall: one incident, or everything again. */
export const WallViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('overview') }),
  z.object({ kind: z.literal('incident'), incidentId: IdSchema }),
]);

export const CommandEventSchemas = {
  IncidentNumberTaken: z.object({ n: z.number().int().positive() }),
  IncidentReported: z.object({
    incidentId: IdSchema,
    number: z.number().int().positive(),
    hazard: HazardSchema,
    title: z.string().min(1).max(120),
    /** 初判 grade. */
    grade: LevelSchema,
    place: PlaceSchema,
    source: IncidentSourceSchema,
    occurredAt: TimestampSchema.optional(),
    owner: MasterIdSchema,
    seat: z.string().max(64),
    text: z.string().max(2000),
    photos: z.array(IdSchema).max(10),
  }),
  IncidentVerified: z.object({ incidentId: IdSchema, text: z.string().max(500) }),
  IncidentOwnerChanged: z.object({ incidentId: IdSchema, owner: MasterIdSchema, seat: z.string().max(64) }),
  IncidentGraded: z.object({
    incidentId: IdSchema,
    grade: LevelSchema,
    kind: z.enum(['initial', 'confirmed']),
    reason: z.string().min(1).max(300),
  }),
  IncidentRetyped: z.object({
    incidentId: IdSchema,
    hazard: HazardSchema,
    title: z.string().min(1).max(120),
    reason: z.string().max(300),
  }),
  IncidentRelocated: z.object({ incidentId: IdSchema, place: PlaceSchema, reason: z.string().max(300) }),
  FigureRecorded: z.object({
    incidentId: IdSchema,
    figure: FigureSchema,
    value: z.number().int().nonnegative(),
    asOf: TimestampSchema,
    source: z.string().min(1).max(120),
    reason: z.string().max(300).optional(),
  }),
  IncidentNoteAdded: z.object({
    incidentId: IdSchema,
    text: z.string().max(2000),
    photos: z.array(IdSchema).max(10),
    point: PointSchema.optional(),
  }),
  SiteCommanderNamed: z.object({ incidentId: IdSchema, person: MasterIdSchema, channel: z.string().max(16) }),
  IncidentResponding: z.object({ incidentId: IdSchema }),
  /** Shown to a team ordered to it; from here on the audience names the team. */
  IncidentShared: z.object({ incidentId: IdSchema, team: MasterIdSchema }),
  IncidentControlled: z.object({ incidentId: IdSchema, text: z.string().max(500) }),
  IncidentReopened: z.object({ incidentId: IdSchema, text: z.string().max(500) }),
  IncidentEnded: z.object({ incidentId: IdSchema, text: z.string().max(500) }),
  IncidentClosed: z.object({
    incidentId: IdSchema,
    summary: z.string().max(2000),
    checked: z.array(z.string().max(60)).max(20),
  }),
  IncidentMerged: z.object({ incidentId: IdSchema, into: IdSchema }),
  IncidentMergeReversed: z.object({ incidentId: IdSchema, reason: z.string().max(300) }),
  IncidentVoided: z.object({ incidentId: IdSchema, reason: z.string().min(1).max(300) }),
  TaskNumberTaken: z.object({ n: z.number().int().positive() }),
  TaskCreated: z.object({
    taskId: IdSchema,
    number: z.number().int().positive(),
    title: z.string().min(1).max(200),
    group: z.string().max(80),
    ownerPost: MasterIdSchema,
    ownerPerson: MasterIdSchema.optional(),
    dueAt: TimestampSchema,
    proof: z.enum(['none', 'text', 'photo', 'figure']),
    incidentId: IdSchema.optional(),
    responseId: IdSchema.optional(),
    planNode: z.string().max(140).optional(),
    dependsOn: z.array(IdSchema).max(10),
  }),
  TaskStarted: z.object({ taskId: IdSchema }),
  TaskDone: z.object({ taskId: IdSchema, result: z.string().max(1000), photos: z.array(IdSchema).max(10) }),
  TaskCancelled: z.object({ taskId: IdSchema, reason: z.string().max(300) }),
  TaskReassigned: z.object({
    taskId: IdSchema,
    ownerPost: MasterIdSchema,
    ownerPerson: MasterIdSchema.optional(),
    dueAt: TimestampSchema,
  }),
  TaskOverdue: z.object({ taskId: IdSchema, dueAt: TimestampSchema, lateS: z.number().nonnegative() }),
  TaskArchived: z.object({ taskId: IdSchema }),
  ResponseNumberTaken: z.object({ n: z.number().int().positive() }),
  /** Opening a response takes a number, so that two nodes cannot open two at once for one hazard. */
  ResponseSuggested: z.object({
    responseId: IdSchema,
    number: z.number().int().positive(),
    hazard: HazardSchema,
    level: LevelSchema,
    reason: z.string().max(300),
    incidentIds: z.array(IdSchema).max(50),
  }),
  ResponseActivated: z.object({
    responseId: IdSchema,
    number: z.number().int().positive(),
    hazard: HazardSchema,
    level: LevelSchema,
    signature: SignatureSchema,
    plan: MasterIdSchema.optional(),
    planVersion: z.string().max(20).optional(),
    incidentIds: z.array(IdSchema).max(50),
  }),
  ResponseAdjusted: z.object({
    responseId: IdSchema,
    level: LevelSchema,
    signature: SignatureSchema,
    reason: z.string().min(1).max(300),
  }),
  ResponseCountersigned: z.object({ responseId: IdSchema, person: MasterIdSchema }),
  ResponseDismissed: z.object({ responseId: IdSchema, reason: z.string().max(300) }),
  ResponseEnded: z.object({ responseId: IdSchema, signature: SignatureSchema, summary: z.string().max(1000) }),
  CountersignMissed: z.object({ responseId: IdSchema, dueAt: TimestampSchema }),
  ShiftStarted: z.object({
    shiftId: IdSchema,
    officers: z.array(MasterIdSchema).min(1).max(6),
    leader: MasterIdSchema,
    /** Absent for a shift that took over from nobody, and in logs from before hand-overs were signed. */
    handedOver: HandOverSchema.optional(),
  }),
  DutyLogEntered: z.object({ text: z.string().min(1).max(2000), incidentId: IdSchema.optional() }),
  /** The clock itself follows from the event's two times: world time `at` at server time `recordedAt`. */
  DrillStarted: z.object({
    title: z.string().min(1).max(80),
    scenario: z.string().max(40),
    startAt: TimestampSchema,
    speed: WorldClockSchema.shape.speed,
  }),
  WorldClockSet: z.object({ speed: WorldClockSchema.shape.speed, running: WorldClockSchema.shape.running }),
  DrillEnded: z.object({ reason: z.string().max(200) }),
  WallSteered: z.object({ view: WallViewSchema }),
  ...PracticeEventSchemas,
} as const;

export type CommandEvent = EventUnion<typeof CommandEventSchemas>;
