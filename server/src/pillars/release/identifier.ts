import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';

/** Digits 7–14 of the sender code: emergency bureau of the county (national platform numbering, local practice). */
export const BUREAU_SUFFIX = '00000001';

/** 14-digit senderCode: 6 digits of the county, 8 of the sending unit. */
export function senderCode(county: DivisionCode, suffix: string = BUREAU_SUFFIX): string {
  return `${county.slice(0, 6)}${suffix}`;
}

/** [REL-9] The second to stand in an identifier: now, or the next one nobody has taken. */
export function nextSecond(nowMs: number, lastTaken: number | undefined): number {
  return Math.max(Math.floor(nowMs / SECOND_MS), (lastTaken ?? 0) + 1);
}

/** GB/T 35965.1 identifier: `{senderCode}_{yyyyMMddHHmmss}`, local time. */
export function warningIdentifier(code: string, epochS: number): string {
  return `${code}_${toTimestamp(epochS * SECOND_MS)
    .slice(0, 19)
    .replace(/\D/g, '')}`;
}
