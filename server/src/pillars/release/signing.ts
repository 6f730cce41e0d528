import type { Doer } from '@sitong/shared/kernel/can.ts';
import type { Signature } from '@sitong/shared/kernel/signing.ts';
import { MINUTE_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Signing } from '@sitong/shared/pillars/release/intents.ts';
import type { DecideContext } from '../context.ts';

/** [REL-5] [REL-7] The signature as it is kept: by one's own hand, or 口头授权 with its half hour to countersign. */
export function signatureOf(signing: Signing, doer: Doer, context: DecideContext): Signature {
  const { now, nowMs, practice } = context;
  if (signing.mode === 'signed') return { mode: 'signed', person: doer.person, post: signing.post, at: now };
  return {
    mode: 'oral',
    person: signing.person,
    post: signing.post,
    enteredBy: doer.person,
    at: now,
    countersignDueAt: toTimestamp(nowMs + practice.countersignMin * MINUTE_MS),
  };
}
