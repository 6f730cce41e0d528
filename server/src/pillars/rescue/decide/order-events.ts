import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { ORDER_STEPS, type OrderStep } from '@sitong/shared/pillars/rescue/events.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { rescueEvent } from '../facts.ts';
import { orderSeen } from '../lookup.ts';

/** [RES-6] Rungs below `step` that nobody has told. */
export function skippedBelow(order: Order, step: OrderStep): OrderStep[] {
  return ORDER_STEPS.slice(0, ORDER_STEPS.indexOf(step)).filter((rung) => order.steps[rung] === undefined);
}

export function acceptance(order: Order, voice: boolean): NewEvent {
  return rescueEvent('OrderAccepted', `order/${order.id}`, orderSeen(order), {
    orderId: order.id,
    voice,
    skipped: skippedBelow(order, 'accepted'),
  });
}

/** A team that reports a later state has plainly accepted: [RES-7] the missing acceptance is written with it. */
export function impliedAcceptance(order: Order, voice: boolean): readonly NewEvent[] {
  return order.status === 'accepted' ? [] : [acceptance(order, voice)];
}

export function completion(order: Order, result: string, moved: number | undefined): NewEvent {
  return rescueEvent('OrderCompleted', `order/${order.id}`, orderSeen(order), {
    orderId: order.id,
    result,
    ...(moved === undefined ? {} : { moved }),
  });
}
