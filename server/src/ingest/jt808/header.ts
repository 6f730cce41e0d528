import { bcdDigits, u8, u16, u32 } from './bytes.ts';

/** JT/T 808-2011 and -2013 share one header; -2019 sets bit 14 and carries a 10-byte number. */
export type HeaderVersion = '2013' | '2019';

export type HeaderFault =
  | 'header_truncated'
  | 'terminal_not_bcd'
  | 'encrypted'
  | 'body_length_wrong'
  | 'subpacket_number_wrong';

const LENGTH_BITS = 0x03ff;
const ENCRYPTION_BITS = 0x1c00;
const SUBPACKET_BIT = 0x2000;
const VERSION_BIT = 0x4000;

/** One per connection, refilled by every frame: nothing is allocated while the terminal stays the same. */
export class Header {
  msgId = 0;
  version: HeaderVersion = '2013';
  /** 2019 header only; 0 otherwise. */
  protocolVersion = 0;
  /** Digits as on the wire: 12 (2013) or 20 (2019), leading zeros kept. Empty when not BCD. */
  terminal = '';
  serial = 0;
  encrypted = false;
  /** 0 when the message stands in one frame. */
  packetTotal = 0;
  /** 1-based. */
  packetIndex = 0;
  bodyLengthDeclared = 0;
  bodyStart = 0;
  bodyEnd = 0;

  private seenA = -1;
  private seenB = -1;
  private seenC = -1;

  /** Fills this header from an unescaped frame without its checksum. What could be read is filled even on a fault. */
  read(bytes: Uint8Array, start: number, end: number): HeaderFault | null {
    const properties = u16(bytes, start + 2);
    const is2019 = (properties & VERSION_BIT) !== 0;
    const inPackets = (properties & SUBPACKET_BIT) !== 0;
    const fixed = is2019 ? 17 : 12;
    this.bodyStart = start + fixed + (inPackets ? 4 : 0);
    this.bodyEnd = end;
    if (this.bodyStart > end) {
      this.terminal = '';
      return 'header_truncated';
    }
    this.msgId = u16(bytes, start);
    this.version = is2019 ? '2019' : '2013';
    this.protocolVersion = is2019 ? u8(bytes, start + 4) : 0;
    this.encrypted = (properties & ENCRYPTION_BITS) !== 0;
    this.bodyLengthDeclared = properties & LENGTH_BITS;
    this.serial = u16(bytes, start + fixed - 2);
    this.packetTotal = inPackets ? u16(bytes, start + fixed) : 0;
    this.packetIndex = inPackets ? u16(bytes, start + fixed + 2) : 0;
    this.readTerminal(bytes, is2019 ? start + 5 : start + 4, is2019);
    if (this.terminal === '') return 'terminal_not_bcd';
    if (this.encrypted) return 'encrypted';
    if (this.bodyEnd - this.bodyStart !== this.bodyLengthDeclared) return 'body_length_wrong';
    if (inPackets && (this.packetIndex === 0 || this.packetIndex > this.packetTotal)) return 'subpacket_number_wrong';
    return null;
  }

  private readTerminal(bytes: Uint8Array, at: number, is2019: boolean): void {
    const a = u32(bytes, at);
    const b = is2019 ? u32(bytes, at + 4) : u16(bytes, at + 4);
    const c = is2019 ? u16(bytes, at + 8) : -2;
    if (a === this.seenA && b === this.seenB && c === this.seenC) return;
    this.seenA = a;
    this.seenB = b;
    this.seenC = c;
    this.terminal = bcdDigits(bytes, at, is2019 ? 10 : 6) ?? '';
  }
}

/** One number, whatever the header pads it to: the form to compare and register terminals by. */
export function bareTerminal(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
