import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { AlarmCause } from '@sitong/shared/pillars/monitoring/events.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** An incident an alarm may belong to, as far as suggestions look at it. */
export interface NearIncident {
  readonly id: string;
  readonly name: string;
  readonly distanceM: number;
}

/** What the system suggests; a person confirms (design law 5). The first is the primary one. */
export type Suggestion =
  | { readonly kind: 'link'; readonly incident: NearIncident }
  | { readonly kind: 'open_incident' }
  | { readonly kind: 'dispatch'; readonly incidentId: string }
  | { readonly kind: 'warn'; readonly incidentId: string | undefined }
  | { readonly kind: 'see_incident'; readonly incidentId: string }
  | { readonly kind: 'see_order'; readonly orderId: string }
  | { readonly kind: 'see_report'; readonly reportId: string }
  | { readonly kind: 'see_warnings' };

/** Physical danger: worth an incident of its own; the rest is about work already under way. */
export function isDanger(cause: AlarmCause): boolean {
  return cause.kind === 'threshold' || cause.kind === 'incoming_warning';
}

/** What kind of incident an alarm would open, as a first guess to be confirmed. */
export function hazardOf(cause: AlarmCause, sensorKind: string | undefined): Hazard {
  if (cause.kind !== 'threshold') return 'rainstorm';
  switch (sensorKind) {
    case 'river_level':
      return 'flash_flood';
    case 'reservoir_level':
      return 'reservoir_danger';
    case 'displacement':
      return 'landslide';
    case 'gas':
      return 'chemical';
    default:
      return 'rainstorm';
  }
}

/** Numbered suggestions for an alarm: link or open an incident first, then send, then warn. */
export function suggestionsFor(alarm: Alarm, near: readonly NearIncident[]): Suggestion[] {
  const { cause, incidentId } = alarm;
  const open: Suggestion[] = incidentId === undefined ? [] : [{ kind: 'see_incident', incidentId }];
  switch (cause.kind) {
    case 'order_escalated':
      return [{ kind: 'see_order', orderId: cause.order }, ...open];
    case 'help':
    case 'safety_missed':
    case 'position_lost':
      return incidentId === undefined ? [] : [{ kind: 'dispatch', incidentId }, ...open];
    case 'report_due':
      return [
        { kind: 'see_report', reportId: cause.report },
        { kind: 'see_incident', incidentId: cause.incident },
      ];
    case 'call_unanswered':
    case 'countersign_due':
      return [{ kind: 'see_warnings' }, ...open];
    case 'task_overdue':
      return open;
    case 'sensor_silent':
    case 'source_lost':
      return [];
    case 'threshold':
    case 'incoming_warning':
      if (incidentId !== undefined) return [{ kind: 'dispatch', incidentId }, { kind: 'warn', incidentId }, ...open];
      return [
        ...near.slice(0, 2).map((incident): Suggestion => ({ kind: 'link', incident })),
        { kind: 'open_incident' },
        { kind: 'warn', incidentId: undefined },
      ];
    default:
      return cause satisfies never;
  }
}
