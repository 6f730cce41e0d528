import { assertNever } from '../../kernel/refusal.ts';
import type { AlarmCause } from './events.ts';

/** What an alarm is about. Two open alarms about the same matter are one too many (MON-4, MON-5). */
export function subjectOf(cause: AlarmCause): string {
  switch (cause.kind) {
    case 'threshold':
      return `sensor/${cause.sensor}/${cause.quantity}`;
    case 'sensor_silent':
      return `sensor/${cause.sensor}/silent`;
    case 'incoming_warning':
      return `incoming/${cause.identifier}`;
    case 'order_escalated':
      return `order/${cause.order}`;
    case 'call_unanswered':
      return `call/${cause.call}`;
    case 'help':
      return `help/${cause.team}/${cause.help}`;
    case 'safety_missed':
      return `safety/${cause.team}`;
    case 'position_lost':
      return `position/${cause.team}`;
    case 'report_due':
      return `report/${cause.report}/${cause.which}`;
    case 'task_overdue':
      return `task/${cause.task}`;
    case 'countersign_due':
      return `countersign/${cause.subject}`;
    case 'source_lost':
      return `source/${cause.source}`;
    default:
      return assertNever(cause);
  }
}

/** The sensor an alarm stands on, where it stands on one. */
export function sensorOf(cause: AlarmCause): string | undefined {
  return cause.kind === 'threshold' || cause.kind === 'sensor_silent' ? cause.sensor : undefined;
}
