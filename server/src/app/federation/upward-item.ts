import { DivisionCodeSchema } from '@sitong/shared/kernel/division.ts';
import { HazardSchema } from '@sitong/shared/kernel/hazard.ts';
import { IdSchema, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { LevelSchema } from '@sitong/shared/kernel/level.ts';
import { TimestampSchema } from '@sitong/shared/kernel/time.ts';
import { ReportFieldsSchema, WarningContentSchema } from '@sitong/shared/pillars/release/events.ts';
import { z } from 'zod';

/**
 * What goes upward from a county, and nothing beside it: heads of incidents that law sends to the province, warnings
 * issued, reports signed and sent. Figures go up in signed reports alone (law 5: people sign); names and numbers of
 * persons never do.
 */

/** The state of one incident as of its event; a later head of the same subject replaces it. */
const IncidentHeadSchema = z.object({
  number: z.number().int().positive(),
  hazard: HazardSchema,
  title: z.string().max(120),
  grade: LevelSchema,
  status: z.enum(['reported', 'verified', 'responding', 'controlled', 'ended', 'closed', 'merged', 'void']),
  division: DivisionCodeSchema,
  place: z.string().max(120),
  lon: z.number(),
  lat: z.number(),
  reportedAt: TimestampSchema,
  changedAt: TimestampSchema,
  mergedInto: IdSchema.optional(),
});

/** `content` comes with the issue; what ends it names the warning alone. */
const UpwardWarningSchema = z.object({
  identifier: z.string().max(80),
  status: z.enum(['issued', 'superseded', 'cancelled', 'expired']),
  division: DivisionCodeSchema,
  incidentId: IdSchema.optional(),
  content: WarningContentSchema.optional(),
  issuedAt: TimestampSchema,
  endedAt: TimestampSchema.optional(),
  endReason: z.string().max(300).optional(),
  replacedBy: IdSchema.optional(),
});

/** A report as it was signed, without the name of the site commander. */
const UpwardReportSchema = z.object({
  number: z.number().int().positive(),
  kind: z.enum(['first', 'update', 'final']),
  incidentId: IdSchema,
  division: DivisionCodeSchema,
  fields: ReportFieldsSchema.omit({ siteCommander: true }),
  to: z.string().max(80),
  simulated: z.boolean(),
  sentAt: TimestampSchema,
  lateS: z.number().nonnegative(),
});

const common = { seq: z.number().int().positive(), subject: IdSchema, at: TimestampSchema };
export const UpwardItemSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('incident'), body: IncidentHeadSchema }),
  z.object({ ...common, kind: z.literal('warning'), body: UpwardWarningSchema }),
  z.object({ ...common, kind: z.literal('report'), body: UpwardReportSchema }),
]);
export type UpwardItem = z.infer<typeof UpwardItemSchema>;

const HashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 hex digits');
export const MOST_ITEMS = 500;
/** Longest a county holds an answer back for news, seconds. */
export const LONGEST_WAIT_S = 25;

export const OutboxQuerySchema = z.object({
  /** The cursor: everything up to this event is stored by the reader. */
  after: z.coerce.number().int().min(0).default(0),
  /** What the county gave with that cursor; a log that was changed or put back since is told by 409. */
  hash: HashSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ITEMS).default(MOST_ITEMS),
  /** Seconds to wait for news when there is none. */
  wait: z.coerce.number().int().min(0).max(LONGEST_WAIT_S).default(0),
});

/**
 * Names the range of the log it covers, (after, upTo]: one who may not see everything still knows that nothing that
 * goes upward is missing from it.
 */
const page = {
  county: DivisionCodeSchema,
  world: WorldIdSchema,
  after: z.number().int().nonnegative(),
  upTo: z.number().int().nonnegative(),
  /** Hash of the county's event `upTo`. */
  hash: HashSchema,
  head: z.number().int().nonnegative(),
};
export const OutboxPageSchema = z.object({ ...page, items: z.array(UpwardItemSchema).max(MOST_ITEMS) });
export type OutboxPage = z.infer<typeof OutboxPageSchema>;

/** As a reader takes it: a county of a later version may tell kinds and fields that this one does not know yet. */
export const TakenPageSchema = z
  .object({
    ...page,
    items: z
      .array(z.object({ ...common, kind: z.string().min(1).max(20), body: z.record(z.string(), z.unknown()) }))
      .max(MOST_ITEMS),
  })
  .refine(inOrder, 'items are out of order or outside the range that the page covers');
export type TakenPage = z.infer<typeof TakenPageSchema>;

function inOrder({ after, upTo, items }: { after: number; upTo: number; items: readonly { seq: number }[] }): boolean {
  let last = after;
  for (const { seq } of items) {
    if (seq <= last) return false;
    last = seq;
  }
  return last <= upTo;
}
