import type { ReleaseState, Report, Warning } from './state.ts';

/** Lookups other pillars may ask. */

export function warningsInForce(state: ReleaseState): Warning[] {
  return Object.values(state.warnings).filter((warning) => warning.status === 'issued');
}

export function warningsOf(state: ReleaseState, incidentId: string): Warning[] {
  return Object.values(state.warnings).filter((warning) => warning.incidentId === incidentId);
}

/** Reports of an incident that still owe a person something. */
export function unfinishedReportsOf(state: ReleaseState, incidentId: string): Report[] {
  return Object.values(state.reports).filter(
    (report) => report.incidentId === incidentId && report.status !== 'sent' && report.status !== 'received',
  );
}
