import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import type { ClientBase } from 'pg';

export type OfWarning = Extract<ReleaseEvent, { type: `Warning${string}` }>;

/** One row follows one event; called in the order of the log, once for each event. */
export async function writeWarning(client: ClientBase, event: OfWarning): Promise<void> {
  switch (event.type) {
    case 'WarningDrafted': {
      const { warningId, incidentId, content, replaces } = event.body;
      await client.query(
        `INSERT INTO release_warnings (world, id, status, incident_id, content, drafted_by, drafted_at, replaces,
           division, audience, seq) VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (world, id) DO NOTHING`,
        [
          event.world,
          warningId,
          incidentId ?? null,
          JSON.stringify(content),
          event.actor.person,
          event.at,
          replaces ?? null,
          event.division,
          event.audience,
          event.seq,
        ],
      );
      return;
    }
    case 'WarningRevised':
      return set(client, event, { status: 'draft', content: JSON.stringify(event.body.content), signature: null });
    case 'WarningChecked':
      return set(client, event, { status: 'checked' });
    case 'WarningReturned':
      return set(client, event, { status: 'returned', signature: null });
    case 'WarningSigned':
      return set(client, event, { status: 'signed', signature: JSON.stringify(event.body.signature) });
    case 'WarningCountersigned':
    case 'WarningCountersignMissed':
    case 'WarningIdentifierTaken':
      return;
    case 'WarningIssued': {
      const { identifier, sent, recipients } = event.body;
      return set(client, event, { status: 'issued', identifier, issued_at: sent, recipients });
    }
    case 'WarningSuperseded':
      return set(client, event, { status: 'superseded', ended_at: event.at, replaced_by: event.body.by });
    case 'WarningCancelled': {
      const { identifier, reason } = event.body;
      const ended = { status: 'cancelled', ended_at: event.at, end_reason: reason };
      return set(client, event, identifier === undefined ? ended : { ...ended, cancel_identifier: identifier });
    }
    case 'WarningExpired':
      return set(client, event, { status: 'expired', ended_at: event.at });
    default:
      return assertNever(event);
  }
}

type Column =
  | 'status'
  | 'content'
  | 'signature'
  | 'identifier'
  | 'issued_at'
  | 'recipients'
  | 'ended_at'
  | 'end_reason'
  | 'replaced_by'
  | 'cancel_identifier';

async function set(
  client: ClientBase,
  event: Exclude<OfWarning, { type: 'WarningIdentifierTaken' }>,
  changes: Partial<Record<Column, string | number | null>>,
): Promise<void> {
  const names = Object.keys(changes);
  const assignments = names.map((name, i) => `${name} = $${i + 6}`).join(', ');
  await client.query(
    `UPDATE release_warnings SET division = $3, audience = $4, seq = $5, ${assignments} WHERE world = $1 AND id = $2`,
    [event.world, event.body.warningId, event.division, event.audience, event.seq, ...Object.values(changes)],
  );
}
