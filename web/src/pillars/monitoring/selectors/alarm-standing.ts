import { type DivisionCode, divisionRank } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { HOUR_MS, toMs } from '@sitong/shared/kernel/time.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';

/** An alarm this near to an incident is shown with it, and offered to be linked to it (P). */
export const NEAR_M = 5000;
/** What rose this long before an incident was reported may have announced it (P); older alarms are another matter. */
const BEFORE_MS = 6 * HOUR_MS;

/** An incident as far as alarms are grouped by it. */
export interface IncidentAt {
  readonly id: string;
  readonly number: number;
  readonly grade: Level;
  /** Only an open one draws alarms near it; one that is over keeps those linked to it. */
  readonly status: 'open' | 'over';
  /** Where what is linked to it stands, once it has been merged into another. */
  readonly mergedInto: string | undefined;
  readonly point: Point;
  readonly division: DivisionCode;
  readonly reportedMs: number;
}

/** `linked`: somebody or a rule said so. `near`: it only stands here, by place and time, until somebody does. */
export interface Standing {
  readonly incidentId: string;
  readonly how: 'linked' | 'near';
}

/** Which alarm stands with which incident, and in what order incidents are listed. */
export interface Surroundings {
  readonly standingOf: (alarm: Alarm) => Standing | undefined;
  /** Graver incidents first, then older ones: an order that no alarm changes. */
  readonly orderOf: (incidentId: string) => number;
}

/** Where nothing is known of incidents but the link itself. */
export const byLinkAlone: Surroundings = {
  standingOf: ({ incidentId }) => (incidentId === undefined ? undefined : { incidentId, how: 'linked' }),
  orderOf: () => 0,
};

/** A degree of latitude, metres: what lies further north or south than is near needs no reckoning. */
const DEGREE_M = 111_000;

function isNear(alarm: Alarm, at: Point | undefined, { status, point, division, reportedMs }: IncidentAt): boolean {
  if (status !== 'open' || toMs(alarm.changedAt) < reportedMs - BEFORE_MS) return false;
  if (at === undefined) return divisionRank(division) === 'village' && alarm.division === division;
  return Math.abs(at.lat - point.lat) * DEGREE_M <= NEAR_M && distanceM(at, point) <= NEAR_M;
}

/**
 * Alarms among incidents: with the one they are linked to; else with the nearest open one, when place and time agree;
 * else with none. `pointOf`: where an alarm is, undefined when it is about a place as a whole.
 */
export function surroundingsOf(
  incidents: readonly IncidentAt[],
  pointOf: (alarm: Alarm) => Point | undefined,
): Surroundings {
  const known = new Map(incidents.map((incident) => [incident.id, incident]));
  const order = new Map(
    incidents.toSorted((a, b) => a.grade - b.grade || a.number - b.number).map(({ id }, place) => [id, place]),
  );
  /** Merged ones lead to the one they are in; a ring of them, which no rule makes, leads nowhere. */
  const headOf = (id: string): string | undefined => {
    let at = known.get(id);
    for (let step = 0; at?.mergedInto !== undefined && step < incidents.length; step += 1)
      at = known.get(at.mergedInto);
    return at?.mergedInto === undefined ? at?.id : undefined;
  };
  const open = incidents.filter(({ status, mergedInto }) => status === 'open' && mergedInto === undefined);
  const find = (alarm: Alarm): Standing | undefined => {
    const linked = alarm.incidentId === undefined ? undefined : headOf(alarm.incidentId);
    if (linked !== undefined) return { incidentId: linked, how: 'linked' };
    const at = pointOf(alarm);
    let best: { id: string; m: number; number: number } | undefined;
    for (const incident of open) {
      if (!isNear(alarm, at, incident)) continue;
      const { id, number } = incident;
      const m = at === undefined ? 0 : distanceM(at, incident.point);
      if (best === undefined || m < best.m || (m === best.m && number < best.number)) best = { id, m, number };
    }
    return best === undefined ? undefined : { incidentId: best.id, how: 'near' };
  };
  // An alarm is another object when anything about it has changed.
  const found = new WeakMap<Alarm, { readonly standing: Standing | undefined }>();
  return {
    standingOf: (alarm) => {
      const before = found.get(alarm);
      if (before !== undefined) return before.standing;
      const standing = find(alarm);
      found.set(alarm, { standing });
      return standing;
    },
    orderOf: (id) => order.get(id) ?? incidents.length,
  };
}
