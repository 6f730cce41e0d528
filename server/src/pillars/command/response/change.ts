import type { Level } from '@sitong/shared/kernel/level.ts';
import { worse } from '@sitong/shared/kernel/level.ts';
import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { mayActIn } from '@sitong/shared/pillars/command/can.ts';
import { canActOnActive, canAdjust, canCountersign } from '@sitong/shared/pillars/command/can-response.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { Response } from '@sitong/shared/pillars/command/state.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { lateBy } from '../../deciding.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { event, whoActs } from '../event.ts';
import { cancelAndArchiveTasks } from '../task/archive.ts';
import { planTasks } from './plan-tasks.ts';
import { signatureFor } from './sign.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** CMD-14, CMD-17 */
export function adjustResponse(intent: Of<'AdjustResponse'>, context: DecideContext): Decision<Decided> {
  const { responseId, level, signing, reason } = intent;
  const response = context.state.command.responses[responseId];
  const can = canAdjust(response, level, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (response === undefined) return refuse('response_not_open');
  const signature = signatureFor(signing, worse(level, response.level), context);
  if (!signature.ok) return signature;
  const body = { responseId, level, signature: signature.value, reason };
  return decided([
    event(`response/${responseId}`, 'ResponseAdjusted', response, body),
    ...missingTasks(response, level, context),
  ]);
}

function missingTasks(response: Response, level: Level, context: DecideContext) {
  const plan = response.plan === undefined ? undefined : context.county.plans.get(response.plan);
  return plan === undefined || level > response.level ? [] : planTasks(plan, level, response.id, context);
}

/** CMD-13 */
export function countersignResponse(
  { responseId }: Of<'CountersignResponse'>,
  context: DecideContext,
): Decision<Decided> {
  const response = context.state.command.responses[responseId];
  const can = canCountersign(response, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (response === undefined) return refuse('response_not_open');
  const body = { responseId, person: context.sender.actor.person };
  return decided([event(`response/${responseId}`, 'ResponseCountersigned', response, body)]);
}

export function missCountersign(
  { responseId, dueAt }: Of<'MissCountersign'>,
  context: DecideContext,
): Decision<Decided> {
  const response = context.state.command.responses[responseId];
  const signature = response?.signature;
  if (response === undefined || signature?.mode !== 'oral') return refuse('no_longer_due');
  const open = signature.countersignedAt === undefined && response.countersignMissed === 'no';
  if (!open || toMs(signature.countersignDueAt) !== toMs(dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, toMs(dueAt));
  if (!late.ok) return late;
  const body = { responseId, dueAt: signature.countersignDueAt };
  return decided([event(`response/${responseId}`, 'CountersignMissed', response, body)]);
}

export function dismissResponse(
  { responseId, reason }: Of<'DismissResponse'>,
  context: DecideContext,
): Decision<Decided> {
  const response = context.state.command.responses[responseId];
  if (response === undefined) return refuse('response_not_open');
  const can = mayActIn(whoActs(context), response.division);
  if (can.allowed === 'no') return refusalOf(can);
  if (response.status === 'active') return refuse('already_active', { level: response.level });
  return decided([event(`response/${responseId}`, 'ResponseDismissed', response, { responseId, reason })]);
}

/** CMD-14, CMD-18 */
export function endResponse(intent: Of<'EndResponse'>, context: DecideContext): Decision<Decided> {
  const { responseId, signing, summary } = intent;
  const { responses, tasks } = context.state.command;
  const response = responses[responseId];
  const can = canActOnActive(response, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (response === undefined) return refuse('response_not_open');
  const signature = signatureFor(signing, response.level, context);
  if (!signature.ok) return signature;
  const own = Object.values(tasks).filter((task) => task.responseId === responseId);
  return decided(
    [
      ...cancelAndArchiveTasks(own, 'response_ended'),
      event(`response/${responseId}`, 'ResponseEnded', response, { responseId, signature: signature.value, summary }),
    ],
    ['numbers/task'],
  );
}
