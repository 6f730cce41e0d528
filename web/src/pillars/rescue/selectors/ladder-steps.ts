import { ORDER_STEPS, type OrderStep } from '@sitong/shared/pillars/rescue/events.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatTimeExact } from '../../../ui/format/time.ts';
import type { LadderStep, StepState } from '../../../ui/ladder.tsx';

export interface LadderWords {
  readonly step: (step: OrderStep) => string;
  readonly waiting: (span: string) => string;
  /** How a reached step is known. */
  readonly proof: (step: OrderStep, order: Order) => string;
  /** Why a step has not been reached. */
  readonly missing: (step: OrderStep, order: Order) => string;
}

/**
 * The rungs of an order with time and proof. A rung passed over (accepted before a reading receipt came) counts
 * as done without a time of its own; the first unreached one of an open order is waited for.
 */
export function ladderSteps(order: Order, nowMs: number, words: LadderWords): LadderStep[] {
  const reached = ORDER_STEPS.reduce((top, step, i) => (order.steps[step] === undefined ? top : i), -1);
  return ORDER_STEPS.map((step, i) => {
    const state = stateOf(order, i, reached);
    const at = order.steps[step];
    const since = Date.parse(order.steps[ORDER_STEPS[reached] ?? 'saved'] ?? order.steps.saved ?? '');
    return {
      id: step,
      label: words.step(step),
      state,
      ...(at !== undefined ? { time: formatTimeExact(Date.parse(at)) } : {}),
      ...(state === 'waiting' ? { time: words.waiting(formatStopwatch(nowMs - since)) } : {}),
      proof: state === 'done' ? words.proof(step, order) : state === 'waiting' ? words.missing(step, order) : '',
    };
  });
}

function stateOf(order: Order, rung: number, reached: number): StepState {
  if (rung <= reached) return 'done';
  if (order.status === 'declined' && rung === ORDER_STEPS.length - 1) return 'failed';
  return isOpenOrder(order) && rung === reached + 1 ? 'waiting' : 'pending';
}
