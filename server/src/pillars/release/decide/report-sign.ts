import type { Can, Doer } from '@sitong/shared/kernel/can.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { SECOND_MS, type Timestamp, toMs } from '@sitong/shared/kernel/time.ts';
import {
  canCheckReport,
  canCountersignReport,
  canLogPhoneReport,
  canRecordReceipt,
  canReturnReport,
  canSendReport,
  canSignReport,
} from '@sitong/shared/pillars/release/can-report.ts';
import { countersignDueMs, reportClocks } from '@sitong/shared/pillars/release/clocks.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem, lateBy } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';
import { REPORT_LINE } from '../gateways.ts';
import { signatureOf } from '../signing.ts';
import { reportAtHand } from './report-draft.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;

/** The report, when this person may do this to it now. */
function forDoer(
  context: DecideContext,
  reportId: string,
  can: (report: Report, doer: Doer) => Can,
): Decision<{ report: Report; doer: Doer }> {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const report = reportAtHand(context, reportId);
  if (!report.ok) return report;
  const may = allowed(can(report.value, doer.value));
  return may.ok ? ok({ report: report.value, doer: doer.value }) : may;
}

/** [REL-22] Seconds past the due time; what was late stays recorded as late. */
function lateS(context: DecideContext, dueAt: Timestamp | undefined): number {
  return dueAt === undefined ? 0 : Math.max(0, context.nowMs - toMs(dueAt)) / SECOND_MS;
}

export function logPhoneReport(intent: Of<'LogPhoneReport'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canLogPhoneReport);
  if (!may.ok) return may;
  const { reportId, to, answeredBy } = intent;
  const body = { reportId, to, answeredBy, lateS: lateS(context, may.value.report.phoneDueAt) };
  return ok({ events: [releaseEvent('ReportPhoned', `report/${reportId}`, may.value.report, body)], reads: [] });
}

export function checkReport(intent: Of<'CheckReport'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canCheckReport);
  if (!may.ok) return may;
  const { reportId } = intent;
  return ok({
    events: [releaseEvent('ReportChecked', `report/${reportId}`, may.value.report, { reportId })],
    reads: [],
  });
}

export function returnReport(intent: Of<'ReturnReport'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canReturnReport);
  if (!may.ok) return may;
  const { reportId, reason } = intent;
  return ok({
    events: [releaseEvent('ReportReturned', `report/${reportId}`, may.value.report, { reportId, reason })],
    reads: [],
  });
}

/** [REL-23] */
export function signReport(intent: Of<'SignReport'>, context: DecideContext): Answer {
  const { reportId, signing } = intent;
  const may = forDoer(context, reportId, (report, doer) => canSignReport(report, signing, context.county, doer));
  if (!may.ok) return may;
  const { report, doer } = may.value;
  const body = { reportId, signature: signatureOf(signing, doer, context) };
  return ok({ events: [releaseEvent('ReportSigned', `report/${reportId}`, report, body)], reads: [] });
}

/** [REL-7] */
export function countersignReport(intent: Of<'CountersignReport'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canCountersignReport);
  if (!may.ok) return may;
  const { report, doer } = may.value;
  const body = { reportId: report.id, person: doer.person };
  return ok({ events: [releaseEvent('ReportCountersigned', `report/${report.id}`, report, body)], reads: [] });
}

export function missReportCountersign(intent: Of<'MissReportCountersign'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const report = reportAtHand(context, intent.reportId);
  if (!report.ok) return report;
  const dueMs = countersignDueMs(report.value);
  if (dueMs === undefined || dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, dueMs);
  if (!late.ok) return late;
  const body = { reportId: intent.reportId, dueAt: intent.dueAt, lateS: late.value };
  return ok({
    events: [releaseEvent('ReportCountersignMissed', `report/${intent.reportId}`, report.value, body)],
    reads: [],
  });
}

export function sendReport(intent: Of<'SendReport'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canSendReport);
  if (!may.ok) return may;
  const { report } = may.value;
  const { reportId, to } = intent;
  const body = { reportId, to, simulated: REPORT_LINE.simulated, lateS: lateS(context, report.writtenDueAt) };
  return ok({ events: [releaseEvent('ReportSent', `report/${reportId}`, report, body)], reads: [] });
}

export function recordReceipt(intent: Of<'RecordReceipt'>, context: DecideContext): Answer {
  const may = forDoer(context, intent.reportId, canRecordReceipt);
  if (!may.ok) return may;
  const { reportId, receipt } = intent;
  return ok({
    events: [releaseEvent('ReportReceived', `report/${reportId}`, may.value.report, { reportId, receipt })],
    reads: [],
  });
}

/** [REL-22] A clock that ran out is on record, even when the report goes out a minute later. */
export function missReportClock(intent: Of<'MissReportClock'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const report = reportAtHand(context, intent.reportId);
  if (!report.ok) return report;
  const clock = reportClocks(report.value).find((one) => one.which === intent.which);
  if (clock === undefined || clock.dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, clock.dueMs);
  if (!late.ok) return late;
  const { reportId, which, dueAt } = intent;
  return ok({
    events: [releaseEvent('ReportClockMissed', `report/${reportId}`, report.value, { reportId, which, dueAt })],
    reads: [],
  });
}

/** [REL-25] At closure the reports of an incident leave the open state. */
export function archiveIncidentReports(intent: Of<'ArchiveIncidentReports'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const reports = Object.values(context.state.release.reports).filter(
    (report) => report.incidentId === intent.incidentId,
  );
  if (reports.length === 0) return refuse('nothing_to_archive');
  return ok({
    events: reports.map((report) =>
      releaseEvent('ReportArchived', `report/${report.id}`, report, { reportId: report.id }),
    ),
    reads: [],
  });
}
