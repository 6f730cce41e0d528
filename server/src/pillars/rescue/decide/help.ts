import { ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { canAnswerHelp, canConfirmSafety, canRequestHelp } from '@sitong/shared/pillars/rescue/can.ts';
import { safetyDueMs } from '@sitong/shared/pillars/rescue/clocks.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { exclusiveOrderOf } from '@sitong/shared/pillars/rescue/public.ts';
import type { DecideContext } from '../../context.ts';
import { type Answer, allowed, doerOf, fromSystem, lateBy } from '../../deciding.ts';
import { rescueEvent } from '../facts.ts';
import { teamAtHand, teamSeen } from '../lookup.ts';

type Of<T extends RescueIntent['type']> = Extract<RescueIntent, { type: T }>;

/** [RES-15] 求助 goes at once, whatever the team is doing. */
export function requestHelp(intent: Of<'RequestHelp'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = teamAtHand(context, intent.team);
  if (!found.ok) return found;
  const { team, now } = found.value;
  const may = allowed(canRequestHelp(team, doer.value));
  if (!may.ok) return may;
  const { helpId, kind, text, point } = intent;
  if (Object.values(now?.help ?? {}).some((help) => help.id === helpId)) return refuse('already_saved');
  const order = exclusiveOrderOf(context.state.rescue, team.id);
  const body = {
    team: team.id,
    helpId,
    kind,
    text,
    ...(point === undefined ? {} : { point }),
    ...(order === undefined ? {} : { orderId: order.id }),
  };
  return ok({ events: [rescueEvent('HelpRequested', `team/${team.id}`, teamSeen(team, now), body)], reads: [] });
}

export function answerHelp(intent: Of<'AnswerHelp'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = teamAtHand(context, intent.team);
  if (!found.ok) return found;
  const { team, now } = found.value;
  const { helpId, how, text } = intent;
  const may = allowed(canAnswerHelp(now, team, helpId, how, doer.value));
  if (!may.ok) return may;
  const body = { team: team.id, helpId, how, text };
  return ok({ events: [rescueEvent('HelpAnswered', `team/${team.id}`, teamSeen(team, now), body)], reads: [] });
}

/** [RES-14] */
export function confirmSafety(intent: Of<'ConfirmSafety'>, context: DecideContext): Answer {
  const doer = doerOf(context);
  if (!doer.ok) return doer;
  const found = teamAtHand(context, intent.team);
  if (!found.ok) return found;
  const { team, now } = found.value;
  const may = allowed(canConfirmSafety(now, team, doer.value));
  if (!may.ok) return may;
  const body = { team: team.id, ...(intent.headcount === undefined ? {} : { headcount: intent.headcount }) };
  return ok({ events: [rescueEvent('SafetyConfirmed', `team/${team.id}`, teamSeen(team, now), body)], reads: [] });
}

export function missSafetyCheck(intent: Of<'MissSafetyCheck'>, context: DecideContext): Answer {
  const system = fromSystem(context);
  if (!system.ok) return system;
  const found = teamAtHand(context, intent.team);
  if (!found.ok) return found;
  const { team, now } = found.value;
  const dueMs = now === undefined ? undefined : safetyDueMs(now, context.practiceAt);
  if (dueMs === undefined || dueMs !== toMs(intent.dueAt)) return refuse('no_longer_due');
  const late = lateBy(context, dueMs);
  if (!late.ok) return late;
  const body = { team: team.id, dueAt: intent.dueAt, lateS: late.value };
  return ok({ events: [rescueEvent('SafetyCheckMissed', `team/${team.id}`, teamSeen(team, now), body)], reads: [] });
}
