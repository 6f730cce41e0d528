import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { TeamKind, TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import type { TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import { exclusiveOrderOf } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, RescueState } from '@sitong/shared/pillars/rescue/state.ts';
import type { Unit } from '@sitong/shared/protocol/down.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { type Freshness, positionFreshness } from '../../ui/clock/freshness.ts';
import { estimatedArrivalMs } from './arrival.ts';

/** The five columns of the dispatch board (design §9). */
export const teamColumns = ['available', 'out', 'on_scene', 'returning', 'off_duty'] as const;
export type TeamColumn = (typeof teamColumns)[number];

export function columnOf(status: TeamStatus): TeamColumn {
  switch (status) {
    case 'available':
    case 'returned':
      return 'available';
    case 'ordered':
    case 'accepted':
    case 'mustering':
    case 'departed':
    case 'en_route':
      return 'out';
    case 'on_scene':
    case 'working':
    case 'done':
      return 'on_scene';
    case 'withdrawing':
      return 'returning';
    case 'off_duty':
      return 'off_duty';
    default:
      return status satisfies never;
  }
}

/** One letter for each kind of force, in the language on screen. */
export type KindGlyphs = Readonly<Record<TeamKind, string>>;

export interface ShelterMark {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly text: string;
  /** Its name alone, where the whole has no room. */
  readonly short?: string;
}

export interface TeamMark {
  readonly id: string;
  readonly name: string;
  readonly kind: TeamKind;
  readonly column: TeamColumn;
  readonly status: TeamStatus;
  readonly base: Point;
  readonly members: number;
  /** Index into the position columns; −1 when no terminal of this team is known. */
  readonly unit: number;
  readonly order: Order | undefined;
}

/** Every team of the county with its state now; one nothing has happened to is available at its base. */
export function teamMarks(
  teams: readonly TeamRow[],
  state: Pick<RescueState, 'teams' | 'orders'>,
  units: readonly Unit[],
): TeamMark[] {
  const unitOf = new Map<string, number>();
  for (const { team, index } of units) if (team !== undefined && !unitOf.has(team)) unitOf.set(team, index);
  return teams.map((team) => {
    const now = state.teams[team.id];
    const status = now?.status ?? 'available';
    return {
      id: team.id,
      name: team.name,
      kind: team.kind,
      column: columnOf(status),
      status,
      base: team.base,
      members: team.members,
      unit: unitOf.get(team.id) ?? -1,
      order: exclusiveOrderOf({ teams: state.teams, orders: state.orders, numbers: {} }, team.id),
    };
  });
}

/** Callers look at the clock in steps of ten seconds; a fix may be that much newer without being ahead of time. */
const coarseStepMs = 15_000;

/** How much is known of where a team is: `none` when no fix ever came. */
export type Standing = Freshness | 'none';

export function standingOf(mark: TeamMark, positions: PositionColumns, nowMs: number): Standing {
  const atMs = mark.unit < 0 ? 0 : (positions.atMs[mark.unit] ?? 0);
  if (atMs <= 0) return 'none';
  const ageMs = nowMs - atMs;
  return positionFreshness(ageMs < 0 && ageMs >= -coarseStepMs ? 0 : ageMs, 0);
}

/**
 * Teams whose own unit told its place within `lostMs`: a terminal that no team carries, or the second one of a team,
 * says nothing about how many teams can be found.
 */
export function positionedTeams(
  marks: readonly TeamMark[],
  positions: PositionColumns,
  nowMs: number,
  lostMs: number,
): number {
  let known = 0;
  for (const { unit } of marks) {
    const atMs = unit < 0 ? 0 : (positions.atMs[unit] ?? 0);
    if (atMs > 0 && nowMs - atMs < lostMs) known += 1;
  }
  return known;
}

/** Milliseconds since the last fix; undefined when none ever came. */
export function fixAgeMs(mark: TeamMark, positions: PositionColumns, nowMs: number): number | undefined {
  const atMs = mark.unit < 0 ? 0 : (positions.atMs[mark.unit] ?? 0);
  return atMs > 0 ? nowMs - atMs : undefined;
}

/** When a team under way will be there; undefined when it stands or its last fix is not fresh. */
export function arrivalOf(mark: TeamMark, positions: PositionColumns, nowMs: number): number | undefined {
  if (mark.order === undefined || mark.column !== 'out' || standingOf(mark, positions, nowMs) !== 'fresh')
    return undefined;
  const fix = {
    lon: positions.lonLat[2 * mark.unit] ?? mark.base.lon,
    lat: positions.lonLat[2 * mark.unit + 1] ?? mark.base.lat,
    speedKmh: positions.speedKmh[mark.unit] ?? 0,
    atMs: positions.atMs[mark.unit] ?? 0,
  };
  return estimatedArrivalMs(fix, mark.order.content.destination.point);
}

/** Slower than this a team stands: it heads nowhere. */
export const movingKmh = 3;

/** Writes where the team stands: its last fix, else its base. */
export function placeTeam(mark: TeamMark, positions: PositionColumns, into: number[]): void {
  const known = mark.unit >= 0 && (positions.atMs[mark.unit] ?? 0) > 0;
  into[0] = known ? (positions.lonLat[2 * mark.unit] ?? mark.base.lon) : mark.base.lon;
  into[1] = known ? (positions.lonLat[2 * mark.unit + 1] ?? mark.base.lat) : mark.base.lat;
}
