import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { LogEvent } from '@sitong/shared/protocol/catalogue.ts';

export const METRICS = ['firstOrder', 'acceptance', 'redAck', 'firstCalls', 'phoneReport', 'nextTeam'] as const;
export type MetricId = (typeof METRICS)[number];

export interface Metric {
  readonly id: MetricId;
  /** ms; undefined: it has not happened up to this moment. */
  readonly tookMs: number | undefined;
  readonly withinMs: number;
}

/**
 * How quickly it went, up to the last of these events, against what this place asks for. The slowest counts where
 * each one counts (first order of an incident, red alarm), the median where many do.
 */
export function metricsOf(events: readonly LogEvent[], practice: Practice): Metric[] {
  const reported = new Map<string, number>();
  const saved = new Map<string, number>();
  const raised = new Map<string, number>();
  const issued = new Map<string, number>();
  const ordered = new Set<string>();
  const calls = new Map<string, { warningId: string; at: number | undefined }>();
  const refused = new Map<string, number>();
  const took: Record<MetricId, number[]> = {
    firstOrder: [],
    acceptance: [],
    redAck: [],
    firstCalls: [],
    phoneReport: [],
    nextTeam: [],
  };
  const reports = new Map<string, string>();
  const since = (from: number | undefined, at: number, metric: MetricId): void => {
    if (from !== undefined) took[metric].push(at - from);
  };
  for (const event of events) {
    const at = toMs(event.at);
    switch (event.type) {
      case 'IncidentReported':
        reported.set(event.body.incidentId, at);
        break;
      case 'AlarmRaised':
        if (event.body.priority === 1) raised.set(event.body.alarmId, at);
        break;
      case 'AlarmAcknowledged':
        since(raised.get(event.body.alarmId), at, 'redAck');
        break;
      case 'OrderSaved': {
        const { orderId, incidentId, insteadOf } = event.body;
        saved.set(orderId, at);
        if (!ordered.has(incidentId)) since(reported.get(incidentId), at, 'firstOrder');
        ordered.add(incidentId);
        if (insteadOf !== undefined) since(refused.get(insteadOf) ?? saved.get(insteadOf), at, 'nextTeam');
        break;
      }
      case 'OrderDeclined':
        refused.set(event.body.orderId, at);
        break;
      case 'OrderAccepted':
        since(saved.get(event.body.orderId), at, 'acceptance');
        break;
      case 'WarningIssued':
        issued.set(event.body.warningId, at);
        break;
      case 'CallOpened':
        calls.set(event.body.callId, { warningId: event.body.warningId, at: undefined });
        break;
      case 'CallAttempted': {
        const call = calls.get(event.body.callId);
        if (call !== undefined && call.at === undefined) {
          call.at = at;
          since(issued.get(call.warningId), at, 'firstCalls');
        }
        break;
      }
      case 'ReportDrafted':
        reports.set(event.body.reportId, event.body.incidentId);
        break;
      case 'ReportPhoned':
        since(reported.get(reports.get(event.body.reportId) ?? ''), at, 'phoneReport');
        break;
      default:
        break;
    }
  }
  const within: Record<MetricId, number> = {
    firstOrder: practice.team.firstOrderS * SECOND_MS,
    acceptance: practice.order.reRingS * SECOND_MS,
    redAck: practice.alarm.redBannerS * SECOND_MS,
    firstCalls: practice.call.firstCallS * SECOND_MS,
    phoneReport: practice.report.phoneMin * MINUTE_MS,
    nextTeam: practice.order.offerNextS * SECOND_MS,
  };
  return METRICS.map((id) => ({
    id,
    withinMs: within[id],
    tookMs: took[id].length === 0 ? undefined : id === 'acceptance' ? median(took[id]) : Math.max(...took[id]),
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
