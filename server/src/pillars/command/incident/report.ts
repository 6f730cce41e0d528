import { isDesk } from '@sitong/shared/kernel/can.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { IncidentSource } from '@sitong/shared/pillars/command/events.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { nearDuplicates, officerOnDuty } from '@sitong/shared/pillars/command/public.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided } from '../../new-event.ts';
import { DUTY_SEAT, event } from '../event.ts';

type ReportIncident = Extract<CommandIntent, { type: 'ReportIncident' }>;

/** A device clock may run ahead by this much before what it says is refused. */
const MOST_AHEAD_MS = 5 * 60_000;

/** CMD-2, CMD-4, CMD-6 */
export function reportIncident(intent: ReportIncident, context: DecideContext): Decision<Decided> {
  const { command } = context.state;
  const { incidentId, hazard, place, notDuplicateOf, occurredAt, observedAt } = intent;
  if (command.incidents[incidentId] !== undefined)
    return refuse('already_reported', { number: command.incidents[incidentId].number });
  if (!context.county.divisions.has(place.division))
    return refuse('unknown_division', { division: place.division }, 'place.division');
  if (occurredAt !== undefined && toMs(occurredAt) > context.nowMs + MOST_AHEAD_MS)
    return refuse('time_in_future', undefined, 'occurredAt');

  const near = nearDuplicates(command, hazard, place.point, context.nowMs, context.practice.nearDuplicate);
  const unseen = near.filter(({ id }) => !notDuplicateOf.includes(id));
  if (unseen.length > 0) {
    return refuse('near_duplicate', {
      ids: near.map(({ id }) => id).join(' '),
      numbers: near.map(({ number }) => shownNumber('I', number)).join(' '),
      unseen: unseen.length,
    });
  }

  const n = (command.numbers['incident']?.last ?? 0) + 1;
  const reporter = reporterOf(context);
  const visible = { division: place.division, audience: reporter.tags };
  const stream = `incident/${incidentId}`;
  const { title, grade, text, photos } = intent;
  const source = sourceOf(intent.source, context);
  return decided(
    [
      event('numbers/incident', 'IncidentNumberTaken', { division: context.county.county, audience: [] }, { n }),
      event(
        stream,
        'IncidentReported',
        visible,
        {
          incidentId,
          number: n,
          hazard,
          title,
          grade,
          place,
          source,
          ...(occurredAt === undefined ? {} : { occurredAt }),
          owner: reporter.owner,
          seat: reporter.seat,
          text,
          photos,
        },
        observedAt,
      ),
      ...intent.figures.map(({ figure, value }) =>
        event(
          stream,
          'FigureRecorded',
          visible,
          { incidentId, figure, value, asOf: observedAt ?? context.now, source: source.kind },
          observedAt,
        ),
      ),
    ],
    near.map(({ id }) => `incident/${id}`),
  );
}

/** Who owns it at first, and who must see it although it lies outside their place. */
function reporterOf(context: DecideContext): { owner: string; seat: string; tags: string[] } {
  const { sender } = context;
  const onDuty = officerOnDuty(context.state.command, context.county);
  if (sender.kind === 'system') return { owner: onDuty, seat: DUTY_SEAT, tags: [] };
  const tags = [`person:${sender.session.person}`];
  if (!isDesk(sender.session)) return { owner: onDuty, seat: DUTY_SEAT, tags };
  return { owner: sender.session.person, seat: sender.actor.seat ?? DUTY_SEAT, tags };
}

/** A caller's name and number were put into the vault before; what would still carry them is left out here. */
function sourceOf(source: ReportIncident['source'], { sender }: DecideContext): IncidentSource {
  switch (source.kind) {
    case 'phone':
      return { kind: 'phone', ...(source.callerRef === undefined ? {} : { callerRef: source.callerRef }) };
    case 'grid':
      return { kind: 'grid', person: sender.actor.person };
    default:
      return source;
  }
}
