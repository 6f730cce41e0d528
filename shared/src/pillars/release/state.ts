import { type ById, drop, type NumberSeries, patch, put, type Visible } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { Signature } from '../../kernel/signing.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { CallFact, Channel, ReleaseEvent, ReportFields, WarningContent } from './events.ts';

export type WarningStatus = 'draft' | 'checked' | 'returned' | 'signed' | 'issued';

export interface Warning extends Visible {
  id: string;
  incidentId: string | undefined;
  content: WarningContent;
  status: WarningStatus;
  draftedBy: string;
  draftedAt: Timestamp;
  checked: { by: string; at: Timestamp } | undefined;
  returned: { by: string; at: Timestamp; reason: string } | undefined;
  signature: Signature | undefined;
  issueAt: Timestamp | undefined;
  issued: { identifier: string; at: Timestamp; recipients: number } | undefined;
  replaces: string | undefined;
  channels: Readonly<Partial<Record<Channel, { simulated: boolean; sent: number; failed: number; confirmed: number }>>>;
}

export interface FactRecord {
  at: Timestamp;
  by: string;
  via: 'app' | 'voice' | 'sms' | 'door' | 'desk';
  simulated: boolean;
  text: string | undefined;
  moved: number | undefined;
  remaining: number | undefined;
}

export interface Call extends Visible {
  id: string;
  warningId: string;
  incidentId: string | undefined;
  person: string;
  duty: Extract<ReleaseEvent, { type: 'CallOpened' }>['body']['duty'];
  place: string;
  deputy: string | undefined;
  superior: string | undefined;
  openedAt: Timestamp;
  attempts: readonly { n: number; at: Timestamp; to: string; simulated: boolean }[];
  facts: Readonly<Partial<Record<CallFact, FactRecord>>>;
  escalated: readonly { to: 'deputy' | 'superior' | 'door'; at: Timestamp; person: string | undefined }[];
}

export type ReportStatus = 'draft' | 'checked' | 'returned' | 'signed' | 'sent' | 'received';

export interface Report extends Visible {
  id: string;
  number: number;
  incidentId: string;
  kind: 'first' | 'update' | 'final';
  fields: ReportFields;
  status: ReportStatus;
  draftedBy: string;
  draftedAt: Timestamp;
  receivedAt: Timestamp;
  phoneDueAt: Timestamp | undefined;
  writtenDueAt: Timestamp;
  phoned: { to: string; answeredBy: string; at: Timestamp; lateS: number } | undefined;
  checked: { by: string; at: Timestamp } | undefined;
  signature: Signature | undefined;
  sent: { to: string; at: Timestamp; simulated: boolean; lateS: number } | undefined;
  receipt: { text: string; at: Timestamp } | undefined;
  returned: { by: string; at: Timestamp; reason: string } | undefined;
  missed: readonly ('phone' | 'written')[];
}

export interface ReleaseState {
  warnings: ById<Warning>;
  calls: ById<Call>;
  reports: ById<Report>;
  numbers: ById<NumberSeries>;
}

export const initialRelease: ReleaseState = { warnings: {}, calls: {}, reports: {}, numbers: {} };

function seen(event: ReleaseEvent): Visible {
  return { division: event.division, audience: event.audience };
}

function onWarning(state: ReleaseState, event: ReleaseEvent, id: string, change: (warning: Warning) => Warning): ReleaseState {
  return { ...state, warnings: patch(state.warnings, id, (warning) => ({ ...change(warning), ...seen(event) })) };
}

function onCall(state: ReleaseState, event: ReleaseEvent, id: string, change: (call: Call) => Call): ReleaseState {
  return { ...state, calls: patch(state.calls, id, (call) => ({ ...change(call), ...seen(event) })) };
}

function onReport(state: ReleaseState, event: ReleaseEvent, id: string, change: (report: Report) => Report): ReleaseState {
  return { ...state, reports: patch(state.reports, id, (report) => ({ ...change(report), ...seen(event) })) };
}

function mark(event: ReleaseEvent): { by: string; at: Timestamp } {
  return { by: event.actor.person, at: event.at };
}

export function evolveRelease(state: ReleaseState, event: ReleaseEvent): ReleaseState {
  switch (event.type) {
    case 'WarningDrafted': {
      const { warningId, incidentId, content, replaces } = event.body;
      const warning: Warning = {
        id: warningId,
        incidentId,
        content,
        status: 'draft',
        draftedBy: event.actor.person,
        draftedAt: event.at,
        checked: undefined,
        returned: undefined,
        signature: undefined,
        issueAt: undefined,
        issued: undefined,
        replaces,
        channels: {},
        ...seen(event),
      };
      return { ...state, warnings: put(state.warnings, warningId, warning) };
    }
    case 'WarningRevised':
      return onWarning(state, event, event.body.warningId, (warning) => ({
        ...warning,
        content: event.body.content,
        status: 'draft',
        draftedBy: event.actor.person,
        checked: undefined,
      }));
    case 'WarningChecked':
      return onWarning(state, event, event.body.warningId, (warning) => ({ ...warning, status: 'checked', checked: mark(event) }));
    case 'WarningReturned':
      return onWarning(state, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'returned',
        returned: { ...mark(event), reason: event.body.reason },
        checked: undefined,
        signature: undefined,
        issueAt: undefined,
      }));
    case 'WarningSigned':
      return onWarning(state, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'signed',
        signature: event.body.signature,
        issueAt: event.body.issueAt,
      }));
    case 'WarningCountersigned':
      return onWarning(state, event, event.body.warningId, (warning) =>
        warning.signature?.mode === 'oral' ? { ...warning, signature: { ...warning.signature, countersignedAt: event.at } } : warning,
      );
    case 'WarningIssued':
      return onWarning(state, event, event.body.warningId, (warning) => ({
        ...warning,
        status: 'issued',
        issued: { identifier: event.body.identifier, at: event.body.sent, recipients: event.body.recipients },
      }));
    case 'WarningSuperseded':
    case 'WarningCancelled':
    case 'WarningExpired':
      return { ...state, warnings: drop(state.warnings, event.body.warningId) };
    case 'ChannelResultCounted': {
      const { warningId, channel, simulated, sent, failed, confirmed } = event.body;
      return onWarning(state, event, warningId, (warning) => ({
        ...warning,
        channels: { ...warning.channels, [channel]: { simulated, sent, failed, confirmed } },
      }));
    }
    case 'CallOpened': {
      const { callId, warningId, incidentId, person, duty, place, deputy, superior } = event.body;
      const call: Call = {
        id: callId,
        warningId,
        incidentId,
        person,
        duty,
        place,
        deputy,
        superior,
        openedAt: event.at,
        attempts: [],
        facts: {},
        escalated: [],
        ...seen(event),
      };
      return { ...state, calls: put(state.calls, callId, call) };
    }
    case 'CallAttempted':
      return onCall(state, event, event.body.callId, (call) => ({
        ...call,
        attempts: [
          ...call.attempts,
          { n: event.body.n, at: event.at, to: event.body.to, simulated: event.body.channels.every((channel) => channel.simulated) },
        ].slice(-12),
      }));
    case 'CallFactRecorded': {
      const { callId, fact, by, via, simulated, text, moved, remaining } = event.body;
      return onCall(state, event, callId, (call) => ({
        ...call,
        facts: { ...call.facts, [fact]: { at: event.at, by, via, simulated, text, moved, remaining } },
      }));
    }
    case 'CallEscalated':
      return onCall(state, event, event.body.callId, (call) => ({
        ...call,
        escalated: [...call.escalated, { to: event.body.to, at: event.at, person: event.body.person }].slice(-6),
      }));
    case 'CallClosed':
      return { ...state, calls: drop(state.calls, event.body.callId) };
    case 'ReportNumberTaken':
      return { ...state, numbers: put(state.numbers, 'report', { last: event.body.n, ...seen(event) }) };
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
        receivedAt,
        phoneDueAt,
        writtenDueAt,
        phoned: undefined,
        checked: undefined,
        signature: undefined,
        sent: undefined,
        receipt: undefined,
        returned: undefined,
        missed: [],
        ...seen(event),
      };
      return { ...state, reports: put(state.reports, reportId, report) };
    }
    case 'ReportRevised':
      return onReport(state, event, event.body.reportId, (report) => ({
        ...report,
        fields: event.body.fields,
        status: 'draft',
        draftedBy: event.actor.person,
        checked: undefined,
      }));
    case 'ReportPhoned':
      return onReport(state, event, event.body.reportId, (report) => ({
        ...report,
        phoned: { to: event.body.to, answeredBy: event.body.answeredBy, at: event.at, lateS: event.body.lateS },
      }));
    case 'ReportChecked':
      return onReport(state, event, event.body.reportId, (report) => ({ ...report, status: 'checked', checked: mark(event) }));
    case 'ReportReturned':
      return onReport(state, event, event.body.reportId, (report) => ({
        ...report,
        status: 'returned',
        returned: { ...mark(event), reason: event.body.reason },
        checked: undefined,
      }));
    case 'ReportSigned':
      return onReport(state, event, event.body.reportId, (report) => ({ ...report, status: 'signed', signature: event.body.signature }));
    case 'ReportSent':
      return onReport(state, event, event.body.reportId, (report) => ({
        ...report,
        status: 'sent',
        sent: { to: event.body.to, at: event.at, simulated: event.body.simulated, lateS: event.body.lateS },
      }));
    case 'ReportReceived':
      return onReport(state, event, event.body.reportId, (report) => ({
        ...report,
        status: 'received',
        receipt: { text: event.body.receipt, at: event.at },
      }));
    case 'ReportClockMissed':
      return onReport(state, event, event.body.reportId, (report) => ({ ...report, missed: [...report.missed, event.body.which] }));
    case 'ReportArchived':
      return { ...state, reports: drop(state.reports, event.body.reportId) };
    default:
      return assertNever(event);
  }
}
