import { CAN, type Can, cannot, type Doer, isInCharge } from '../../kernel/can.ts';
import type { DivisionCode } from '../../kernel/division.ts';
import type { Practice } from '../../kernel/practice.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Alarm, MonitoringState } from './state.ts';

/** A person, or the system itself (rules, doors, clocks, reactions), which no place holds back. */
export type Who = Doer | 'system';

/** Acting needs the place in one's own subtree; the big screen never acts. */
function mayActIn(who: Who, division: DivisionCode): Can {
  if (who === 'system') return CAN;
  if (who.roles.includes('wall')) return cannot('wall_never_acts');
  return isInCharge(who, division) ? CAN : cannot('outside_own_division', { division });
}

/** MON-12: what everyone needs to act on an alarm at all. */
export function canActOnAlarm(alarm: Alarm | undefined, who: Who): Can {
  if (alarm === undefined) return cannot('alarm_not_open');
  return mayActIn(who, alarm.division);
}

/** MON-1 */
export function canAcknowledge(alarm: Alarm | undefined, who: Who): Can {
  const may = canActOnAlarm(alarm, who);
  if (may.allowed === 'no' || alarm === undefined) return may;
  return alarm.status === 'acked' ? cannot('already_acknowledged', { by: alarm.acked?.by ?? '' }) : CAN;
}

/** MON-7, without the time, which a screen has not asked for yet. */
export function canShelve(alarm: Alarm | undefined, who: Who): Can {
  const may = canActOnAlarm(alarm, who);
  if (may.allowed === 'no' || alarm === undefined) return may;
  if (alarm.priority === 1) return cannot('red_never_shelved');
  return alarm.shelved === undefined ? CAN : cannot('already_shelved', { until: alarm.shelved.until });
}

/** MON-7: not longer than one shift. */
export function mayShelveUntil(untilMs: number, nowMs: number, practice: Practice): Can {
  if (untilMs <= nowMs) return cannot('time_is_past');
  const maxH = practice.alarm.shelveMaxH;
  return untilMs - nowMs <= maxH * HOUR_MS ? CAN : cannot('shelved_too_long', { maxH });
}

export function canUnshelve(alarm: Alarm | undefined, who: Who): Can {
  const may = canActOnAlarm(alarm, who);
  if (may.allowed === 'no' || alarm === undefined) return may;
  return alarm.shelved === undefined ? cannot('not_shelved') : CAN;
}

/** MON-10 */
export function canTakeSensorOut(
  state: MonitoringState,
  sensor: { id: string; division: DivisionCode } | undefined,
  who: Who,
): Can {
  if (sensor === undefined) return cannot('unknown_sensor');
  const may = mayActIn(who, sensor.division);
  if (may.allowed === 'no') return may;
  return state.sensorsOut[sensor.id] === undefined ? CAN : cannot('already_out_of_service');
}

export function canPutSensorBack(state: MonitoringState, sensor: string, who: Who): Can {
  const out = state.sensorsOut[sensor];
  return out === undefined ? cannot('not_out_of_service') : mayActIn(who, out.division);
}
