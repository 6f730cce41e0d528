import type { NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, fromSystem } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { orderAtHand, orderSeen } from '../lookup.ts';
import { withdrawal } from './order-end.ts';

type Release = Extract<RescueIntent, { type: 'ReleaseIncidentOrders' }>;

/**
 * [RES-16] An incident is over: its finished orders leave the open state. An order still open (the incident
 * was void, or an order raced its closing) is withdrawn first, so that no team stays bound to nothing.
 */
export function releaseIncidentOrders(intent: Release, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const orders = Object.values(context.state.rescue.orders).filter((order) => order.incidentId === intent.incidentId);
  if (orders.length === 0) return refuse('nothing_to_release');
  const events: NewEvent[] = [];
  const reads: StreamName[] = [];
  for (const order of orders) {
    const found = orderAtHand(context, order.id);
    if (isOpenOrder(order) && found.ok) {
      events.push(...withdrawal(found.value, 'incident_over', 'closure'));
      reads.push(`team/${order.team}`);
    }
    events.push(rescueEvent('OrderArchived', `order/${order.id}`, orderSeen(order), { orderId: order.id }));
  }
  return ok({ events, reads });
}
