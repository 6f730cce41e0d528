import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { ClientBase, Pool } from 'pg';
import { incidentView } from '../../pillars/command/views/incident-view.ts';
import type { ReadModel } from '../../plumbing/persistence/read-model.ts';
import type { UpwardItem } from './upward-item.ts';
import { incidentHead, upwardReport, upwardWarning } from './upward-rows.ts';

/** 较大 and worse is for the province (国务院令493 art. 11). Once told, always told: also when it turns out milder. */
export const UPWARD_GRADE: Level = 3;

const WARNING_TYPES: readonly string[] = [
  'WarningIssued',
  'WarningSuperseded',
  'WarningCancelled',
  'WarningExpired',
] satisfies string[];

export const UPWARD_TYPES: ReadonlySet<string> = new Set([...incidentView.types, ...WARNING_TYPES, 'ReportSent']);

/**
 * What goes upward, written with the event it follows from. Stands behind the views of incidents, warnings and reports
 * in the list of read models: it reads the rows they have just brought up to date.
 */
export const upwardOutbox: ReadModel = { types: UPWARD_TYPES, apply };

interface Told {
  world: string;
  seq: number;
  at: string | Date;
  kind: UpwardItem['kind'];
  subject: string;
}

async function apply(client: ClientBase, envelope: Envelope): Promise<void> {
  const { event } = parseEvent(envelope);
  const { world, seq, at, body, type } = event;
  if ('reportId' in body) return tell(client, { world, seq, at, kind: 'report', subject: body.reportId });
  if ('warningId' in body) return tell(client, { world, seq, at, kind: 'warning', subject: body.warningId });
  if ('incidentId' in body && body.incidentId !== undefined)
    return tell(client, { world, seq, at, kind: 'incident', subject: body.incidentId });
  throw new Error(`upward outbox: ${type} names no incident, warning or report`);
}

async function tell(client: ClientBase, told: Told): Promise<void> {
  const body = await bodyOf(client, told);
  if (body === undefined) return;
  await client.query(
    `INSERT INTO upward_outbox (world, seq, kind, subject, at, body) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [told.world, told.seq, told.kind, told.subject, told.at, JSON.stringify(body)],
  );
}

async function bodyOf(client: ClientBase, { world, kind, subject }: Told): Promise<UpwardItem['body'] | undefined> {
  if (kind === 'report') return upwardReport(client, world, subject);
  if (kind === 'warning') return upwardWarning(client, world, subject);
  const head = await incidentHead(client, world, subject);
  if (head === undefined || head.grade <= UPWARD_GRADE) return head;
  const { rowCount } = await client.query(
    `SELECT 1 FROM upward_outbox WHERE world = $1 AND kind = 'incident' AND subject = $2 LIMIT 1`,
    [world, subject],
  );
  return (rowCount ?? 0) > 0 ? head : undefined;
}

/** Incidents, warnings and reports that stood before there was an outbox, each under its own last event. */
const STANDING = `
  SELECT 'incident' AS kind, i.id AS subject, e.seq, e.at FROM incident_view i
    CROSS JOIN LATERAL (SELECT seq, at FROM events WHERE world = i.world AND incident_id = i.id AND type = ANY($2)
      ORDER BY seq DESC LIMIT 1) e
    WHERE i.world = $1 AND i.grade <= ${UPWARD_GRADE} AND i.status NOT IN ('closed', 'void', 'merged')
  UNION ALL SELECT 'warning', w.id, w.seq, e.at FROM release_warnings w JOIN events e ON e.world = w.world AND e.seq = w.seq
    WHERE w.world = $1 AND w.status = 'issued'
  UNION ALL SELECT 'report', r.id, r.seq, e.at FROM release_reports r JOIN events e ON e.world = r.world AND e.seq = r.seq
    WHERE r.world = $1 AND r.sent IS NOT NULL AND r.archived_at IS NULL
  ORDER BY seq`;

/** Fills one world's outbox from what stands, when that was never done: a database older than the outbox. */
export async function fillUpwardOutbox(pool: Pool, world: WorldId): Promise<void> {
  const made = await pool.query('SELECT 1 FROM upward_worlds WHERE world = $1', [world]);
  if (made.rowCount === 1) return;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM worlds WHERE id = $1 FOR UPDATE', [world]);
    const { rows } = await client.query<Omit<Told, 'world'>>(STANDING, [world, [...UPWARD_TYPES]]);
    for (const row of rows) await tell(client, { world, ...row });
    await client.query('INSERT INTO upward_worlds (world) VALUES ($1) ON CONFLICT DO NOTHING', [world]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
