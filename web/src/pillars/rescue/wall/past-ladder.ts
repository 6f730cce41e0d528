import { ORDER_STEPS, type OrderStep } from '@sitong/shared/pillars/rescue/events.ts';
import type { OrderRow } from '@sitong/shared/protocol/order-row.ts';
import type { LadderStep } from '../../../ui/ladder.tsx';

/**
 * The ladder of an order that is over, as far as the list of orders tells it: one that was accepted or done climbed
 * all of it, one that was declined was read; of one withdrawn before that only the first step is sure.
 */
export function pastLadder(
  { status, acceptedAt }: Pick<OrderRow, 'status' | 'acceptedAt'>,
  label: (step: OrderStep) => string,
): LadderStep[] {
  const reached = acceptedAt !== null || status === 'completed' ? 5 : status === 'declined' ? 4 : 1;
  return ORDER_STEPS.map((step, n) => ({
    id: step,
    label: label(step),
    state: n < reached ? 'done' : status === 'declined' && step === 'accepted' ? 'failed' : 'pending',
  }));
}
