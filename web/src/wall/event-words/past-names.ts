import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { causeWords } from '../../pillars/monitoring/selectors/cause-words.ts';
import type { Lookup } from './told.ts';

/** The id and the name an event gives to what it makes; undefined for every other event. */
export function namedBy(envelope: Envelope, look: Omit<Lookup, 'past'>): readonly [string, string] | undefined {
  if (!['AlarmRaised', 'IncidentReported', 'OrderSaved'].includes(envelope.type)) return undefined;
  const { event } = parseEvent(envelope);
  switch (event.type) {
    case 'AlarmRaised': {
      const { title } = causeWords(event.body.cause, look.county, look.causeT);
      return [event.body.alarmId, `${shownNumber('A', event.body.number)} ${title}`];
    }
    case 'IncidentReported':
      return [event.body.incidentId, `${shownNumber('I', event.body.number)} ${event.body.title}`];
    case 'OrderSaved': {
      const team = look.county.teams.get(event.body.team)?.name ?? event.body.team;
      return [event.body.orderId, `${shownNumber('D', event.body.number)} ${team}`];
    }
    default:
      return undefined;
  }
}
