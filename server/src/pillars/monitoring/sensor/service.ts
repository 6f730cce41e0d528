import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canPutSensorBack, canTakeSensorOut } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends MonitoringIntent['type']> = Extract<MonitoringIntent, { type: T }>;

/** MON-10 */
export function takeSensorOut(intent: Of<'TakeSensorOut'>, context: DecideContext): Decision<Decided> {
  const sensor = context.county.sensors.get(intent.sensor);
  const can = canTakeSensorOut(context.state.monitoring, sensor, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (sensor === undefined) return refuse('unknown_sensor');
  const visible = { division: sensor.division, audience: [] };
  const body = { sensor: sensor.id, reason: intent.reason };
  return decided([event(`sensor/${sensor.id}`, 'SensorTakenOut', visible, body)]);
}

export function putSensorBack(intent: Of<'PutSensorBack'>, context: DecideContext): Decision<Decided> {
  const { monitoring } = context.state;
  const can = canPutSensorBack(monitoring, intent.sensor, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  const out = monitoring.sensorsOut[intent.sensor];
  if (out === undefined) return refuse('not_out_of_service');
  return decided([event(`sensor/${intent.sensor}`, 'SensorPutBack', out, { sensor: intent.sensor })]);
}
