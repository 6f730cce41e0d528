import type { Skill, TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, RescueState, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { Unit } from '@sitong/shared/protocol/down.ts';
import { columnOf, type TeamColumn, teamColumns } from '../team-marks.ts';

/** One team on the board. Made anew only when its row, state, order or unit changes. */
export interface BoardTeam {
  readonly id: string;
  readonly team: TeamRow;
  readonly now: TeamNow | undefined;
  readonly order: Order | undefined;
  readonly column: TeamColumn;
  /** Index into the position columns; −1: no terminal. */
  readonly unit: number;
  readonly otherOrders: number;
}

export type Board = Readonly<Record<TeamColumn, readonly BoardTeam[]>>;

/** Kept between calls, so that a row nothing happened to stays the same object. */
export type BoardMemory = Map<string, BoardTeam>;

export function boardOf(
  teams: readonly TeamRow[],
  state: Pick<RescueState, 'teams' | 'orders'>,
  units: readonly Unit[],
  wanted: readonly Skill[],
  memory: BoardMemory,
): Board {
  const unitOf = new Map<string, number>();
  for (const { team, index } of units) if (team !== undefined && !unitOf.has(team)) unitOf.set(team, index);
  const load = new Map<string, number>();
  for (const order of Object.values(state.orders))
    if (isOpenOrder(order)) load.set(order.team, (load.get(order.team) ?? 0) + 1);
  const board: Record<TeamColumn, BoardTeam[]> = { available: [], out: [], on_scene: [], returning: [], off_duty: [] };
  for (const team of teams) {
    if (wanted.length > 0 && !wanted.some((skill) => team.skills.includes(skill))) continue;
    const now = state.teams[team.id];
    const order = now?.orderId === undefined ? undefined : state.orders[now.orderId];
    const unit = unitOf.get(team.id) ?? -1;
    const otherOrders = (load.get(team.id) ?? 0) - (order !== undefined && isOpenOrder(order) ? 1 : 0);
    const before = memory.get(team.id);
    const same =
      before !== undefined &&
      before.team === team &&
      before.now === now &&
      before.order === order &&
      before.unit === unit &&
      before.otherOrders === otherOrders;
    const row: BoardTeam = same
      ? before
      : { id: team.id, team, now, order, column: columnOf(now?.status ?? 'available'), unit, otherOrders };
    memory.set(team.id, row);
    board[row.column].push(row);
  }
  // Who came to this state last stands on top; those nothing ever happened to keep the county's order.
  for (const column of teamColumns)
    board[column].sort((a, b) => Date.parse(b.now?.since ?? '') - Date.parse(a.now?.since ?? '') || 0);
  return board;
}
