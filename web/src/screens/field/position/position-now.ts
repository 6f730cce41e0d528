import type { PhoneFix } from './position-policy.ts';

/** What is known of the phone's own place. */
export type PositionNow =
  | { kind: 'waiting' }
  | { kind: 'fix'; fix: PhoneFix; told: 'told' | 'kept' }
  /** No position from this page: a tracker app has to tell it. */
  | { kind: 'off'; why: 'insecure' | 'unsupported' | 'denied' | 'unavailable' };

export function fixOf(position: PositionNow): PhoneFix | undefined {
  return position.kind === 'fix' ? position.fix : undefined;
}
