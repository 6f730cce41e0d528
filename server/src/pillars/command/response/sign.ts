import type { Level } from '@sitong/shared/kernel/level.ts';
import { type Decision, ok, refuse } from '@sitong/shared/kernel/refusal.ts';
import type { Signature } from '@sitong/shared/kernel/signing.ts';
import { MINUTE_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { canSignResponse } from '@sitong/shared/pillars/command/can-response.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext } from '../../context.ts';
import { refusalOf } from '../../new-event.ts';

type Signing = Extract<CommandIntent, { type: 'ActivateResponse' }>['signing'];

/** CMD-11, CMD-13: a signature in the power of a post for this level. The system never signs. */
export function signatureFor(signing: Signing, level: Level, context: DecideContext): Decision<Signature> {
  const { sender, county, now, nowMs, practice } = context;
  if (sender.kind === 'system') return refuse('system_never_signs');
  const me = sender.session.person;
  const person = signing.mode === 'oral' ? signing.person : me;
  const can = canSignResponse(county.posts.get(signing.post), person, level);
  if (can.allowed === 'no') return refusalOf(can);
  const { post } = signing;
  if (signing.mode === 'signed') return ok({ mode: 'signed', person, post, at: now });
  if (person === me) return refuse('sign_yourself', { person });
  const countersignDueAt = toTimestamp(nowMs + practice.countersignMin * MINUTE_MS);
  return ok({ mode: 'oral', person, post, enteredBy: me, at: now, countersignDueAt });
}
