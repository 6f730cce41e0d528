import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';

/** CMD-44: who set which values, from when on and why. */
export const practiceView: ReadModel = {
  types: new Set(['PracticeAdopted', 'PracticeChanged', 'PracticeWithdrawn']),
  apply,
};

async function apply(client: pg.ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'command') return;
  const { event } = typed;
  switch (event.type) {
    case 'PracticeAdopted': {
      const { version, values, from } = event.body;
      const origin = from.kind === 'shipped' ? 'shipped' : `${from.world}/${from.version}`;
      return insert(client, event, { version, origin, effectiveFrom: event.at, reason: '', changes: values });
    }
    case 'PracticeChanged': {
      const { version, effectiveFrom, values, reason } = event.body;
      return insert(client, event, { version, origin: 'changed', effectiveFrom, reason, changes: values });
    }
    case 'PracticeWithdrawn':
      await client.query(
        `UPDATE practice_version SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5
          WHERE world = $1 AND version = $2`,
        [event.world, event.body.version, event.at, event.actor.person, event.body.reason],
      );
      return;
    default:
      return;
  }
}

interface NewRow {
  version: number;
  origin: string;
  effectiveFrom: string;
  reason: string;
  changes: object;
}

async function insert(client: pg.ClientBase, event: Envelope, row: NewRow): Promise<void> {
  await client.query(
    `INSERT INTO practice_version (world, version, seq, origin, effective_from, made_at, made_by, reason, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      event.world,
      row.version,
      event.seq,
      row.origin,
      row.effectiveFrom,
      event.at,
      event.actor.person,
      row.reason,
      JSON.stringify(row.changes),
    ],
  );
}

const RowSchema = z.object({
  version: z.number().int(),
  seq: z.coerce.number().int(),
  origin: z.string(),
  effectiveFrom: z.date(),
  madeAt: z.date(),
  madeBy: z.string(),
  reason: z.string(),
  changes: z.record(z.string(), z.union([z.number(), z.string()])),
  withdrawnAt: z.date().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
export type PracticeVersionRow = z.infer<typeof RowSchema>;

/** Newest first; `before` pages on. */
export async function readPracticeVersions(
  pool: pg.Pool,
  world: string,
  before: number | undefined,
  limit: number,
): Promise<PracticeVersionRow[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT version, seq, origin, effective_from AS "effectiveFrom", made_at AS "madeAt", made_by AS "madeBy", reason,
            changes, withdrawn_at AS "withdrawnAt", withdrawn_by AS "withdrawnBy", withdrawn_reason AS "withdrawnReason"
       FROM practice_version WHERE world = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
    [world, before ?? 2 ** 31 - 1, limit],
  );
  return z.array(RowSchema).parse(rows);
}
