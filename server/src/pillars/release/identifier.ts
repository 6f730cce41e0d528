import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { SECOND_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';

/** 14-digit senderCode: 6 digits of the county, 8 of the sending unit (national platform numbering, P). */
export function senderCode(county: DivisionCode, suffix: string): string {
  return `${county.slice(0, 6)}${suffix}`;
}

/** [REL-9] The second to stand in an identifier: now, or the next one nobody has taken. */
export function nextSecond(nowMs: number, lastTaken: number | undefined): number {
  return Math.max(Math.floor(nowMs / SECOND_MS), (lastTaken ?? 0) + 1);
}

/** The senderCode an identifier was made with: the present one may be another. */
export function senderOf(identifier: string): string {
  return identifier.slice(0, 14);
}

/** GB/T 35965.1 identifier: `{senderCode}_{yyyyMMddHHmmss}`, local time. */
export function warningIdentifier(code: string, epochS: number): string {
  return `${code}_${toTimestamp(epochS * SECOND_MS)
    .slice(0, 19)
    .replace(/\D/g, '')}`;
}
