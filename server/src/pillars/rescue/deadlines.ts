import type { StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { PracticeAt } from '@sitong/shared/kernel/practice.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { departureClock, type OrderClock, orderClocks, safetyDueMs } from '@sitong/shared/pillars/rescue/clocks.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { exclusiveOrderOf } from '@sitong/shared/pillars/rescue/public.ts';
import type { RescueState, TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import type { Deadline } from '../context.ts';

/**
 * Clocks running on one stream, `order/<id>` or `team/<id>`; ask again after each event on it. The due time
 * is part of the key: a clock that starts afresh (the next safety check) is another deadline.
 */
export function rescueDeadlines(
  stream: StreamName,
  state: RescueState,
  practiceAt: PracticeAt,
  county: CountyIndex,
): Deadline<RescueIntent>[] {
  const [kind, id] = stream.split('/');
  if (id === undefined) return [];
  if (kind === 'order') {
    const order = state.orders[id];
    return order === undefined ? [] : orderClocks(order, practiceAt).map((clock) => onOrder(id, clock));
  }
  const team = kind === 'team' ? state.teams[id] : undefined;
  return team === undefined ? [] : teamDeadlines(team, state, practiceAt, county);
}

function onOrder(orderId: string, clock: OrderClock): Deadline<RescueIntent> {
  return {
    key: `order/${orderId}/${clock.step}/${clock.dueMs}`,
    dueMs: clock.dueMs,
    intent: { type: 'EscalateOrder', orderId, step: clock.step, dueAt: toTimestamp(clock.dueMs) },
  };
}

function teamDeadlines(
  team: TeamNow,
  state: RescueState,
  practiceAt: PracticeAt,
  county: CountyIndex,
): Deadline<RescueIntent>[] {
  const found: Deadline<RescueIntent>[] = [];
  const order = exclusiveOrderOf(state, team.id);
  const row = county.teams.get(team.id);
  const depart = row === undefined ? undefined : departureClock(team, order, row.departWithinMin);
  if (order !== undefined && depart !== undefined) found.push(onOrder(order.id, depart));
  const safety = safetyDueMs(team, practiceAt);
  if (safety !== undefined) {
    found.push({
      key: `team/${team.id}/safety/${safety}`,
      dueMs: safety,
      intent: { type: 'MissSafetyCheck', team: team.id, dueAt: toTimestamp(safety) },
    });
  }
  return found;
}
