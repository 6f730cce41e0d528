import { CAN, type Can, cannot, type Doer, isDesk, isInCharge } from '../../kernel/can.ts';
import { shownNumber } from '../../kernel/ids.ts';
import type { TeamRow } from '../../kernel/master/teams.ts';
import type { TeamStatus } from './events.ts';
import { exclusiveOrderOf, isOpenOrder } from './public.ts';
import type { Order, RescueState, TeamNow } from './state.ts';
import { isOut, nextTeamStatuses } from './team-ladder.ts';

/** A team as its own leader, or as a desk that speaks for it on the phone. */
export type Speaking = 'own' | 'desk' | 'none';

export function speaksFor(
  doer: Doer,
  team: Pick<TeamRow, 'id' | 'division'>,
  order?: Pick<Order, 'division'>,
): Speaking {
  if (doer.roles.includes('team_lead') && doer.teams.includes(team.id)) return 'own';
  if (!isDesk(doer)) return 'none';
  const inCharge = isInCharge(doer, team.division) || (order !== undefined && isInCharge(doer, order.division));
  return inCharge ? 'desk' : 'none';
}

function notYours(team: Pick<TeamRow, 'id'>): Can {
  return cannot('not_your_team', { team: team.id });
}

/** [RES-1] [RES-2] [RES-3] Giving a team an order. `work` says whether the incident may still be worked on. */
export function canDispatch(
  state: RescueState,
  asked: {
    team: TeamRow | undefined;
    incident: { division: string; work: 'open' | 'over' } | undefined;
    exclusive: boolean;
  },
  doer: Doer,
): Can {
  const { team, incident, exclusive } = asked;
  if (!isDesk(doer)) return cannot('desk_required');
  if (team === undefined) return cannot('unknown_team');
  if (incident === undefined) return cannot('unknown_incident');
  if (incident.work === 'over') return cannot('incident_not_workable');
  if (!isInCharge(doer, team.division)) return cannot('not_your_division', { division: team.division });
  if (!isInCharge(doer, incident.division)) return cannot('not_your_division', { division: incident.division });
  if (state.teams[team.id]?.status === 'off_duty') return cannot('team_off_duty', { team: team.id });
  const other = exclusive ? exclusiveOrderOf(state, team.id) : undefined;
  if (other !== undefined) return cannot('team_busy', { team: team.id, order: shownNumber('D', other.number) });
  return CAN;
}

function ended(order: Order): Can {
  return cannot('order_ended', { order: shownNumber('D', order.number), status: order.status });
}

/** [RES-8] Changing or withdrawing an order: the desk in charge of its place, while it is open. */
export function canChangeOrder(order: Order, doer: Doer): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  if (!isInCharge(doer, order.division)) return cannot('not_your_division', { division: order.division });
  return isOpenOrder(order) ? CAN : ended(order);
}

/** [RES-5] The device itself says it stored or showed the order: only the team's own. */
export function canReachStep(
  order: Order,
  team: Pick<TeamRow, 'id' | 'division'>,
  step: 'delivered' | 'read',
  doer: Doer,
): Can {
  if (speaksFor(doer, team, order) !== 'own') return notYours(team);
  if (!isOpenOrder(order)) return ended(order);
  return order.steps[step] === undefined ? CAN : cannot(`already_${step}`);
}

/** [RES-7] Accepting: the team's leader, or a desk writing down what it heard (`voice`). */
export function canAccept(order: Order, team: Pick<TeamRow, 'id' | 'division'>, voice: boolean, doer: Doer): Can {
  const speaking = speaksFor(doer, team, order);
  if (speaking === 'none') return notYours(team);
  if (speaking === 'desk' && !voice) return cannot('voice_required');
  if (!isOpenOrder(order)) return ended(order);
  return order.status === 'accepted' ? cannot('already_accepted') : CAN;
}

/** [RES-7] Declining: before acceptance only; afterwards the team asks for help or the desk withdraws. */
export function canDecline(order: Order, team: Pick<TeamRow, 'id' | 'division'>, doer: Doer): Can {
  return canAccept(order, team, true, doer);
}

export function canComplete(order: Order, team: Pick<TeamRow, 'id' | 'division'>, doer: Doer): Can {
  if (speaksFor(doer, team, order) === 'none') return notYours(team);
  return isOpenOrder(order) ? CAN : ended(order);
}

/** [RES-9] Which state may be reported next; a refusal names the allowed ones. */
export function canReportStatus(
  now: TeamNow | undefined,
  team: Pick<TeamRow, 'id' | 'division'>,
  to: TeamStatus,
  doer: Doer,
): Can {
  if (speaksFor(doer, team) === 'none') return notYours(team);
  return canMove(now?.status ?? 'available', to);
}

export function canMove(from: TeamStatus, to: TeamStatus): Can {
  const next = nextTeamStatuses(from);
  if (next.includes(to)) return CAN;
  return cannot(from === to ? 'already_there' : 'illegal_jump', { from, to, allowed: next.join(' ') });
}

/** [RES-15] Help is never refused for what the team is doing, only for whose team it is. */
export function canRequestHelp(team: Pick<TeamRow, 'id' | 'division'>, doer: Doer): Can {
  return speaksFor(doer, team) === 'none' ? notYours(team) : CAN;
}

export function canAnswerHelp(
  now: TeamNow | undefined,
  team: Pick<TeamRow, 'id' | 'division'>,
  helpId: string,
  how: 'answered' | 'cancelled',
  doer: Doer,
): Can {
  const speaking = speaksFor(doer, team);
  if (speaking === 'none') return notYours(team);
  if (how === 'answered' && speaking !== 'desk') return cannot('desk_required');
  return Object.values(now?.help ?? {}).some((help) => help.id === helpId) ? CAN : cannot('unknown_help');
}

/** [RES-14] */
export function canConfirmSafety(now: TeamNow | undefined, team: Pick<TeamRow, 'id' | 'division'>, doer: Doer): Can {
  if (speaksFor(doer, team) === 'none') return notYours(team);
  const status = now?.status ?? 'available';
  return isOut(status) ? CAN : cannot('team_not_out', { status });
}
