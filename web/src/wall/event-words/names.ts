import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { formatMinute } from '../../ui/format/time.ts';
import type { Lookup } from './told.ts';

/** Names behind the ids of events: what the county, the open state or an earlier event told, else a plain word. */

export function personName({ county, t }: Lookup, id: string): string {
  return id === 'system' ? t('duty:system') : (county.persons.get(id)?.name ?? id);
}

export function teamName({ county }: Lookup, id: string): string {
  return county.teams.get(id)?.name ?? id;
}

export function postName({ county }: Lookup, id: string): string {
  return county.posts.get(id)?.name ?? id;
}

export function sensorName({ county }: Lookup, id: string): string {
  return county.sensors.get(id)?.name ?? id;
}

export function incidentName({ state, t, past }: Lookup, id: string): string {
  const incident = state.command.incidents[id];
  return incident === undefined
    ? (past.get(id) ?? t('duty:gone.incident'))
    : `${shownNumber('I', incident.number)} ${incident.title}`;
}

export function incidentNumber({ state, t, past }: Lookup, id: string): string {
  const incident = state.command.incidents[id];
  return incident === undefined ? (past.get(id) ?? t('duty:gone.incident')) : shownNumber('I', incident.number);
}

export function orderName(look: Lookup, id: string): string {
  const order = look.state.rescue.orders[id];
  return order === undefined
    ? (look.past.get(id) ?? look.t('duty:gone.order'))
    : `${shownNumber('D', order.number)} ${teamName(look, order.team)}`;
}

export function alarmNumber({ state, t, past }: Lookup, id: string): string {
  const alarm = state.monitoring.alarms[id];
  return alarm === undefined ? (past.get(id) ?? t('duty:gone.alarm')) : shownNumber('A', alarm.number);
}

export function warningName({ state, t }: Lookup, id: string): string {
  return state.release.warnings[id]?.content.headline ?? t('duty:gone.warning');
}

export function callName(look: Lookup, id: string): string {
  const call = look.state.release.calls[id];
  return call === undefined ? look.t('duty:gone.call') : personName(look, call.person);
}

export function reportName({ state, t }: Lookup, id: string): string {
  const report = state.release.reports[id];
  return report === undefined
    ? t('duty:gone.report')
    : `${shownNumber('R', report.number)} ${t(`release:reportKind.${report.kind}`)}`;
}

export function taskName({ state, t }: Lookup, id: string): string {
  const task = state.command.tasks[id];
  return task === undefined ? t('duty:gone.task') : `${shownNumber('T', task.number)} ${task.title}`;
}

export function responseName({ state, t }: Lookup, id: string): string {
  const response = state.command.responses[id];
  if (response === undefined) return t('duty:gone.response');
  return `${t(`command:hazard.${response.hazard}`)}${t(`command:response.${response.level}`)}`;
}

export const minute = (at: string): string => formatMinute(Date.parse(at));
