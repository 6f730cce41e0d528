import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { MonitoringEvent } from '@sitong/shared/pillars/monitoring/events.ts';
import { causeWords } from '../../pillars/monitoring/selectors/cause-words.ts';
import { formatNumber } from '../../ui/format/number.ts';
import { alarmNumber, incidentName, minute, personName, sensorName } from './names.ts';
import type { Lookup, Tellers } from './told.ts';

/** The standing alarm's own title; a cleared one is known by its number in the sentence before. */
function standing(look: Lookup, id: string): string {
  const alarm = look.state.monitoring.alarms[id];
  return alarm === undefined ? '' : causeWords(alarm.cause, look.county, look.causeT).title;
}

function incomingTitle({ state, t }: Lookup, id: string): string {
  return state.monitoring.incoming[id]?.headline ?? t('duty:gone.incoming');
}

export const monitoringTellers: Tellers<MonitoringEvent['type']> = {
  AlarmRaised: ({ body }, look) => ({
    kind: 'alarm',
    level: body.priority,
    ...(body.priority === 1 ? { mark: 'turning' } : {}),
    values: { number: shownNumber('A', body.number), ...causeWords(body.cause, look.county, look.causeT) },
  }),
  AlarmAcknowledged: ({ body, actor }, look) => ({
    kind: 'alarm',
    ...(body.note === undefined || body.note === '' ? {} : { variant: 'note' }),
    values: {
      alarm: `${alarmNumber(look, body.alarmId)} ${standing(look, body.alarmId)}`.trim(),
      by: personName(look, actor.person),
      note: body.note ?? '',
    },
  }),
  AlarmReturned: ({ body }, look) => ({
    kind: 'alarm',
    ...(body.value === undefined ? {} : { variant: 'value' }),
    values: {
      alarm: `${alarmNumber(look, body.alarmId)} ${standing(look, body.alarmId)}`.trim(),
      value: formatNumber(body.value ?? 0, 2),
    },
  }),
  AlarmReraised: ({ body }, look) => ({
    kind: 'alarm',
    level: look.state.monitoring.alarms[body.alarmId]?.priority ?? 3,
    values: { alarm: `${alarmNumber(look, body.alarmId)} ${standing(look, body.alarmId)}`.trim() },
  }),
  AlarmCleared: ({ body, actor }, look) => ({
    kind: 'alarm',
    ...(body.reason === 'acknowledged' ? { variant: 'person' } : {}),
    values: {
      alarm: alarmNumber(look, body.alarmId),
      by: personName(look, actor.person),
      reason: look.t(`duty:cleared.${body.reason}`),
    },
  }),
  AlarmShelved: ({ body }, look) => ({
    kind: 'alarm',
    values: { alarm: alarmNumber(look, body.alarmId), reason: body.reason, until: minute(body.until) },
  }),
  AlarmUnshelved: ({ body }, look) => ({
    kind: 'alarm',
    values: { alarm: alarmNumber(look, body.alarmId), why: look.t(`duty:unshelved.${body.why}`) },
  }),
  AlarmOwnerChanged: ({ body }, look) => ({
    kind: 'alarm',
    values: { alarm: alarmNumber(look, body.alarmId), owner: personName(look, body.owner), seat: body.seat },
  }),
  AlarmLinked: ({ body }, look) => ({
    kind: 'alarm',
    values: { alarm: alarmNumber(look, body.alarmId), incident: incidentName(look, body.incidentId) },
  }),
  AlarmEscalated: ({ body }, look) => ({
    kind: 'alarm',
    level: 1,
    values: {
      alarm: `${alarmNumber(look, body.alarmId)} ${standing(look, body.alarmId)}`.trim(),
      step: look.t(`duty:escalated.${body.step}`),
    },
  }),
  AlarmNumberTaken: ({ body }) => ({ kind: 'alarm', quiet: 'quiet', values: { n: body.n } }),
  IncomingWarningReceived: ({ body }, look) => ({
    kind: 'warning',
    mark: 'document',
    ...(body.level === undefined ? {} : { level: body.level }),
    values: {
      sender: body.senderName,
      headline: body.headline,
      area: body.areaText,
      signature: look.t(`monitoring:signature.${body.signature}`),
    },
  }),
  IncomingWarningEnded: ({ body }, look) => ({
    kind: 'warning',
    values: { headline: incomingTitle(look, body.incomingId), how: look.t(`duty:incomingEnded.${body.how}`) },
  }),
  SensorTakenOut: ({ body, actor }, look) => ({
    kind: 'source',
    values: { sensor: sensorName(look, body.sensor), reason: body.reason, by: personName(look, actor.person) },
  }),
  SensorPutBack: ({ body, actor }, look) => ({
    kind: 'source',
    values: { sensor: sensorName(look, body.sensor), by: personName(look, actor.person) },
  }),
};
