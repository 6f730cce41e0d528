import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import type { ClientBase } from 'pg';

export type OfReport = Extract<ReleaseEvent, { type: `Report${string}` }>;
type OnReport = Exclude<OfReport, { type: 'ReportNumberTaken' | 'ReportDrafted' }>;

/** One row follows one event; called in the order of the log, once for each event. */
export async function writeReport(client: ClientBase, event: OfReport): Promise<void> {
  switch (event.type) {
    case 'ReportNumberTaken':
      return;
    case 'ReportDrafted': {
      const { reportId, number, incidentId, kind, fields, receivedAt, phoneDueAt, writtenDueAt } = event.body;
      await client.query(
        `INSERT INTO release_reports (world, id, number, incident_id, kind, status, fields, drafted_by, drafted_at,
           received_at, phone_due_at, written_due_at, division, audience, seq)
         VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (world, id) DO NOTHING`,
        [
          event.world,
          reportId,
          number,
          incidentId,
          kind,
          JSON.stringify(fields),
          event.actor.person,
          event.at,
          receivedAt,
          phoneDueAt ?? null,
          writtenDueAt,
          event.division,
          event.audience,
          event.seq,
        ],
      );
      return;
    }
    case 'ReportRevised':
      return set(client, event, 'status = $6, fields = $7', 'draft', JSON.stringify(event.body.fields));
    case 'ReportPhoned': {
      const { to, answeredBy, lateS } = event.body;
      return set(client, event, 'phoned = $6', JSON.stringify({ to, answeredBy, at: event.at, lateS }));
    }
    case 'ReportChecked':
      return set(client, event, 'status = $6', 'checked');
    case 'ReportReturned':
      return set(client, event, 'status = $6, signature = NULL', 'returned');
    case 'ReportSigned':
      return set(client, event, 'status = $6, signature = $7', 'signed', JSON.stringify(event.body.signature));
    case 'ReportCountersigned':
    case 'ReportCountersignMissed':
      return;
    case 'ReportSent': {
      const { to, simulated, lateS } = event.body;
      return set(
        client,
        event,
        'status = $6, sent = $7',
        'sent',
        JSON.stringify({ to, at: event.at, simulated, lateS }),
      );
    }
    case 'ReportReceived': {
      const receipt = JSON.stringify({ text: event.body.receipt, at: event.at });
      return set(client, event, 'status = $6, receipt = $7', 'received', receipt);
    }
    case 'ReportClockMissed':
      return set(client, event, 'missed = array_append(missed, $6)', event.body.which);
    case 'ReportArchived':
      return set(client, event, 'archived_at = $6', event.at);
    default:
      return assertNever(event);
  }
}

async function set(client: ClientBase, event: OnReport, assignments: string, ...values: string[]): Promise<void> {
  await client.query(
    `UPDATE release_reports SET division = $3, audience = $4, seq = $5, ${assignments} WHERE world = $1 AND id = $2`,
    [event.world, event.body.reportId, event.division, event.audience, event.seq, ...values],
  );
}
