import type { Alarm, IncomingWarning, MonitoringState } from './state.ts';
import { sensorOf } from './subject.ts';

/** Lookups other pillars may ask. */

export function alarmsOf(state: MonitoringState, incidentId: string): Alarm[] {
  return Object.values(state.alarms).filter((alarm) => alarm.incidentId === incidentId);
}

export function openAlarm(state: MonitoringState, id: string): Alarm | undefined {
  return state.alarms[id];
}

export function incomingInForce(state: MonitoringState, id: string): IncomingWarning | undefined {
  return state.incoming[id];
}

export type Overlay = 'none' | 'shelved' | 'out_of_service';

/** 搁置 and 停用 lie over an alarm's status; the status itself goes on underneath. */
export function overlayOf(state: MonitoringState, alarm: Alarm): Overlay {
  const sensor = sensorOf(alarm.cause);
  if (sensor !== undefined && state.sensorsOut[sensor] !== undefined) return 'out_of_service';
  return alarm.shelved === undefined ? 'none' : 'shelved';
}
