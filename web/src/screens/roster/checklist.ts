import { type HandOverCheck, HandOverCheckSchema } from '@sitong/shared/pillars/command/events.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { needsAck } from '../../pillars/monitoring/selectors/alarm-list.ts';

/** What is handed over (ux §6.9), each counted from the state, never from memory. */
export const CHECKS = HandOverCheckSchema.options;
export type Check = HandOverCheck;

export type Counts = Readonly<Record<Exclude<Check, 'sound'>, number>>;

const WORKING = ['reported', 'verified', 'responding', 'controlled'];

export function handOverCounts(state: WorldState): Counts {
  const alarms = Object.values(state.monitoring.alarms);
  return {
    incidents: Object.values(state.command.incidents).filter(({ status }) => WORKING.includes(status)).length,
    alarms: alarms.filter(needsAck).length,
    shelved: alarms.filter(({ shelved }) => shelved !== undefined).length,
    orders: Object.values(state.rescue.orders).filter(isOpenOrder).length,
    reports: Object.values(state.release.reports).filter(({ status }) => status !== 'sent' && status !== 'received')
      .length,
    incoming: Object.keys(state.monitoring.incoming).length,
  };
}
