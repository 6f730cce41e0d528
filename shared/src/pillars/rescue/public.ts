import { toMs } from '../../kernel/time.ts';
import type { Order, RescueState, TeamNow } from './state.ts';

/** Lookups other pillars may ask. */

const OPEN: readonly Order['status'][] = ['saved', 'sent', 'delivered', 'read', 'accepted'];

export function isOpenOrder(order: Order): boolean {
  return OPEN.includes(order.status);
}

/** The one open exclusive order of a team; a team's state points to it. */
export function exclusiveOrderOf(state: RescueState, team: string): Order | undefined {
  const orderId = state.teams[team]?.orderId;
  const order = orderId === undefined ? undefined : state.orders[orderId];
  return order !== undefined && isOpenOrder(order) ? order : undefined;
}

export function openOrdersOf(state: RescueState, incidentId: string): Order[] {
  return Object.values(state.orders).filter((order) => order.incidentId === incidentId && isOpenOrder(order));
}

/**
 * Teams that were under an order for the incident at a moment: what was seen then is theirs to tell, also when the order
 * is over by the time it arrives from a phone that had no line. Milliseconds since 1970 UTC.
 */
export function teamsUnderOrderAt(state: RescueState, incidentId: string, atMs: number): string[] {
  return Object.values(state.orders)
    .filter(({ incidentId: about, steps, ended }) => {
      if (about !== incidentId || steps.saved === undefined || toMs(steps.saved) > atMs) return false;
      return ended === undefined || atMs <= toMs(ended.at);
    })
    .map(({ team }) => team);
}

/** Teams still attached to an incident: closing it must not leave one behind. */
export function teamsAttachedTo(state: RescueState, incidentId: string): TeamNow[] {
  return Object.values(state.teams).filter((team) => {
    const order = team.orderId === undefined ? undefined : state.orders[team.orderId];
    return order?.incidentId === incidentId;
  });
}
