import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { canSteerDrill } from '@sitong/shared/pillars/command/can.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

const STREAM = 'drill/drill';

/** Everybody in the drill sees its clock: it is on every screen of that world. */
function visible({ county }: DecideContext) {
  const audience = county.data.divisions.filter((row) => row.code !== county.county).map((row) => `unit:${row.code}`);
  return { division: county.county, audience: audience.slice(0, 200) };
}

/** CMD-30 */
export function startDrill(
  { title, scenario, startAt, speed }: Of<'StartDrill'>,
  context: DecideContext,
): Decision<Decided> {
  if (context.world === LIVE) return refuse('live_world');
  if (context.state.command.drills['drill'] !== undefined) return refuse('drill_already_started');
  return decided([event(STREAM, 'DrillStarted', visible(context), { title, scenario, startAt, speed })]);
}

export function setWorldClock({ speed, running }: Of<'SetWorldClock'>, context: DecideContext): Decision<Decided> {
  const can = canSteerDrill(context.state.command, context.world, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  return decided([event(STREAM, 'WorldClockSet', visible(context), { speed, running })]);
}

export function endDrill({ reason }: Of<'EndDrill'>, context: DecideContext): Decision<Decided> {
  const can = canSteerDrill(context.state.command, context.world, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  return decided([event(STREAM, 'DrillEnded', visible(context), { reason })]);
}
