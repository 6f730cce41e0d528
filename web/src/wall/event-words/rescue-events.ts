import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { RescueEvent } from '@sitong/shared/pillars/rescue/events.ts';
import { incidentNumber, minute, orderName, personName, teamName } from './names.ts';
import type { Tellers } from './told.ts';

export const rescueTellers: Tellers<RescueEvent['type']> = {
  OrderNumberTaken: ({ body }) => ({ kind: 'order', quiet: 'quiet', values: { n: body.n } }),
  OrderSaved: ({ body }, look) => ({
    kind: 'order',
    mark: 'turning',
    ...(body.content.arriveBy === undefined ? {} : { variant: 'due' }),
    values: {
      number: shownNumber('D', body.number),
      team: teamName(look, body.team),
      task: body.content.task,
      place: body.content.destination.name,
      incident: incidentNumber(look, body.incidentId),
      due: body.content.arriveBy === undefined ? '' : minute(body.content.arriveBy),
    },
  }),
  OrderRevised: ({ body }, look) => ({
    kind: 'order',
    values: { order: orderName(look, body.orderId), task: body.content.task, reason: body.reason },
  }),
  OrderSent: ({ body }, look) => ({
    kind: 'order',
    quiet: 'quiet',
    values: {
      order: orderName(look, body.orderId),
      channels: body.channels
        .map(({ channel, simulated }) =>
          simulated
            ? look.t('duty:simulated', { channel: look.t(`release:channel.${channel}`) })
            : look.t(`release:channel.${channel}`),
        )
        .join(' '),
    },
  }),
  OrderDelivered: ({ body }, look) => ({
    kind: 'order',
    quiet: 'quiet',
    values: { order: orderName(look, body.orderId), device: body.device },
  }),
  OrderRead: ({ body }, look) => ({
    kind: 'order',
    quiet: 'quiet',
    values: { order: orderName(look, body.orderId) },
  }),
  OrderAccepted: ({ body }, look) => ({
    kind: 'order',
    ...(body.voice ? { variant: 'voice' } : {}),
    values: { order: orderName(look, body.orderId) },
  }),
  OrderDeclined: ({ body }, look) => ({
    kind: 'order',
    values: { order: orderName(look, body.orderId), reason: body.reason },
  }),
  OrderEscalated: ({ body }, look) => ({
    kind: 'order',
    values: { order: orderName(look, body.orderId), step: look.t(`rescue:escalation.${body.step}`) },
  }),
  OrderCompleted: ({ body }, look) => ({
    kind: 'order',
    ...(body.moved === undefined ? {} : { variant: 'moved' }),
    values: { order: orderName(look, body.orderId), result: body.result, moved: body.moved ?? 0 },
  }),
  OrderWithdrawn: ({ body }, look) => ({
    kind: 'order',
    values: { order: orderName(look, body.orderId), reason: body.reason },
  }),
  OrderArchived: ({ body }, look) => ({
    kind: 'order',
    quiet: 'quiet',
    values: { order: orderName(look, body.orderId) },
  }),
  TeamStatusChanged: ({ body }, look) => ({
    kind: 'team',
    ...(body.reason === undefined || body.reason === '' ? {} : { variant: 'reason' }),
    values: {
      team: teamName(look, body.team),
      status: look.t(`rescue:teamStatus.${body.to}`),
      order: body.orderId === undefined ? '' : orderPlace(look, body.orderId),
      reason: body.reason ?? '',
    },
  }),
  HelpRequested: ({ body }, look) => ({
    kind: 'site',
    level: body.kind === 'sos' || body.kind === 'injured' ? 1 : 2,
    mark: 'turning',
    values: { team: teamName(look, body.team), help: look.t(`rescue:help.${body.kind}`), text: body.text },
  }),
  HelpAnswered: ({ body, actor }, look) => ({
    kind: 'site',
    ...(body.how === 'cancelled' ? { variant: 'cancelled' } : {}),
    values: { team: teamName(look, body.team), by: personName(look, actor.person), text: body.text },
  }),
  SafetyConfirmed: ({ body }, look) => ({
    kind: 'team',
    ...(body.headcount === undefined ? {} : { variant: 'headcount' }),
    values: { team: teamName(look, body.team), headcount: body.headcount ?? 0 },
  }),
  SafetyCheckMissed: ({ body }, look) => ({
    kind: 'team',
    values: { team: teamName(look, body.team), due: minute(body.dueAt) },
  }),
};

function orderPlace(look: Parameters<Tellers<'OrderRead'>['OrderRead']>[1], orderId: string): string {
  return look.state.rescue.orders[orderId]?.content.destination.name ?? '';
}
