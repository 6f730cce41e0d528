import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import type { TeamRow } from '@sitong/shared/kernel/master/teams.ts';
import type { RescueEvent, TeamStatus } from '@sitong/shared/pillars/rescue/events.ts';
import type { TeamNow } from '@sitong/shared/pillars/rescue/state.ts';
import { isAtOrPast } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import type { Seen } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { teamSeen } from '../lookup.ts';

type StatusBody = Extract<RescueEvent, { type: 'TeamStatusChanged' }>['body'];

export function statusChange(
  team: TeamRow,
  now: TeamNow | undefined,
  change: Pick<StatusBody, 'to' | 'cause'> & Partial<Pick<StatusBody, 'orderId' | 'skipped' | 'reason' | 'point'>>,
  options: { seen?: Seen; observedAt?: string | undefined } = {},
): NewEvent {
  const body: StatusBody = { team: team.id, from: now?.status ?? 'available', skipped: [], ...change };
  return rescueEvent(
    'TeamStatusChanged',
    `team/${team.id}`,
    options.seen ?? teamSeen(team, now),
    body,
    options.observedAt,
  );
}

/** Where a team stands once its order is taken back: at its base it is free, in the field it has to come home. */
export function standsFree(status: TeamStatus): TeamStatus {
  return isAtOrPast(status, 'departed') ? 'withdrawing' : 'available';
}
