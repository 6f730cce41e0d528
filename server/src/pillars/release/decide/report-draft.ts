import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { HOUR_MS, MINUTE_MS, type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { canDraftReport, canReviseReport } from '@sitong/shared/pillars/release/can-report.ts';
import type { ReportFields } from '@sitong/shared/pillars/release/events.ts';
import { reportFieldsOf } from '@sitong/shared/pillars/release/first-report.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Report } from '@sitong/shared/pillars/release/state.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem } from '../../deciding.ts';
import { releaseEvent } from '../facts.ts';

type Of<T extends ReleaseIntent['type']> = Extract<ReleaseIntent, { type: T }>;
type Incident = DecideContext['state']['command']['incidents'][string];

export function reportAtHand(context: DecideContext, reportId: string): Decision<Report> {
  const report = context.state.release.reports[reportId];
  return report === undefined ? refuse('unknown_report', { report: reportId }) : ok(report);
}

function reportsOf(context: DecideContext, incidentId: string): Report[] {
  return Object.values(context.state.release.reports).filter((report) => report.incidentId === incidentId);
}

interface Clocks {
  receivedAt: Timestamp;
  phoneDueAt?: Timestamp;
  writtenDueAt: Timestamp;
}

/**
 * [REL-21] 初报: phone and written from receipt of the incident. 续报 and 终报: within the hours of the
 * grade from the report before, so that a late draft is late.
 */
function clocksOf(kind: Report['kind'], incident: Incident, before: readonly Report[], context: DecideContext): Clocks {
  const { phoneMin, writtenMin, updateEveryH } = context.practice.report;
  if (kind === 'first') {
    const receivedMs = toMs(incident.reportedAt);
    return {
      receivedAt: incident.reportedAt,
      phoneDueAt: toTimestamp(receivedMs + phoneMin * MINUTE_MS),
      writtenDueAt: toTimestamp(receivedMs + writtenMin * MINUTE_MS),
    };
  }
  const lastMs = Math.max(...before.map((report) => toMs(report.sent?.at ?? report.draftedAt)));
  const everyH = updateEveryH[`${incident.grade}`];
  return { receivedAt: context.now, writtenDueAt: toTimestamp(lastMs + everyH * HOUR_MS) };
}

function drafted(
  reportId: string,
  kind: Report['kind'],
  fields: ReportFields,
  incident: Incident,
  context: DecideContext,
): Answer {
  const number = (context.state.release.numbers['report']?.last ?? 0) + 1;
  const county = { division: context.county.county, audience: [] };
  const seen = { division: incident.division, audience: [] };
  const clocks = clocksOf(kind, incident, reportsOf(context, incident.id), context);
  return ok({
    events: [
      releaseEvent('ReportNumberTaken', 'numbers/report', county, { n: number }),
      releaseEvent('ReportDrafted', `report/${reportId}`, seen, {
        reportId,
        number,
        incidentId: incident.id,
        kind,
        fields,
        ...clocks,
      }),
    ],
    reads: [`incident/${incident.id}`],
  });
}

/** [REL-19] 首报 is one; 续报 follows it; 终报 waits until the incident is under control. */
function mayFollow(kind: Report['kind'], incident: Incident, before: readonly Report[]): Decision<'yes'> {
  const first = before.find((report) => report.kind === 'first');
  if (kind === 'first') {
    return first === undefined ? ok('yes') : refuse('first_report_exists', { report: shownNumber('R', first.number) });
  }
  if (first === undefined) return refuse('first_report_missing');
  const over = incident.status === 'controlled' || incident.status === 'ended';
  return kind === 'update' || over ? ok('yes') : refuse('incident_not_over', { status: incident.status });
}

export function draftReport(intent: Of<'DraftReport'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const { reportId, incidentId, kind, fields } = intent;
  const saved = context.state.release.reports[reportId];
  if (saved !== undefined) return refuse('already_saved', { report: shownNumber('R', saved.number) });
  const incident = context.state.command.incidents[incidentId];
  if (incident === undefined) return refuse('unknown_incident', { incident: incidentId }, 'incidentId');
  const may = allowed(canDraftReport(incident.division, doer.value));
  if (!may.ok) return may;
  const follows = mayFollow(kind, incident, reportsOf(context, incidentId));
  if (!follows.ok) return follows;
  return drafted(reportId, kind, fields, incident, context);
}

/** [REL-20] By reaction, as soon as an incident is reported. */
export function draftFirstReport(intent: Of<'DraftFirstReport'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const incident = context.state.command.incidents[intent.incidentId];
  if (incident === undefined) return refuse('unknown_incident', { incident: intent.incidentId });
  const follows = mayFollow('first', incident, reportsOf(context, incident.id));
  if (!follows.ok) return follows;
  const commander = incident.siteCommander?.person;
  const name = commander === undefined ? undefined : (context.county.persons.get(commander)?.name ?? commander);
  return drafted(
    context.derive('first-report'),
    'first',
    reportFieldsOf(incident, context.now, name),
    incident,
    context,
  );
}

const FIGURES = ['dead', 'missing', 'injured', 'trapped', 'evacuated'] as const;

/** [REL-24] A figure once told changes only with a reason. */
export function reviseReport(intent: Of<'ReviseReport'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const report = reportAtHand(context, intent.reportId);
  if (!report.ok) return report;
  const may = allowed(canReviseReport(report.value, doer.value));
  if (!may.ok) return may;
  const { reportId, fields, reason } = intent;
  const before = report.value.fields;
  const changed = FIGURES.find((figure) => before[figure] !== undefined && before[figure] !== fields[figure]);
  if (changed !== undefined && reason.trim() === '')
    return refuse('reason_required', { figure: changed }, `fields.${changed}`);
  return ok({
    events: [releaseEvent('ReportRevised', `report/${reportId}`, report.value, { reportId, fields, reason })],
    reads: [],
  });
}
