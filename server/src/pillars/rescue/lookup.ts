import type { TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { DecideContext } from '../context.ts';
import type { Seen } from '../deciding.ts';

/** An order with its team: every order rule looks at both. */
export interface OrderAtHand {
  order: Order;
  team: TeamRow;
  now: TeamNow | undefined;
  /** The order the team is attached to is this one. */
  attached: 'attached' | 'beside';
}

export function orderAtHand(context: DecideContext, orderId: string): Decision<OrderAtHand> {
  const order = context.state.rescue.orders[orderId];
  if (order === undefined) return refuse('unknown_order', { order: orderId });
  const team = context.county.teams.get(order.team);
  if (team === undefined) return refuse('unknown_team', { team: order.team });
  const now = context.state.rescue.teams[order.team];
  const attached = now?.orderId === order.id && isOpenOrder(order) ? 'attached' : 'beside';
  return ok({ order, team, now, attached });
}

export function teamAtHand(
  context: DecideContext,
  teamId: string,
): Decision<{ team: TeamRow; now: TeamNow | undefined }> {
  const team = context.county.teams.get(teamId);
  if (team === undefined) return refuse('unknown_team', { team: teamId });
  return ok({ team, now: context.state.rescue.teams[teamId] });
}

/** A team is seen at home, by itself, and wherever it has been sent so far. */
export function teamSeen(team: TeamRow, now: TeamNow | undefined): Seen {
  const own = [`team:${team.id}`, `person:${team.leader}`];
  return { division: team.division, audience: now === undefined || now.audience.length === 0 ? own : now.audience };
}

export function orderSeen(order: Order): Seen {
  return { division: order.division, audience: order.audience };
}
