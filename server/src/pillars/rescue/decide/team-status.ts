import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { arrivalOf } from '@sitong/shared/pillars/rescue/arrival.ts';
import { canReportStatus, speaksFor } from '@sitong/shared/pillars/rescue/can.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { exclusiveOrderOf } from '@sitong/shared/pillars/rescue/public.ts';
import type { Order } from '@sitong/shared/pillars/rescue/state.ts';
import { isAtOrPast, skippedBetween } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem } from '../../deciding.ts';
import { orderAtHand, teamAtHand } from '../lookup.ts';
import { completion, impliedAcceptance } from './order-events.ts';
import { statusChange } from './team-events.ts';

type Of<T extends RescueIntent['type']> = Extract<RescueIntent, { type: T }>;

/** [RES-9] [RES-10] A state told by the team, or by voice and entered at a desk. */
export function reportTeamStatus(intent: Of<'ReportTeamStatus'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = teamAtHand(context, intent.team);
  if (!found.ok) return found;
  const { team, now } = found.value;
  const may = allowed(canReportStatus(now, team, intent.to, doer.value));
  if (!may.ok) return may;
  const cause = speaksFor(doer.value, team) === 'own' ? 'person' : 'voice';
  if (intent.cause !== cause && intent.cause !== 'voice') return refuse('cause_not_yours', { allowed: cause });
  const attached = exclusiveOrderOf(context.state.rescue, team.id);
  // A phone that was offline may speak of an order long over: it must not move the present one.
  if (intent.orderId !== undefined && now?.orderId !== intent.orderId) {
    return refuse('other_order', attached === undefined ? undefined : { order: shownNumber('D', attached.number) });
  }
  const { to, reason, point } = intent;
  const change = statusChange(
    team,
    now,
    {
      to,
      cause: intent.cause,
      skipped: skippedBetween(now?.status ?? 'available', to),
      ...(attached === undefined ? {} : { orderId: attached.id }),
      ...(reason === undefined ? {} : { reason }),
      ...(point === undefined ? {} : { point }),
    },
    { observedAt: intent.observedAt },
  );
  const byVoice = intent.cause === 'voice';
  return ok({
    events: [...(attached === undefined ? [] : impliedOnOrder(attached, intent, byVoice)), change],
    reads: attached === undefined ? [] : [`order/${attached.id}`],
  });
}

function impliedOnOrder(order: Order, intent: Of<'ReportTeamStatus'>, byVoice: boolean): readonly NewEvent[] {
  const over = isAtOrPast(intent.to, 'done') ? [completion(order, intent.reason ?? '', undefined)] : [];
  return [...impliedAcceptance(order, byVoice), ...over];
}

/** [RES-13] The geofence noticed a team at its destination. */
export function noticeArrival(intent: Of<'NoticeArrival'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const found = orderAtHand(context, intent.orderId);
  if (!found.ok) return found;
  const { order, team, now } = found.value;
  if (order.team !== intent.team) return refuse('other_order', { order: shownNumber('D', order.number) });
  const fix = { point: intent.point, observedMs: toMs(intent.observedAt), receivedMs: context.nowMs };
  const arrival = arrivalOf(order, now, fix, context.practice);
  if (arrival.arrived === 'no') return refuse(arrival.code);
  const skipped = skippedBetween(now?.status ?? 'available', 'on_scene');
  return ok({
    events: [
      statusChange(
        team,
        now,
        { to: 'on_scene', cause: 'geofence', orderId: order.id, skipped, point: intent.point },
        { observedAt: intent.observedAt },
      ),
    ],
    reads: [`order/${order.id}`],
  });
}
