import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

/** CMD-50: a county desk puts an open incident on the wall, or gives the wall back its whole view. */
export function steerWall(
  { view }: Extract<CommandIntent, { type: 'SteerWall' }>,
  context: DecideContext,
): Decision<Decided> {
  const division = context.county.county;
  const can = mayActIn(whoActs(context), division);
  if (can.allowed === 'no') return refusalOf(can);
  if (view.kind === 'incident' && context.state.command.incidents[view.incidentId] === undefined)
    return refuse('incident_not_open', undefined, 'view.incidentId');
  return decided([event('wall/now', 'WallSteered', { division, audience: [] }, { view })]);
}
