import { type ById, drop, type NumberSeries, patch, put, type Visible } from '../../kernel/collection.ts';
import type { Point } from '../../kernel/geo.ts';
import type { Level } from '../../kernel/level.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { AlarmCause, MonitoringEvent } from './events.ts';

export type AlarmStatus = 'unacked' | 'acked' | 'returned';

export interface Alarm extends Visible {
  id: string;
  number: number;
  priority: Level;
  status: AlarmStatus;
  cause: AlarmCause;
  point: Point | undefined;
  raisedAt: Timestamp;
  /** Last change of the condition itself: raised, returned or raised again. */
  changedAt: Timestamp;
  toggles: number;
  acked: { by: string; at: Timestamp } | undefined;
  owner: string;
  seat: string;
  incidentId: string | undefined;
  shelved: { reason: string; until: Timestamp; by: string } | undefined;
  escalated: 'none' | 'banner' | 'leader' | 'deputy';
}

type ReceivedBody = Extract<MonitoringEvent, { type: 'IncomingWarningReceived' }>['body'];
export interface IncomingWarning extends Visible, ReceivedBody {
  receivedAt: Timestamp;
}

export interface SensorOut extends Visible {
  sensor: string;
  reason: string;
  by: string;
  at: Timestamp;
}

export interface MonitoringState {
  alarms: ById<Alarm>;
  incoming: ById<IncomingWarning>;
  sensorsOut: ById<SensorOut>;
  numbers: ById<NumberSeries>;
}

export const initialMonitoring: MonitoringState = { alarms: {}, incoming: {}, sensorsOut: {}, numbers: {} };

/** Who may see a stream follows its newest event. */
function seen(event: MonitoringEvent): Visible {
  return { division: event.division, audience: event.audience };
}

function onAlarm(
  state: MonitoringState,
  event: MonitoringEvent,
  id: string,
  change: (alarm: Alarm) => Alarm,
): MonitoringState {
  return { ...state, alarms: patch(state.alarms, id, (alarm) => ({ ...change(alarm), ...seen(event) })) };
}

export function evolveMonitoring(state: MonitoringState, event: MonitoringEvent): MonitoringState {
  switch (event.type) {
    case 'AlarmRaised': {
      const { alarmId, number, priority, cause, point, incidentId, owner, seat } = event.body;
      const alarm: Alarm = {
        id: alarmId,
        number,
        priority,
        status: 'unacked',
        cause,
        point,
        raisedAt: event.at,
        changedAt: event.at,
        toggles: 0,
        acked: undefined,
        owner,
        seat,
        incidentId,
        shelved: undefined,
        escalated: 'none',
        ...seen(event),
      };
      return { ...state, alarms: put(state.alarms, alarmId, alarm) };
    }
    case 'AlarmAcknowledged':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({
        ...alarm,
        status: 'acked',
        acked: { by: event.actor.person, at: event.at },
        owner: event.actor.person,
      }));
    case 'AlarmReturned':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({
        ...alarm,
        status: 'returned',
        changedAt: event.at,
      }));
    case 'AlarmReraised':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({
        ...alarm,
        status: 'unacked',
        changedAt: event.at,
        toggles: alarm.toggles + 1,
        escalated: 'none',
      }));
    case 'AlarmCleared':
      return { ...state, alarms: drop(state.alarms, event.body.alarmId) };
    case 'AlarmShelved':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({
        ...alarm,
        shelved: { reason: event.body.reason, until: event.body.until, by: event.actor.person },
      }));
    case 'AlarmUnshelved':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({ ...alarm, shelved: undefined }));
    case 'AlarmOwnerChanged':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({
        ...alarm,
        owner: event.body.owner,
        seat: event.body.seat,
      }));
    case 'AlarmLinked':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({ ...alarm, incidentId: event.body.incidentId }));
    case 'AlarmEscalated':
      return onAlarm(state, event, event.body.alarmId, (alarm) => ({ ...alarm, escalated: event.body.step }));
    case 'AlarmNumberTaken':
      return { ...state, numbers: put(state.numbers, 'alarm', { last: event.body.n, ...seen(event) }) };
    case 'IncomingWarningReceived':
      return {
        ...state,
        incoming: put(state.incoming, event.body.incomingId, { ...event.body, receivedAt: event.at, ...seen(event) }),
      };
    case 'IncomingWarningEnded':
      return { ...state, incoming: drop(state.incoming, event.body.incomingId) };
    case 'SensorTakenOut':
      return {
        ...state,
        sensorsOut: put(state.sensorsOut, event.body.sensor, {
          sensor: event.body.sensor,
          reason: event.body.reason,
          by: event.actor.person,
          at: event.at,
          ...seen(event),
        }),
      };
    case 'SensorPutBack':
      return { ...state, sensorsOut: drop(state.sensorsOut, event.body.sensor) };
    default:
      return assertNever(event);
  }
}
