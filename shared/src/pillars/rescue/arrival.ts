import { distanceM, type Point } from '../../kernel/geo.ts';
import type { Practice } from '../../kernel/practice.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { isOpenOrder } from './public.ts';
import type { Order, TeamNow } from './state.ts';

export interface Fix {
  point: Point;
  /** World time of the fix by the device, ms. */
  observedMs: number;
  /** World time it reached us, ms. */
  receivedMs: number;
}

export type Arrival =
  | { arrived: 'yes'; distanceM: number }
  | {
      arrived: 'no';
      code: 'no_order' | 'not_accepted' | 'not_on_the_way' | 'fix_too_old' | 'fix_from_future' | 'too_far';
      distanceM?: number;
    };

/**
 * [RES-13] Does this fix show that the team has arrived? Only a fresh one may: a terminal that sends
 * its buffer after a dead spot would otherwise "arrive" at a place it left an hour ago.
 */
export function arrivalOf(order: Order | undefined, team: TeamNow | undefined, fix: Fix, practice: Practice): Arrival {
  if (order === undefined || team === undefined || team.orderId !== order.id || !isOpenOrder(order)) {
    return { arrived: 'no', code: 'no_order' };
  }
  if (order.status !== 'accepted') return { arrived: 'no', code: 'not_accepted' };
  if (team.status !== 'departed' && team.status !== 'en_route') return { arrived: 'no', code: 'not_on_the_way' };
  const ageMs = fix.receivedMs - fix.observedMs;
  const maxAgeMs = practice.order.arrivalFixMaxAgeS * SECOND_MS;
  if (ageMs > maxAgeMs) return { arrived: 'no', code: 'fix_too_old' };
  if (ageMs < -maxAgeMs) return { arrived: 'no', code: 'fix_from_future' };
  const away = distanceM(fix.point, order.content.destination.point);
  if (away > practice.order.arrivalRadiusM) return { arrived: 'no', code: 'too_far', distanceM: away };
  return { arrived: 'yes', distanceM: away };
}
