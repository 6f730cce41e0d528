/** Big-endian reads that never throw: a byte past the end reads as 0, so bounds are checked once, before. */

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function u16(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at) << 8) | u8(bytes, at + 1);
}

export function u32(bytes: Uint8Array, at: number): number {
  return ((u8(bytes, at) << 24) | (u8(bytes, at + 1) << 16) | (u8(bytes, at + 2) << 8) | u8(bytes, at + 3)) >>> 0;
}

/** BCD 8421: two decimal digits a byte. -1 when a nibble is no digit. */
export function bcd(byte: number): number {
  const high = byte >> 4;
  const low = byte & 15;
  return high > 9 || low > 9 ? -1 : high * 10 + low;
}

const HEX = '0123456789abcdef';

/** The digits of a BCD field, or null when a nibble is no digit. */
export function bcdDigits(bytes: Uint8Array, start: number, length: number): string | null {
  let digits = '';
  for (let i = start; i < start + length; i++) {
    const byte = u8(bytes, i);
    if (bcd(byte) < 0) return null;
    digits += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15);
  }
  return digits;
}
