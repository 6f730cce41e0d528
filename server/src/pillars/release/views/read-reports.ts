import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { SignatureSchema } from '@sitong/shared/kernel/signing.ts';
import { TimestampSchema, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { ReportFieldsSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

const moment = z.date().transform((at) => toTimestamp(at.getTime()));
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().transform((value) => value ?? undefined);

const ReportRowSchema = z
  .object({
    id: z.string(),
    number: z.number(),
    incident_id: z.string(),
    kind: z.enum(['first', 'update', 'final']),
    status: z.enum(['draft', 'checked', 'returned', 'signed', 'sent', 'received']),
    fields: ReportFieldsSchema,
    drafted_by: z.string(),
    drafted_at: moment,
    received_at: moment,
    phone_due_at: maybe(moment),
    written_due_at: moment,
    phoned: maybe(z.object({ to: z.string(), answeredBy: z.string(), at: TimestampSchema, lateS: z.number() })),
    sent: maybe(z.object({ to: z.string(), at: TimestampSchema, simulated: z.boolean(), lateS: z.number() })),
    receipt: maybe(z.object({ text: z.string(), at: TimestampSchema })),
    signature: maybe(SignatureSchema),
    missed: z.array(z.enum(['phone', 'written'])),
    archived_at: maybe(moment),
    division: z.string(),
    audience: z.array(z.string()),
  })
  .transform((row) => ({
    id: row.id,
    number: row.number,
    incidentId: row.incident_id,
    kind: row.kind,
    status: row.status,
    fields: row.fields,
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    receivedAt: row.received_at,
    phoneDueAt: row.phone_due_at,
    writtenDueAt: row.written_due_at,
    phoned: row.phoned,
    sent: row.sent,
    receipt: row.receipt,
    signature: row.signature,
    missed: row.missed,
    archivedAt: row.archived_at,
    division: row.division,
    audience: row.audience,
  }));
/** A report as the tables keep it, archived or not. */
export type ReportRow = z.output<typeof ReportRowSchema>;

const COLUMNS = `id, number, incident_id, kind, status, fields, drafted_by, drafted_at, received_at, phone_due_at,
  written_due_at, phoned, sent, receipt, signature, missed, archived_at, division, audience`;

/** Every report of the incident that one report belongs to, that one among them; empty when there is none such. */
export async function reportsBeside(pool: Pool, world: WorldId, reportId: string): Promise<ReportRow[]> {
  const { rows } = await pool.query(
    `SELECT ${COLUMNS} FROM release_reports WHERE world = $1
       AND incident_id = (SELECT incident_id FROM release_reports WHERE world = $1 AND id = $2)
     ORDER BY number LIMIT 500`,
    [world, reportId],
  );
  return rows.map((row) => ReportRowSchema.parse(row));
}

/** Reports of closed incidents, newest first. */
export async function archivedReports(pool: Pool, world: WorldId, before: Date, limit: number): Promise<ReportRow[]> {
  const { rows } = await pool.query(
    `SELECT ${COLUMNS} FROM release_reports WHERE world = $1 AND archived_at < $2 ORDER BY archived_at DESC LIMIT $3`,
    [world, before, limit],
  );
  return rows.map((row) => ReportRowSchema.parse(row));
}
