import type { Who } from '@sitong/shared/pillars/monitoring/can.ts';
import type { MonitoringEvent } from '@sitong/shared/pillars/monitoring/events.ts';
import type { DecideContext } from '../context.ts';
import { eventMaker } from '../new-event.ts';

export const event = eventMaker<MonitoringEvent>();

export function whoActs({ sender }: DecideContext): Who {
  return sender.kind === 'system' ? 'system' : sender.session;
}
