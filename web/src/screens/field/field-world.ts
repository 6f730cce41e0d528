import { PRACTICE_KEY, type PracticeSchedule } from '@sitong/shared/kernel/practice-schedule.ts';
import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { nothingToSign, type ToSign, toSignOf } from './to-sign.ts';

/** What a card says of the incident of its order. Its text, its caller and who works there stay off the phone. */
export type FieldIncident = Pick<Incident, 'id' | 'number' | 'grade'>;

const brief = new WeakMap<Incident, FieldIncident>();

/** The same object for the same incident, so that a message which changes none of this draws nothing. */
function briefOf(incident: Incident): FieldIncident {
  const known = brief.get(incident);
  if (known !== undefined) return known;
  const { id, number, grade } = incident;
  const made = { id, number, grade };
  brief.set(incident, made);
  return made;
}

/** The part of the world this person's phone shows and keeps: own orders and calls, and what they speak of. */
export interface FieldWorld {
  orders: readonly Order[];
  team: TeamNow | undefined;
  incidents: readonly FieldIncident[];
  calls: readonly Call[];
  warnings: readonly Warning[];
  drill: 'live' | 'drill';
  /** Local practice, kept with the rest: clocks run without a line too. */
  practice: PracticeSchedule | undefined;
  toSign: ToSign;
}

export const emptyFieldWorld: FieldWorld = {
  orders: [],
  team: undefined,
  incidents: [],
  calls: [],
  warnings: [],
  drill: 'live',
  practice: undefined,
  toSign: nothingToSign,
};

/** Called oneself, or reached by escalation: a superior's phone does not answer for every village below. */
function isForMe(call: Call, person: string): boolean {
  return call.person === person || call.escalated.some((step) => step.person === person);
}

type FieldReader = Pick<SessionInfo, 'person' | 'teams' | 'posts' | 'deputyFor'>;

/** Pure: narrows a replica to what concerns this person. A lead of several teams works with the first. */
export function fieldWorldOf(state: WorldState, session: FieldReader): FieldWorld {
  const [teamId] = session.teams;
  const orders = Object.values(state.rescue.orders).filter(({ team }) => session.teams.includes(team));
  const calls = Object.values(state.release.calls).filter((call) => isForMe(call, session.person));
  const incidentIds = new Set(orders.map(({ incidentId }) => incidentId));
  const warningIds = new Set(calls.map(({ warningId }) => warningId));
  return {
    orders,
    team: teamId === undefined ? undefined : state.rescue.teams[teamId],
    incidents: Object.values(state.command.incidents)
      .filter(({ id }) => incidentIds.has(id))
      .map(briefOf),
    calls,
    warnings: Object.values(state.release.warnings).filter(({ id }) => warningIds.has(id)),
    drill: state.command.drills['drill'] === undefined ? 'live' : 'drill',
    practice: state.command.practice[PRACTICE_KEY],
    toSign: toSignOf(state, session),
  };
}

/** Entities are never changed in place, so equal members mean that nothing of this concerns the phone anew. */
export function sameFieldWorld(a: FieldWorld, b: FieldWorld): boolean {
  const same = (x: readonly object[], y: readonly object[]): boolean =>
    x.length === y.length && x.every((one, i) => one === y[i]);
  return (
    a.team === b.team &&
    a.drill === b.drill &&
    a.practice === b.practice &&
    same(a.orders, b.orders) &&
    same(a.incidents, b.incidents) &&
    same(a.calls, b.calls) &&
    same(a.warnings, b.warnings) &&
    same(a.toSign.warnings, b.toSign.warnings) &&
    same(a.toSign.responses, b.toSign.responses) &&
    same(a.toSign.reports, b.toSign.reports)
  );
}
