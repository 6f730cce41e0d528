import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { ReleaseEvent } from './events.ts';
import { mark, seen, withAuthor } from './evolve-parts.ts';
import type { Report } from './state.ts';

export type ReportEvent = Exclude<Extract<ReleaseEvent, { type: `Report${string}` }>, { type: 'ReportNumberTaken' }>;

function onReport(all: ById<Report>, event: ReportEvent, id: string, change: (report: Report) => Report): ById<Report> {
  return patch(all, id, (report) => ({ ...change(report), ...seen(event) }));
}

export function evolveReports(all: ById<Report>, event: ReportEvent): ById<Report> {
  switch (event.type) {
    case 'ReportDrafted': {
      const { reportId, number, incidentId, kind, fields, receivedAt, phoneDueAt, writtenDueAt } = event.body;
      const report: Report = {
        id: reportId,
        number,
        incidentId,
        kind,
        fields,
        status: 'draft',
        draftedBy: event.actor.person,
        draftedAt: event.at,
        authors: [event.actor.person],
        receivedAt,
        phoneDueAt,
        writtenDueAt,
        phoned: undefined,
        checked: undefined,
        signature: undefined,
        countersignMissed: 'no',
        sent: undefined,
        receipt: undefined,
        returned: undefined,
        missed: [],
        ...seen(event),
      };
      return put(all, reportId, report);
    }
    case 'ReportRevised':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        fields: event.body.fields,
        status: 'draft',
        draftedBy: event.actor.person,
        authors: withAuthor(report.authors, event.actor.person),
        checked: undefined,
        signature: undefined,
      }));
    case 'ReportPhoned':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        phoned: { to: event.body.to, answeredBy: event.body.answeredBy, at: event.at, lateS: event.body.lateS },
      }));
    case 'ReportChecked':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        status: 'checked',
        checked: mark(event),
      }));
    case 'ReportReturned':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        status: 'returned',
        returned: { ...mark(event), reason: event.body.reason },
        checked: undefined,
        signature: undefined,
      }));
    case 'ReportSigned':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        status: 'signed',
        signature: event.body.signature,
        countersignMissed: 'no',
      }));
    case 'ReportCountersigned':
      return onReport(all, event, event.body.reportId, (report) =>
        report.signature?.mode === 'oral'
          ? { ...report, signature: { ...report.signature, countersignedAt: event.at } }
          : report,
      );
    case 'ReportCountersignMissed':
      return onReport(all, event, event.body.reportId, (report) => ({ ...report, countersignMissed: 'missed' }));
    case 'ReportSent':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        status: 'sent',
        sent: { to: event.body.to, at: event.at, simulated: event.body.simulated, lateS: event.body.lateS },
      }));
    case 'ReportReceived':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        status: 'received',
        receipt: { text: event.body.receipt, at: event.at },
      }));
    case 'ReportClockMissed':
      return onReport(all, event, event.body.reportId, (report) => ({
        ...report,
        missed: [...report.missed, event.body.which],
      }));
    case 'ReportArchived':
      return drop(all, event.body.reportId);
    default:
      return assertNever(event);
  }
}
