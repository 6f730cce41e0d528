import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canAccept, canReachStep } from '@sitong/shared/pillars/rescue/can.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { orderAtHand, orderSeen } from '../lookup.ts';
import { acceptance, skippedBelow } from './order-events.ts';
import { statusChange } from './team-events.ts';

type Of<T extends RescueIntent['type']> = Extract<RescueIntent, { type: T }>;

/** 已送: a channel took the order. Each further channel (SMS, then a call) is added. */
export function markOrderSent(intent: Of<'MarkOrderSent'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const order = context.state.rescue.orders[intent.orderId];
  if (order === undefined) return refuse('unknown_order', { order: intent.orderId });
  if (!isOpenOrder(order))
    return refuse('order_ended', { order: shownNumber('D', order.number), status: order.status });
  const { orderId, channels } = intent;
  return ok({
    events: [rescueEvent('OrderSent', `order/${orderId}`, orderSeen(order), { orderId, channels })],
    reads: [],
  });
}

/** [RES-5] 已达: stored on the device and told by the device itself. */
export function confirmDelivery(intent: Of<'ConfirmDelivery'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team } = found.value;
  const may = allowed(canReachStep(order, team, 'delivered', doer.value));
  if (!may.ok) return may;
  const body = {
    orderId: order.id,
    device: intent.device,
    skipped: skippedBelow(order, 'delivered'),
    ...(intent.batteryPct === undefined ? {} : { batteryPct: intent.batteryPct }),
  };
  return ok({ events: [rescueEvent('OrderDelivered', `order/${order.id}`, orderSeen(order), body)], reads: [] });
}

/** 已读: opened by a person. */
export function readOrder(intent: Of<'ReadOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team } = found.value;
  const may = allowed(canReachStep(order, team, 'read', doer.value));
  if (!may.ok) return may;
  const body = { orderId: order.id, skipped: skippedBelow(order, 'read') };
  return ok({ events: [rescueEvent('OrderRead', `order/${order.id}`, orderSeen(order), body)], reads: [] });
}

/** [RES-7] 已接, by the leader or by voice. */
export function acceptOrder(intent: Of<'AcceptOrder'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team, now, attached } = found.value;
  const may = allowed(canAccept(order, team, intent.voice, doer.value));
  if (!may.ok) return may;
  const cause = intent.voice ? 'voice' : 'person';
  return ok({
    events: [
      acceptance(order, intent.voice),
      ...(attached === 'attached' ? [statusChange(team, now, { to: 'accepted', cause, orderId: order.id })] : []),
    ],
    reads: [`team/${team.id}`],
  });
}
