import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { type ReleaseEvent, ReleaseEventSchemas } from '@sitong/shared/pillars/release/events.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { ClientBase, Pool } from 'pg';
import type { EventLog } from '../../../plumbing/eventlog/event-log.ts';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';
import { type OfReport, writeReport } from './write-reports.ts';
import { type OfWarning, writeWarning } from './write-warnings.ts';

const TYPES: ReadonlySet<string> = new Set(
  Object.keys(ReleaseEventSchemas).filter((type) => type.startsWith('Warning') || type.startsWith('Report')),
);

/** Warnings and reports, ended ones among them: the public feed and the lists read these. */
export const releaseView: ReadModel = { types: TYPES, apply };

async function apply(client: ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'release') return;
  const { event } = typed;
  if (isOfReport(event)) await writeReport(client, event);
  else if (isOfWarning(event)) await writeWarning(client, event);
}

function isOfWarning(event: ReleaseEvent): event is OfWarning {
  return event.type.startsWith('Warning');
}

function isOfReport(event: ReleaseEvent): event is OfReport {
  return event.type.startsWith('Report');
}

const PAGE = 500;

/**
 * Makes one world's tables anew from the log, when they were never made: a database older than they are.
 * The world's row is locked meanwhile, so that no append of another node slips between.
 */
export async function fillReleaseViews(pool: Pool, log: Pick<EventLog, 'since'>, world: WorldId): Promise<void> {
  const made = await pool.query('SELECT 1 FROM release_view_worlds WHERE world = $1', [world]);
  if (made.rowCount === 1) return;
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM worlds WHERE id = $1 FOR UPDATE', [world]);
    for (const table of ['release_warnings', 'release_reports'])
      await client.query(`DELETE FROM ${table} WHERE world = $1`, [world]);
    for (let seq = 0; ; ) {
      const page = await log.since(world, seq, PAGE);
      for (const event of page) if (TYPES.has(event.type)) await apply(client, event);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) break;
      seq = last.seq;
    }
    await client.query('INSERT INTO release_view_worlds (world) VALUES ($1) ON CONFLICT DO NOTHING', [world]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
