import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { ok } from '@sitong/shared/kernel/refusal.ts';
import { canChangeOrder, canComplete, canDecline, speaksFor } from '@sitong/shared/pillars/rescue/can.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { skippedBetween } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { type OrderAtHand, orderAtHand, orderSeen } from '../lookup.ts';
import { completion, impliedAcceptance } from './order-events.ts';
import { standsFree, statusChange } from './team-events.ts';

type Of<T extends RescueIntent['type']> = Extract<RescueIntent, { type: T }>;

/** [RES-7] 拒绝 with its reason; the team is free at once. */
export function declineOrder(intent: Of<'DeclineOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team, now, attached } = found.value;
  const may = allowed(canDecline(order, team, doer.value));
  if (!may.ok) return may;
  const { reason } = intent;
  return ok({
    events: [
      rescueEvent('OrderDeclined', `order/${order.id}`, orderSeen(order), { orderId: order.id, reason }),
      ...(attached === 'attached'
        ? [statusChange(team, now, { to: 'available', cause: 'order', orderId: order.id, reason })]
        : []),
    ],
    reads: [`team/${team.id}`],
  });
}

/** [RES-8] A change is a new version of the same order. */
export function reviseOrder(intent: Of<'ReviseOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order } = found.value;
  const may = allowed(canChangeOrder(order, doer.value));
  if (!may.ok) return may;
  const { orderId, content, reason } = intent;
  return ok({
    events: [rescueEvent('OrderRevised', `order/${orderId}`, orderSeen(order), { orderId, content, reason })],
    reads: [],
  });
}

/** What taking an order back writes, whoever takes it back. */
export function withdrawal(found: OrderAtHand, reason: string, cause: 'order' | 'closure'): readonly NewEvent[] {
  const { order, team, now, attached } = found;
  const to = standsFree(now?.status ?? 'available');
  return [
    rescueEvent('OrderWithdrawn', `order/${order.id}`, orderSeen(order), { orderId: order.id, reason }),
    ...(attached === 'attached' ? [statusChange(team, now, { to, cause, orderId: order.id, reason })] : []),
  ];
}

export function withdrawOrder(intent: Of<'WithdrawOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const may = allowed(canChangeOrder(found.value.order, doer.value));
  if (!may.ok) return may;
  return ok({ events: withdrawal(found.value, intent.reason, 'order'), reads: [`team/${found.value.team.id}`] });
}

/** [RES-10] 完成: the order is completed and its team done, with every step between recorded as skipped. */
export function completeOrder(intent: Of<'CompleteOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team, now, attached } = found.value;
  const may = allowed(canComplete(order, team, doer.value));
  if (!may.ok) return may;
  const cause = speaksFor(doer.value, team, order) === 'own' ? 'person' : 'voice';
  const skipped = skippedBetween(now?.status ?? 'available', 'done');
  return ok({
    events: [
      ...impliedAcceptance(order, cause === 'voice'),
      completion(order, intent.result, intent.moved),
      ...(attached === 'attached' ? [statusChange(team, now, { to: 'done', cause, orderId: order.id, skipped })] : []),
    ],
    reads: [`team/${team.id}`],
  });
}
