import { type DivisionCode, divisionRank, isWithin, townOf } from '../../kernel/division.ts';
import { distanceM, type Point } from '../../kernel/geo.ts';
import { shownNumber } from '../../kernel/ids.ts';
import type { Skill, TeamRow } from '../../kernel/master/teams.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import { HELP_KINDS, type TeamStatus } from './events.ts';
import { exclusiveOrderOf, isOpenOrder } from './public.ts';
import type { RescueState, TeamNow } from './state.ts';
import { isOut } from './team-ladder.ts';

/** By road, one way. */
export interface Travel {
  minutes: number;
  km: number;
}

export interface TeamPresence {
  point: Point;
  /** Seconds since the fix. */
  ageS: number;
}

export interface TeamNeed {
  destination: { point: Point; division: DivisionCode };
  skills: readonly Skill[];
  headcount?: number;
  /** World time, ms. */
  arriveByMs?: number;
}

export interface Recommending {
  nowMs: number;
  state: RescueState;
  teams: readonly TeamRow[];
  /** `undefined`: no road joins the two. */
  travel: (from: Point, to: Point) => Travel | undefined;
  presence: (team: string) => TeamPresence | undefined;
  /** Free teams a town should keep for itself (P). */
  keepAtHome: number;
  /** A fix older than this no longer says where a team is; lost after five minutes (ux §1.5). */
  lostAfterS: number;
}

/** Why a row stands where it stands; screens make the sentence. */
export interface Reason {
  code:
    | 'all_skills'
    | 'missing_skills'
    | 'too_few_people'
    | 'in_time'
    | 'late'
    | 'from_position'
    | 'from_base'
    | 'still_out'
    | 'other_orders'
    | 'leaves_home_thin';
  facts?: NonNullable<Refusal['facts']>;
}

export interface Candidate {
  team: string;
  status: TeamStatus;
  travel: Travel;
  /** Minutes from now until it can be there: getting ready, then the road. */
  arrivalMin: number;
  /** Minutes to spare before the deadline; negative is late; absent without a deadline. */
  slackMin: number | undefined;
  missingSkills: readonly Skill[];
  otherOrders: number;
  reasons: readonly Reason[];
}

export interface LeftOut {
  team: string;
  code: 'off_duty' | 'busy' | 'asks_help' | 'no_skill' | 'no_road';
  facts?: NonNullable<Refusal['facts']>;
}

export interface Recommendation {
  ranked: readonly Candidate[];
  leftOut: readonly LeftOut[];
}

/** [RES-17] A table to choose from, never a choice. */
export function recommendTeams(need: TeamNeed, given: Recommending): Recommendation {
  const ranked: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  for (const team of given.teams) {
    const out = whyLeftOut(team, need, given.state);
    if (out !== undefined) {
      leftOut.push(out);
      continue;
    }
    const candidate = candidateOf(team, need, given);
    if (candidate !== undefined) ranked.push(candidate);
    else
      leftOut.push({
        team: team.id,
        code: 'no_road',
        facts: { straightKm: straightKm(team.base, need.destination.point) },
      });
  }
  return { ranked: ranked.sort(byWorth), leftOut };
}

function straightKm(from: Point, to: Point): number {
  return Math.round(distanceM(from, to) / 100) / 10;
}

function whyLeftOut(team: TeamRow, need: TeamNeed, state: RescueState): LeftOut | undefined {
  const now = state.teams[team.id];
  if (now?.status === 'off_duty')
    return { team: team.id, code: 'off_duty', ...(now.reason ? { facts: { reason: now.reason } } : {}) };
  const order = exclusiveOrderOf(state, team.id);
  if (order !== undefined) return { team: team.id, code: 'busy', facts: { order: shownNumber('D', order.number) } };
  const help = HELP_KINDS.find((kind) => now?.help[kind] !== undefined);
  if (help !== undefined) return { team: team.id, code: 'asks_help', facts: { help } };
  const none = need.skills.length > 0 && !need.skills.some((skill) => team.skills.includes(skill));
  return none ? { team: team.id, code: 'no_skill', facts: { needed: need.skills.join(' ') } } : undefined;
}

/** Where the team sets out from: a live position, else its base. */
function startOf(team: TeamRow, given: Recommending): { point: Point; reason: Reason } {
  const seen = given.presence(team.id);
  if (seen !== undefined && seen.ageS <= given.lostAfterS) {
    return { point: seen.point, reason: { code: 'from_position', facts: { ageS: Math.round(seen.ageS) } } };
  }
  return {
    point: team.base,
    reason: { code: 'from_base', ...(seen ? { facts: { lostS: Math.round(seen.ageS) } } : {}) },
  };
}

function candidateOf(team: TeamRow, need: TeamNeed, given: Recommending): Candidate | undefined {
  const now = given.state.teams[team.id];
  const start = startOf(team, given);
  const travel = given.travel(start.point, need.destination.point);
  if (travel === undefined) return undefined;
  const status = now?.status ?? 'available';
  const arrivalMin = readyMin(team, now) + travel.minutes;
  const slackMin = need.arriveByMs === undefined ? undefined : (need.arriveByMs - given.nowMs) / MINUTE_MS - arrivalMin;
  const missingSkills = need.skills.filter((skill) => !team.skills.includes(skill));
  const otherOrders = Object.values(given.state.orders).filter(
    (order) => order.team === team.id && isOpenOrder(order),
  ).length;
  return {
    team: team.id,
    status,
    travel,
    arrivalMin,
    slackMin,
    missingSkills,
    otherOrders,
    reasons: [
      skillReason(missingSkills),
      ...timeReason(slackMin),
      start.reason,
      ...(isOut(status) ? [{ code: 'still_out', facts: { status } } satisfies Reason] : []),
      ...(otherOrders > 0 ? [{ code: 'other_orders', facts: { orders: otherOrders } } satisfies Reason] : []),
      ...headcountReason(team, need),
      ...homeReason(team, need, given),
    ],
  };
}

/** A team still in the field is ready; one at its base takes the minutes it is allowed. */
function readyMin(team: TeamRow, now: TeamNow | undefined): number {
  return now !== undefined && isOut(now.status) ? 0 : team.departWithinMin;
}

function skillReason(missing: readonly Skill[]): Reason {
  return missing.length === 0
    ? { code: 'all_skills' }
    : { code: 'missing_skills', facts: { missing: missing.join(' ') } };
}

function timeReason(slackMin: number | undefined): Reason[] {
  if (slackMin === undefined) return [];
  const minutes = Math.round(Math.abs(slackMin));
  return [{ code: slackMin < 0 ? 'late' : 'in_time', facts: { minutes } }];
}

function headcountReason(team: TeamRow, need: TeamNeed): Reason[] {
  if (need.headcount === undefined || team.members >= need.headcount) return [];
  return [{ code: 'too_few_people', facts: { members: team.members, needed: need.headcount } }];
}

function isFree(team: TeamRow, state: RescueState): boolean {
  return (
    (state.teams[team.id]?.status ?? 'available') === 'available' && exclusiveOrderOf(state, team.id) === undefined
  );
}

/** Sending a town's team elsewhere would leave fewer free teams at home than the town should keep. */
function homeReason(team: TeamRow, need: TeamNeed, given: Recommending): Reason[] {
  const rank = divisionRank(team.division);
  if (rank !== 'town' && rank !== 'village') return [];
  const home = townOf(team.division);
  if (isWithin(need.destination.division, home)) return [];
  const left = given.teams.filter(
    (other) => other.id !== team.id && isWithin(other.division, home) && isFree(other, given.state),
  ).length;
  return left < given.keepAtHome ? [{ code: 'leaves_home_thin', facts: { division: home, left } }] : [];
}

function has(candidate: Candidate, code: Reason['code']): number {
  return candidate.reasons.some((reason) => reason.code === code) ? 1 : 0;
}

function byWorth(a: Candidate, b: Candidate): number {
  return (
    a.missingSkills.length - b.missingSkills.length ||
    has(a, 'late') - has(b, 'late') ||
    has(a, 'too_few_people') - has(b, 'too_few_people') ||
    has(a, 'leaves_home_thin') - has(b, 'leaves_home_thin') ||
    a.arrivalMin - b.arrivalMin ||
    a.team.localeCompare(b.team)
  );
}
