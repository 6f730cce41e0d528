import type { Level } from '@sitong/shared/kernel/level.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { LogEvent } from '@sitong/shared/protocol/catalogue.ts';
import { initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';

export const LANES = ['alarms', 'warnings', 'orders', 'decisions'] as const;
export type Lane = (typeof LANES)[number];

/** One thing on a lane of the bar: a level, an own team's step, or a decision. */
export interface Mark {
  readonly seq: number;
  readonly atMs: number;
  readonly lane: Lane;
  readonly look: { readonly kind: 'level'; readonly level: Level } | { readonly kind: 'own' | 'square' };
}

/** Levels of the warnings that were drafted before the first event. */
const levelsIn = (start: WorldState): Map<string, Level> =>
  new Map(Object.values(start.release.warnings).map(({ id, content }) => [id, content.level]));

/** What of the log stands on the bar; the rest is in its density. `start`: the state before the first event. */
export function marksOf(events: readonly LogEvent[], start: WorldState = initialWorld): Mark[] {
  const levels = levelsIn(start);
  return events.flatMap((event): Mark[] => {
    const mark = (lane: Lane, look: Mark['look']): Mark[] => [{ seq: event.seq, atMs: toMs(event.at), lane, look }];
    switch (event.type) {
      case 'AlarmRaised':
        return mark('alarms', { kind: 'level', level: event.body.priority });
      case 'IncomingWarningReceived':
        return mark('warnings', { kind: 'square' });
      case 'WarningDrafted':
        levels.set(event.body.warningId, event.body.content.level);
        return [];
      case 'WarningIssued':
        return mark('warnings', { kind: 'level', level: levels.get(event.body.warningId) ?? 4 });
      case 'CallEscalated':
        return mark('warnings', { kind: 'square' });
      case 'OrderSaved':
      case 'OrderAccepted':
        return mark('orders', { kind: 'own' });
      case 'TeamStatusChanged':
        return event.body.to === 'on_scene' ? mark('orders', { kind: 'own' }) : [];
      case 'ReportPhoned':
      case 'ReportSent':
      case 'IncidentReported':
      case 'IncidentGraded':
      case 'ResponseActivated':
      case 'ResponseAdjusted':
      case 'ResponseEnded':
      case 'SiteCommanderNamed':
        return mark('decisions', { kind: 'square' });
      default:
        return [];
    }
  });
}

/** How many events fell into each of `parts` equal parts of the time from start to end. */
export function densityOf(timesMs: readonly number[], startMs: number, endMs: number, parts: number): number[] {
  const counts = new Array<number>(parts).fill(0);
  const span = Math.max(1, endMs - startMs);
  for (const atMs of timesMs) {
    const part = Math.min(parts - 1, Math.max(0, Math.floor(((atMs - startMs) / span) * parts)));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

/** A moment one comes back to. */
export interface Moment {
  readonly atMs: number;
  readonly kind: 'incident' | 'first_order' | 'warning' | 'response' | 'rescued' | 'own';
  /** Number of the incident, where it is one. */
  readonly number?: number;
  /** What somebody wrote on it, where it is a bookmark. */
  readonly text?: string;
}

/** The turning points every review asks for, found in the log. */
export function turningPoints(events: readonly LogEvent[], start: WorldState = initialWorld): Moment[] {
  const moments: Moment[] = [];
  const levels = levelsIn(start);
  let ordered: 'no' | 'yes' = 'no';
  const trapped = new Map<string, number>();
  for (const event of events) {
    const atMs = toMs(event.at);
    switch (event.type) {
      case 'IncidentReported':
        moments.push({ atMs, kind: 'incident', number: event.body.number });
        break;
      case 'OrderSaved':
        if (ordered === 'no') moments.push({ atMs, kind: 'first_order' });
        ordered = 'yes';
        break;
      case 'WarningDrafted':
        levels.set(event.body.warningId, event.body.content.level);
        break;
      case 'WarningIssued':
        if (levels.get(event.body.warningId) === 1) moments.push({ atMs, kind: 'warning' });
        break;
      case 'ResponseActivated':
        moments.push({ atMs, kind: 'response' });
        break;
      case 'FigureRecorded': {
        const { incidentId, figure, value } = event.body;
        if (figure !== 'trapped') break;
        if (value === 0 && (trapped.get(incidentId) ?? 0) > 0) moments.push({ atMs, kind: 'rescued' });
        trapped.set(incidentId, value);
        break;
      }
      default:
        break;
    }
  }
  return moments;
}
