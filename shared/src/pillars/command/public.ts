import { distanceM, type Point } from '../../kernel/geo.ts';
import { symbolCode } from '../../kernel/hazard.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import { MOST_SET_ASIDE } from './near.ts';
import type { CommandState, Incident } from './state.ts';

/** Lookups other pillars may ask. */

const WORKING: readonly Incident['status'][] = ['reported', 'verified', 'responding', 'controlled'];

/** Orders and warnings may be made for an incident in these states. */
export function workableIncident(state: CommandState, id: string): Incident | undefined {
  const incident = state.incidents[id];
  return incident !== undefined && WORKING.includes(incident.status) ? incident : undefined;
}

export function openIncidents(state: CommandState): Incident[] {
  return Object.values(state.incidents).filter((incident) => WORKING.includes(incident.status));
}

/**
 * Open incidents of the same kind (one GB/T 35649 symbol: a caller's flood is another's flash flood) close in place and
 * time: the second call about the same flood. The newest `MOST_SET_ASIDE` of them: nobody sets more aside by eye.
 */
export function nearDuplicates(
  state: CommandState,
  hazard: Incident['hazard'],
  point: Point,
  atMs: number,
  limits: { radiusM: number; windowMin: number },
): Incident[] {
  return openIncidents(state)
    .filter(
      (incident) =>
        symbolCode(incident.hazard) === symbolCode(hazard) &&
        distanceM(incident.place.point, point) <= limits.radiusM &&
        Math.abs(atMs - Date.parse(incident.reportedAt)) <= limits.windowMin * 60_000,
    )
    .sort((a, b) => a.number - b.number)
    .slice(-MOST_SET_ASIDE);
}

/**
 * Who answers at the county's desk: the first officer of the present shift, else the holder of the first
 * county post, so that nothing that happens is ever nobody's. A county without any post: `system`.
 */
export function officerOnDuty(state: CommandState, county: CountyIndex): string {
  const onShift = state.shifts['now']?.officers[0];
  return onShift ?? county.data.posts.find((post) => post.division === county.county)?.holder ?? 'system';
}
