import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order, RescueState } from '@sitong/shared/pillars/rescue/state.ts';

/** How much an order asks for: unaccepted first, oldest on top; then those at work, newest first; then the ended. */
function rank(order: Order): number {
  if (!isOpenOrder(order)) return order.status === 'declined' ? 1 : 3;
  return order.status === 'accepted' ? 2 : 0;
}

const savedMs = (order: Order): number => Date.parse(order.steps.saved ?? '');

/** Orders of the shift: those still in the open state, trouble first. */
export function orderRows(orders: RescueState['orders']): Order[] {
  return Object.values(orders).sort((a, b) => {
    const by = rank(a) - rank(b);
    if (by !== 0) return by;
    return rank(a) === 0 ? savedMs(a) - savedMs(b) : b.number - a.number;
  });
}

/** Mean seconds from saving to acceptance; undefined when nobody has accepted yet. */
export function meanAcceptS(orders: readonly Order[]): number | undefined {
  const spans = orders.flatMap(({ steps }) =>
    steps.accepted === undefined || steps.saved === undefined
      ? []
      : [(Date.parse(steps.accepted) - Date.parse(steps.saved)) / 1000],
  );
  return spans.length === 0 ? undefined : spans.reduce((sum, span) => sum + span, 0) / spans.length;
}

/** An order nobody has accepted: its age since saving runs on screen. */
export function isUnaccepted(order: Order): boolean {
  return isOpenOrder(order) && order.status !== 'accepted';
}
