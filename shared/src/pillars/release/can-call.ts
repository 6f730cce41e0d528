import { CAN, type Can, cannot, type Doer, isDesk, isInCharge } from '../../kernel/can.ts';
import type { CallFact } from './events.ts';
import type { Call, FactRecord } from './state.ts';

type Via = FactRecord['via'];

const DESK_VIA: readonly Via[] = ['voice', 'door', 'desk'];
const OWN_VIA: readonly Via[] = ['app', 'sms', 'voice', 'door'];

/** The called person, the deputy or the superior: each may answer for the place. */
export function isCalled(call: Call, person: string): boolean {
  return person === call.person || person === call.deputy || person === call.superior;
}

/** [REL-16] A person has been reached once more than a delivery is known. */
export function isReached(call: Pick<Call, 'facts'>): boolean {
  const { answered, understood, acting, done } = call.facts;
  return (answered ?? understood ?? acting ?? done) !== undefined;
}

export function isAtDoor(call: Call): boolean {
  return call.escalated.some((step) => step.to === 'door');
}

export interface FactAsked {
  fact: CallFact;
  via: Via;
  text?: string | undefined;
  moved?: number | undefined;
  remaining?: number | undefined;
}

/** [REL-14] [REL-15] */
export function canRecordFact(call: Call, asked: FactAsked, doer: Doer): Can {
  if (doer.roles.includes('wall')) return cannot('desk_required');
  const desk = isDesk(doer) && isInCharge(doer, call.place);
  const own = isCalled(call, doer.person);
  if (!own && !desk) return cannot('not_your_call');
  const vias = [...(own ? OWN_VIA : []), ...(desk ? DESK_VIA : [])];
  if (!vias.includes(asked.via)) return cannot('via_not_yours', { allowed: [...new Set(vias)].join(' ') });
  if (asked.fact === 'acting' && (asked.text ?? '').trim() === '') return cannot('text_required');
  const counted = asked.moved !== undefined || asked.remaining !== undefined;
  if (counted && asked.fact !== 'acting' && asked.fact !== 'done') return cannot('figures_need_action');
  return canStoreFact(call, asked.fact, 'real');
}

/** A fact is told once; progress of acting is told again and again, and a real fact takes the place of a simulated one. */
export function canStoreFact(call: Call, fact: CallFact, kind: 'real' | 'simulated'): Can {
  const told = call.facts[fact];
  if (told === undefined) return CAN;
  if (kind === 'real' && (told.simulated || fact === 'acting')) return CAN;
  return cannot('already_recorded', { fact });
}

/** [REL-17] 敲门: a desk need not wait for the clocks. */
export function canSendToDoor(call: Call, doer: Doer): Can {
  if (!isDesk(doer)) return cannot('desk_required');
  if (!isInCharge(doer, call.place)) return cannot('not_your_division', { division: call.place });
  if (isReached(call)) return cannot('already_reached');
  return isAtDoor(call) ? cannot('already_at_door') : CAN;
}
