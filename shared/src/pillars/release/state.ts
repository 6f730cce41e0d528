import type { ById, NumberSeries, Visible } from '../../kernel/collection.ts';
import { put } from '../../kernel/collection.ts';
import type { Signature } from '../../kernel/signing.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { CallFact, Channel, ReleaseEvent, ReportFields, WarningContent } from './events.ts';
import { type CallEvent, evolveCalls } from './evolve-call.ts';
import { seen } from './evolve-parts.ts';
import { evolveReports, type ReportEvent } from './evolve-report.ts';
import { evolveWarnings, type WarningEvent } from './evolve-warning.ts';

export type WarningStatus = 'draft' | 'checked' | 'returned' | 'signed' | 'issued';

export interface Warning extends Visible {
  id: string;
  incidentId: string | undefined;
  content: WarningContent;
  status: WarningStatus;
  draftedBy: string;
  draftedAt: Timestamp;
  /** Everyone whose words stand in it: none of them signs it, nor checks it where a check is due. */
  authors: readonly string[];
  checked: { by: string; at: Timestamp } | undefined;
  returned: { by: string; at: Timestamp; reason: string } | undefined;
  signature: Signature | undefined;
  countersignMissed: 'no' | 'missed';
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
  authors: readonly string[];
  receivedAt: Timestamp;
  phoneDueAt: Timestamp | undefined;
  writtenDueAt: Timestamp;
  phoned: { to: string; answeredBy: string; at: Timestamp; lateS: number } | undefined;
  checked: { by: string; at: Timestamp } | undefined;
  signature: Signature | undefined;
  countersignMissed: 'no' | 'missed';
  sent: { to: string; at: Timestamp; simulated: boolean; lateS: number } | undefined;
  receipt: { text: string; at: Timestamp } | undefined;
  returned: { by: string; at: Timestamp; reason: string } | undefined;
  missed: readonly ('phone' | 'written')[];
}

export interface ReleaseState {
  warnings: ById<Warning>;
  calls: ById<Call>;
  reports: ById<Report>;
  /** Keys `report` and `identifier`. */
  numbers: ById<NumberSeries>;
}

export const initialRelease: ReleaseState = { warnings: {}, calls: {}, reports: {}, numbers: {} };

/** Each event belongs to one collection; the collection's own function changes the one entity it names. */
export function evolveRelease(state: ReleaseState, event: ReleaseEvent): ReleaseState {
  switch (event.type) {
    case 'ReportNumberTaken':
      return { ...state, numbers: put(state.numbers, 'report', { last: event.body.n, ...seen(event) }) };
    case 'WarningIdentifierTaken':
      return { ...state, numbers: put(state.numbers, 'identifier', { last: event.body.n, ...seen(event) }) };
    default:
      return evolveEntity(state, event);
  }
}

function evolveEntity(state: ReleaseState, event: WarningEvent | CallEvent | ReportEvent): ReleaseState {
  if (isWarningEvent(event)) return { ...state, warnings: evolveWarnings(state.warnings, event) };
  if (isCallEvent(event)) return { ...state, calls: evolveCalls(state.calls, event) };
  return { ...state, reports: evolveReports(state.reports, event) };
}

function isWarningEvent(event: WarningEvent | CallEvent | ReportEvent): event is WarningEvent {
  return event.type.startsWith('Warning') || event.type === 'ChannelResultCounted';
}

function isCallEvent(event: CallEvent | ReportEvent): event is CallEvent {
  return event.type.startsWith('Call');
}
