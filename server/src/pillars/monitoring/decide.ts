import { assertNever, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { PERMISSIONS } from '@sitong/shared/protocol/permissions.ts';
import type { Decide } from '../context.ts';
import { escalateAlarm } from './alarm/escalate.ts';
import { acknowledgeAlarm, returnAlarm, settleAlarm } from './alarm/lifecycle.ts';
import { linkAlarm, takeAlarm } from './alarm/own.ts';
import { raiseAlarm } from './alarm/raise.ts';
import { shelveAlarm, unshelveAlarm, unshelveExpired } from './alarm/shelve.ts';
import { endIncomingWarning, receiveIncomingWarning } from './incoming/incoming.ts';
import { putSensorBack, takeSensorOut } from './sensor/service.ts';

/** Rules: shared/src/pillars/monitoring/RULES.md. Role permission was checked before. */
export const decideMonitoring: Decide<MonitoringIntent> = (intent, context) => {
  if (context.sender.kind === 'person' && PERMISSIONS[intent.type] === 'internal') return refuse('system_only');
  switch (intent.type) {
    case 'AcknowledgeAlarm':
      return acknowledgeAlarm(intent, context);
    case 'ShelveAlarm':
      return shelveAlarm(intent, context);
    case 'UnshelveAlarm':
      return unshelveAlarm(intent, context);
    case 'TakeAlarm':
      return takeAlarm(intent, context);
    case 'LinkAlarm':
      return linkAlarm(intent, context);
    case 'TakeSensorOut':
      return takeSensorOut(intent, context);
    case 'PutSensorBack':
      return putSensorBack(intent, context);
    case 'RaiseAlarm':
      return raiseAlarm(intent, context);
    case 'ReturnAlarm':
      return returnAlarm(intent, context);
    case 'SettleAlarm':
      return settleAlarm(intent, context);
    case 'EscalateAlarm':
      return escalateAlarm(intent, context);
    case 'UnshelveExpired':
      return unshelveExpired(intent, context);
    case 'ReceiveIncomingWarning':
      return receiveIncomingWarning(intent, context);
    case 'EndIncomingWarning':
      return endIncomingWarning(intent, context);
    default:
      return assertNever(intent);
  }
};
