import type { CallFact } from '@sitong/shared/pillars/release/events.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { Call } from '@sitong/shared/pillars/release/state.ts';

/** 收到 → 复述 → 行动 → 完成; the page itself tells 送达. Each fact stands for itself (design §9). */
export const CALL_STEPS = ['answered', 'understood', 'acting', 'done'] as const satisfies readonly CallFact[];
export type CallStep = (typeof CALL_STEPS)[number];

export interface ToldFact {
  intent: ReleaseIntent;
  told: 'waiting' | 'sent';
  atMs: number;
}

export interface StepNow {
  step: CallStep;
  state: 'told' | 'waiting' | 'next' | 'later';
  atMs: number | undefined;
}

/** Facts this device said about a call, the newest of each. */
export function toldFacts(call: Call, acts: readonly ToldFact[]): Readonly<Partial<Record<CallFact, ToldFact>>> {
  const told: Partial<Record<CallFact, ToldFact>> = {};
  for (const one of acts)
    if (one.intent.type === 'RecordCallFact' && one.intent.callId === call.id) told[one.intent.fact] = one;
  return told;
}

/**
 * The four steps with what is known of each. A simulated channel's fact is not this person's word: the page still
 * asks. A later fact told first leaves the earlier ones open; the first open one is next.
 */
export function callSteps(call: Call, acts: readonly ToldFact[]): readonly StepNow[] {
  const told = toldFacts(call, acts);
  let next: 'free' | 'taken' = 'free';
  return CALL_STEPS.map((step): StepNow => {
    const known = call.facts[step];
    const own = told[step];
    if (own?.told === 'waiting') return { step, state: 'waiting', atMs: own.atMs };
    if (known !== undefined && !known.simulated) return { step, state: 'told', atMs: Date.parse(known.at) };
    if (own !== undefined) return { step, state: 'told', atMs: own.atMs };
    const state = next === 'free' ? 'next' : 'later';
    next = 'taken';
    return { step, state, atMs: undefined };
  });
}

export function nextStep(steps: readonly StepNow[]): CallStep | undefined {
  return steps.find(({ state }) => state === 'next')?.step;
}

export function needsDelivery(call: Call, acts: readonly ToldFact[]): boolean {
  const known = call.facts.delivered;
  return (known === undefined || known.simulated) && toldFacts(call, acts).delivered === undefined;
}

/** Newest figures of people moved and remaining, told by this device or known. */
export function movedSoFar(
  call: Call,
  acts: readonly ToldFact[],
): { moved: number | undefined; remaining: number | undefined } {
  const told = toldFacts(call, acts);
  const said = (told.done ?? told.acting)?.intent;
  if (said?.type === 'RecordCallFact' && (said.moved !== undefined || said.remaining !== undefined))
    return { moved: said.moved, remaining: said.remaining };
  const known = call.facts.done ?? call.facts.acting;
  return { moved: known?.moved, remaining: known?.remaining };
}
