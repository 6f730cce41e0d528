import type { PracticeAt } from '../../kernel/practice.ts';
import { MINUTE_MS, SECOND_MS, toMs } from '../../kernel/time.ts';
import { isOpenOrder } from './public.ts';
import type { Order, OrderEscalation, TeamNow } from './state.ts';

/** A running clock; screens count down to it, the deadline service fires at it. World time in ms. */
export interface OrderClock {
  step: OrderEscalation;
  dueMs: number;
  /** How long it runs, ms: by the practice of when it began. */
  runsMs: number;
}

/**
 * [RES-11] Clocks of an order nobody has accepted: each runs from the moment it was saved, by the practice of
 * that moment, and fires once.
 */
export function orderClocks(order: Order, practiceAt: PracticeAt): OrderClock[] {
  if (!isOpenOrder(order) || order.status === 'accepted' || order.steps.saved === undefined) return [];
  const savedMs = toMs(order.steps.saved);
  const reached = order.steps.delivered !== undefined || order.steps.read !== undefined;
  const { undeliveredS, reRingS, offerNextS, leaderS } = practiceAt(savedMs).order;
  const all: [OrderEscalation, number][] = [
    ...(reached ? [] : [['undelivered', undeliveredS] satisfies [OrderEscalation, number]]),
    ['re_ring', reRingS],
    ['offer_next', offerNextS],
    ['leader', leaderS],
  ];
  return all
    .filter(([step]) => order.escalated[step] === undefined)
    .map(([step, afterS]) => ({ step, dueMs: savedMs + afterS * SECOND_MS, runsMs: afterS * SECOND_MS }));
}

/** [RES-12] Accepted but not 出动 within the minutes allowed to this team. */
export function departureClock(
  team: TeamNow,
  order: Order | undefined,
  departWithinMin: number,
): OrderClock | undefined {
  if (order === undefined || !isOpenOrder(order) || order.steps.accepted === undefined) return undefined;
  if (team.status !== 'accepted' && team.status !== 'mustering') return undefined;
  if (order.escalated.not_departed !== undefined) return undefined;
  const runsMs = departWithinMin * MINUTE_MS;
  return { step: 'not_departed', dueMs: toMs(order.steps.accepted) + runsMs, runsMs };
}

/** [RES-14] Next safety check of a team on site: from its arrival, its last word, or the last miss. */
export function safetyDueMs(team: TeamNow, practiceAt: PracticeAt): number | undefined {
  if (team.status !== 'on_scene' && team.status !== 'working') return undefined;
  const heard = [team.since, team.safetyAt, team.safetyMissedAt].map((at) => (at === undefined ? 0 : toMs(at)));
  const beganMs = Math.max(...heard);
  return beganMs + practiceAt(beganMs).order.safetyCheckMin * MINUTE_MS;
}
