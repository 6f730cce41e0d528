import { u8, u16 } from './bytes.ts';

/** 0x0704 定位数据批量上传: count, type, then length-prefixed location bodies (JT/T 808-2013 §8.49). */
export type BatchType = 'normal' | 'blind_area';

/** Shortest item on the wire: its length and the fixed part of a location. */
export const MIN_ITEM_BYTES = 2 + 28;

export type BatchFault = 'batch_truncated' | 'batch_count_wrong';

/**
 * Calls `take` for each whole item, in order. The result says how many were whole and whether
 * the rest was cut short: the good ones are kept.
 */
export function readBatch(
  bytes: Uint8Array,
  start: number,
  end: number,
  take: (start: number, end: number, index: number) => void,
): { readonly type: BatchType; readonly declared: number; readonly whole: number; readonly fault: BatchFault | null } {
  const declared = end - start >= 3 ? u16(bytes, start) : 0;
  const type = u8(bytes, start + 2) === 1 ? 'blind_area' : 'normal';
  if (end - start < 3) return { type: 'normal', declared, whole: 0, fault: 'batch_truncated' };
  let at = start + 3;
  let whole = 0;
  while (whole < declared) {
    if (at + 2 > end) return { type, declared, whole, fault: 'batch_truncated' };
    const next = at + 2 + u16(bytes, at);
    if (next > end) return { type, declared, whole, fault: 'batch_truncated' };
    take(at + 2, next, whole);
    whole++;
    at = next;
  }
  return { type, declared, whole, fault: at < end ? 'batch_count_wrong' : null };
}

/** Body of 0x0704. A long one goes out through `encodeSubPackets`. */
export function encodeLocationBatch(type: BatchType, bodies: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(3);
  head.writeUInt16BE(bodies.length, 0);
  head.writeUInt8(type === 'blind_area' ? 1 : 0, 2);
  const parts: Buffer[] = [head];
  for (const body of bodies) {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(body.length, 0);
    parts.push(length, body);
  }
  return Buffer.concat(parts);
}
