import { CAN, type Can, cannot, type Doer, isInCharge } from '../../kernel/can.ts';
import type { DivisionCode } from '../../kernel/division.ts';
import type { ClosingCheck } from './closing.ts';
import type { CommandState, Incident, IncidentStatus } from './state.ts';

/** A person with the posts held and stood in for, or the system itself, which no place holds back. */
export type Who = (Doer & { posts: readonly string[]; deputyFor: readonly string[] }) | 'system';

/** CMD-1: which status each act on an incident asks for. What is not listed asks only that it is not merged. */
const STATUS_FOR = {
  verify: ['reported'],
  respond: ['reported', 'verified'],
  control: ['verified', 'responding'],
  reopen: ['controlled', 'ended'],
  end: ['controlled'],
  close: ['ended'],
  merge: ['reported', 'verified', 'responding', 'controlled'],
  reverse_merge: ['merged'],
  void: ['reported', 'verified'],
} as const satisfies Record<string, readonly IncidentStatus[]>;

export type IncidentAct = keyof typeof STATUS_FOR | 'edit';

/** Acting needs the place in one's own subtree; the big screen never acts. */
export function mayActIn(who: Who, division: DivisionCode): Can {
  if (who === 'system') return CAN;
  if (who.roles.includes('wall')) return cannot('wall_never_acts');
  return isInCharge(who, division) ? CAN : cannot('outside_own_division', { division });
}

/** CMD-1, CMD-2 */
export function canActOnIncident(incident: Incident | undefined, act: IncidentAct, who: Who): Can {
  if (incident === undefined) return cannot('incident_not_open');
  const may = mayActIn(who, incident.division);
  if (may.allowed === 'no') return may;
  const needed: readonly IncidentStatus[] | undefined = act === 'edit' ? undefined : STATUS_FOR[act];
  const fits = needed === undefined ? incident.status !== 'merged' : needed.includes(incident.status);
  return fits
    ? CAN
    : cannot('wrong_status', { status: incident.status, ...(needed ? { needed: needed.join(' ') } : {}) });
}

/**
 * CMD-3: figures and notes come also from those who work on the incident: `teamsWorking` are the teams with
 * an open order for it.
 */
export function canTellAboutIncident(incident: Incident | undefined, who: Who, teamsWorking: readonly string[]): Can {
  const can = canActOnIncident(incident, 'edit', who);
  if (can.allowed === 'yes' || incident === undefined || who === 'system' || can.code !== 'outside_own_division')
    return can;
  const works = who.teams.some((team) => teamsWorking.includes(team));
  const reported = incident.audience.includes(`person:${who.person}`);
  if (!works && !reported) return can;
  return incident.status === 'merged' ? cannot('wrong_status', { status: incident.status }) : CAN;
}

/** CMD-8, CMD-9 */
export function canClose(incident: Incident | undefined, who: Who, checks: readonly ClosingCheck[]): Can {
  const can = canActOnIncident(incident, 'close', who);
  if (can.allowed === 'no' || incident === undefined) return can;
  const failing = checks.filter((check) => check.open > 0);
  if (failing.length > 0) {
    const counts = Object.fromEntries(failing.map(({ condition, open }) => [condition, open]));
    return cannot('conditions_not_met', { failing: failing.map(({ condition }) => condition).join(' '), ...counts });
  }
  if (incident.grade <= 2 && who !== 'system' && who.person === incident.owner) return cannot('second_person_needed');
  return CAN;
}

/** CMD-30: a drill's clock and end; the live world knows neither. */
export function canSteerDrill(state: CommandState, world: string, who: Who): Can {
  if (world === 'live') return cannot('live_world');
  if (who !== 'system' && who.roles.includes('wall')) return cannot('wall_never_acts');
  const drill = state.drills['drill'];
  if (drill === undefined) return cannot('drill_not_started');
  return drill.status === 'ended' ? cannot('drill_ended') : CAN;
}
