import type { ReleaseState } from '@sitong/shared/pillars/release/state.ts';

/** The newest report of an incident; without one, or without an incident, the report desk begins where it always does. */
export function newestReport(release: ReleaseState, incidentId: string | undefined): string | undefined {
  let newest: ReleaseState['reports'][string] | undefined;
  for (const report of Object.values(release.reports)) {
    if (report.incidentId === incidentId && report.number > (newest?.number ?? 0)) newest = report;
  }
  return newest?.id;
}
