import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { SignatureSchema } from '@sitong/shared/kernel/signing.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { WarningContentSchema } from '@sitong/shared/pillars/release/events.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

const moment = z.date().transform((at) => toTimestamp(at.getTime()));
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().transform((value) => value ?? undefined);

export const WarningRowSchema = z
  .object({
    id: z.string(),
    status: z.enum(['draft', 'checked', 'returned', 'signed', 'issued', 'superseded', 'cancelled', 'expired']),
    incident_id: maybe(z.string()),
    content: WarningContentSchema,
    drafted_by: z.string(),
    drafted_at: moment,
    replaces: maybe(z.string()),
    signature: maybe(SignatureSchema),
    identifier: maybe(z.string()),
    issued_at: maybe(moment),
    recipients: maybe(z.number()),
    ended_at: maybe(moment),
    end_reason: maybe(z.string()),
    replaced_by: maybe(z.string()),
    cancel_identifier: maybe(z.string()),
    division: z.string(),
    audience: z.array(z.string()),
  })
  .transform((row) => ({
    id: row.id,
    status: row.status,
    incidentId: row.incident_id,
    content: row.content,
    draftedBy: row.drafted_by,
    draftedAt: row.drafted_at,
    replaces: row.replaces,
    signature: row.signature,
    identifier: row.identifier,
    issuedAt: row.issued_at,
    recipients: row.recipients,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    replacedBy: row.replaced_by,
    cancelIdentifier: row.cancel_identifier,
    division: row.division,
    audience: row.audience,
  }));
/** A warning as the tables keep it, ended or not. */
export type WarningRow = z.output<typeof WarningRowSchema>;

const COLUMNS = `id, status, incident_id, content, drafted_by, drafted_at, replaces, signature, identifier, issued_at,
  recipients, ended_at, end_reason, replaced_by, cancel_identifier, division, audience`;

async function select(pool: Pool, where: string, values: unknown[]): Promise<WarningRow[]> {
  const { rows } = await pool.query(`SELECT ${COLUMNS} FROM release_warnings WHERE ${where}`, values);
  return rows.map((row) => WarningRowSchema.parse(row));
}

/** Ended ones, newest first. */
export function endedWarnings(pool: Pool, world: WorldId, before: Date, limit: number): Promise<WarningRow[]> {
  return select(pool, 'world = $1 AND ended_at < $2 ORDER BY ended_at DESC LIMIT $3', [world, before, limit]);
}

/** Issued and still in force, or ended after `since`: what the feed shows. Newest first, at most 200. */
export function issuedWarnings(pool: Pool, world: WorldId, since: Date): Promise<WarningRow[]> {
  const where =
    'world = $1 AND identifier IS NOT NULL AND (ended_at IS NULL OR ended_at >= $2) ORDER BY issued_at DESC LIMIT 200';
  return select(pool, where, [world, since]);
}

/** By the identifier of the warning itself or of the message that lifted it. */
export async function warningByIdentifier(
  pool: Pool,
  world: WorldId,
  identifier: string,
): Promise<WarningRow | undefined> {
  const [row] = await select(pool, 'world = $1 AND (identifier = $2 OR cancel_identifier = $2)', [world, identifier]);
  return row;
}

/** The warning this one was issued in place of, when it really ended that way. */
export async function supersededBy(pool: Pool, world: WorldId, row: WarningRow): Promise<WarningRow | undefined> {
  if (row.replaces === undefined) return undefined;
  const [before] = await select(pool, 'world = $1 AND id = $2 AND replaced_by = $3', [world, row.replaces, row.id]);
  return before;
}
