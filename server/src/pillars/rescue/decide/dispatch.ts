import { type DivisionCode, divisionRank, townOf } from '@sitong/shared/kernel/division.ts';
import type { AudienceTag } from '@sitong/shared/kernel/envelope.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { workableIncident } from '@sitong/shared/pillars/command/public.ts';
import { canDispatch } from '@sitong/shared/pillars/rescue/can.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, widened } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { teamSeen } from '../lookup.ts';
import { statusChange } from './team-events.ts';

type Dispatch = Extract<RescueIntent, { type: 'DispatchTeam' }>;

/** [RES-4] Every stream looked at is named: two desks that race for one team get one winner. */
export function dispatchTeam(intent: Dispatch, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const { rescue, command } = context.state;
  const saved = rescue.orders[intent.orderId];
  if (saved !== undefined) return refuse('already_saved', { order: shownNumber('D', saved.number) });

  const team = context.county.teams.get(intent.team);
  const known = command.incidents[intent.incidentId];
  const workable = workableIncident(command, intent.incidentId);
  const incident = known && {
    division: known.division,
    work: workable === undefined ? ('over' as const) : ('open' as const),
  };
  const may = allowed(canDispatch(rescue, { team, incident, exclusive: intent.exclusive }, doer.value));
  if (!may.ok) return may;
  if (team === undefined || known === undefined) return refuse('unknown_team');
  const content = checkContent(intent, context);
  if (!content.ok) return content;

  const { orderId, exclusive } = intent;
  const number = (rescue.numbers['order']?.last ?? 0) + 1;
  const place = intent.content.destination.division;
  const now = rescue.teams[team.id];
  const order = {
    division: known.division,
    audience: [`team:${team.id}`, `person:${team.leader}`, ...localUnits(team.division, place)],
  };
  const county = { division: context.county.county, audience: [] };
  return ok({
    events: [
      rescueEvent('OrderNumberTaken', 'numbers/order', county, { n: number }),
      rescueEvent('OrderSaved', `order/${orderId}`, widened(order, []), {
        orderId,
        number,
        incidentId: intent.incidentId,
        team: team.id,
        exclusive,
        content: intent.content,
        voice: intent.voice,
        ...(intent.insteadOf === undefined ? {} : { insteadOf: intent.insteadOf }),
      }),
      ...(exclusive
        ? [
            statusChange(
              team,
              now,
              { to: 'ordered', cause: 'order', orderId },
              {
                seen: widened(teamSeen(team, now), localUnits(townOf(known.division), townOf(place))),
              },
            ),
          ]
        : []),
    ],
    reads: [`incident/${intent.incidentId}`, `team/${team.id}`],
  });
}

/** Everyone below the county carries the county's own tag, and its desks see all by place: it is never named. */
function localUnits(...places: readonly DivisionCode[]): AudienceTag[] {
  return places.filter((place) => divisionRank(place) !== 'county').map((place): AudienceTag => `unit:${place}`);
}

function checkContent(intent: Dispatch, context: DecideContext): Decision<'good'> {
  const { destination, shelter, arriveBy } = intent.content;
  if (!context.county.divisions.has(destination.division)) {
    return refuse('unknown_division', { division: destination.division }, 'content.destination.division');
  }
  if (shelter !== undefined && !context.county.shelters.has(shelter)) {
    return refuse('unknown_shelter', { shelter }, 'content.shelter');
  }
  if (arriveBy !== undefined && !intent.voice && toMs(arriveBy) <= context.nowMs) {
    return refuse('time_is_past', { time: arriveBy }, 'content.arriveBy');
  }
  if (intent.insteadOf !== undefined && context.state.rescue.orders[intent.insteadOf] === undefined) {
    return refuse('unknown_order', { order: intent.insteadOf }, 'insteadOf');
  }
  return ok('good');
}
