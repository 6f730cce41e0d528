import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { departureClock, type OrderClock, orderClocks } from '@sitong/shared/pillars/rescue/clocks.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, fromSystem, lateBy } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { type OrderAtHand, orderAtHand, orderSeen } from '../lookup.ts';

type Escalate = Extract<RescueIntent, { type: 'EscalateOrder' }>;

function runningClock(found: OrderAtHand, step: Escalate['step'], context: DecideContext): OrderClock | undefined {
  if (step !== 'not_departed') return orderClocks(found.order, context.practiceAt).find((clock) => clock.step === step);
  if (found.now === undefined || found.attached === 'beside') return undefined;
  return departureClock(found.now, found.order, found.team.departWithinMin);
}

/** [RES-11] [RES-12] A clock ran out. Fired late (after a restart) it says by how much; overtaken, it does nothing. */
export function escalateOrder(intent: Escalate, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const clock = runningClock(found.value, intent.step, context);
  if (clock === undefined || clock.dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due', { step: intent.step });
  const late = lateBy(context, clock.dueMs);
  if (!late.ok) return late;
  const { order, team } = found.value;
  const body = {
    orderId: order.id,
    step: intent.step,
    dueAt: intent.dueAt,
    lateS: late.value,
  };
  return ok({
    events: [rescueEvent('OrderEscalated', `order/${order.id}`, orderSeen(order), body)],
    reads: intent.step === 'not_departed' ? [`team/${team.id}`] : [],
  });
}
