import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';

export interface IncidentMark {
  readonly id: string;
  readonly level: Level;
  readonly point: Point;
  readonly text: string;
  /** Its title alone, where the whole has no room. */
  readonly short?: string;
  /** Its own place, when it is drawn beside it. */
  readonly foot?: Point;
}

/** `describe` writes the label: title and the figure that matters most. */
export function incidentMarks(
  incidents: readonly Incident[],
  describe: (incident: Incident) => string,
): IncidentMark[] {
  return incidents.map((incident) => ({
    id: incident.id,
    level: incident.grade,
    point: incident.place.point,
    text: describe(incident),
    short: incident.title,
  }));
}
