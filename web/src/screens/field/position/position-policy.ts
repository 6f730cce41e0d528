import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';

/** GPS every 10 s moving, every 60 s at rest (ux §6.12). */
export const MOVING_MS = 10_000;
export const RESTING_MS = 60_000;
const MOVING_KMH = 4;

export interface PhoneFix extends Point {
  /** Device time of the fix, ms. */
  atMs: number;
  accuracyM: number;
  speedKmh: number | undefined;
  courseDeg: number | undefined;
}

/** At rest unless the device says otherwise, or it went farther than its own error. */
export function isMoving(before: PhoneFix | undefined, fix: PhoneFix): boolean {
  if (fix.speedKmh !== undefined && fix.speedKmh >= MOVING_KMH) return true;
  return before !== undefined && distanceM(before, fix) > Math.max(30, before.accuracyM + fix.accuracyM);
}

/** Is this fix due to be told, given the one told last? */
export function isDue(told: PhoneFix | undefined, fix: PhoneFix): boolean {
  if (told === undefined) return true;
  return fix.atMs - told.atMs >= (isMoving(told, fix) ? MOVING_MS : RESTING_MS) - 500;
}
