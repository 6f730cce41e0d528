import type { HeaderVersion } from './header.ts';

const MARK = 0x7e;
const ESCAPE = 0x7d;
const MAX_BODY_BYTES = 0x03ff;

export interface TerminalAddress {
  /** Digits; padded with leading zeros to 12 (2013) or 20 (2019). */
  readonly terminal: string;
  readonly version: HeaderVersion;
}

export interface SubPacket {
  readonly total: number;
  /** 1-based. */
  readonly index: number;
}

/**
 * Writes frames one after another into one growing buffer, escaping and summing as it goes.
 * `begin`, the body's bytes, `end`; `take` hands over everything written since the last `take`.
 */
export class FrameWriter {
  private out: Buffer;
  private at = 0;
  private xor = 0;

  constructor(initialBytes = 512) {
    this.out = Buffer.allocUnsafe(initialBytes);
  }

  get length(): number {
    return this.at;
  }

  /** RangeError when the body is longer than the 10-bit length field can say: send it in sub-packets. */
  begin(msgId: number, address: TerminalAddress, serial: number, bodyBytes: number, packet?: SubPacket): void {
    if (bodyBytes > MAX_BODY_BYTES) throw new RangeError(`body of ${bodyBytes} bytes: a frame holds ${MAX_BODY_BYTES}`);
    // Worst case: everything escaped.
    this.reserve((21 + bodyBytes + 1) * 2 + 2);
    this.out[this.at++] = MARK;
    this.xor = 0;
    const is2019 = address.version === '2019';
    this.u16(msgId);
    this.u16(bodyBytes | (packet ? 0x2000 : 0) | (is2019 ? 0x4000 : 0));
    if (is2019) this.u8(1);
    this.digits(address.terminal, is2019 ? 20 : 12);
    this.u16(serial);
    if (packet) {
      this.u16(packet.total);
      this.u16(packet.index);
    }
  }

  u8(byte: number): void {
    this.xor ^= byte;
    this.raw(byte);
  }

  u16(word: number): void {
    this.u8((word >>> 8) & 0xff);
    this.u8(word & 0xff);
  }

  bytes(body: Uint8Array): void {
    for (const byte of body) this.u8(byte);
  }

  end(): void {
    this.raw(this.xor);
    this.out[this.at++] = MARK;
  }

  /** A copy; the writer starts anew. */
  take(): Buffer {
    const written = Buffer.from(this.out.subarray(0, this.at));
    this.at = 0;
    return written;
  }

  private digits(terminal: string, width: number): void {
    const pad = width - terminal.length;
    for (let i = 0; i < width; i += 2) this.u8(digit(terminal, i - pad) * 16 + digit(terminal, i + 1 - pad));
  }

  private raw(byte: number): void {
    if (byte === MARK || byte === ESCAPE) {
      this.out[this.at++] = ESCAPE;
      this.out[this.at++] = byte === MARK ? 2 : 1;
    } else {
      this.out[this.at++] = byte;
    }
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.out.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.out.length * 2, this.at + bytes));
    this.out.copy(grown, 0, 0, this.at);
    this.out = grown;
  }
}

function digit(terminal: string, at: number): number {
  if (at < 0) return 0;
  const value = terminal.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : 0;
}

export interface FrameToSend extends TerminalAddress {
  readonly msgId: number;
  readonly serial: number;
  readonly body: Uint8Array;
  readonly packet?: SubPacket;
}

/** One whole frame as it travels over TCP. */
export function encodeFrame(frame: FrameToSend): Buffer {
  const writer = new FrameWriter(64 + frame.body.length * 2);
  writer.begin(frame.msgId, frame, frame.serial, frame.body.length, frame.packet);
  writer.bytes(frame.body);
  writer.end();
  return writer.take();
}

/** A body too long for one frame, in sub-packets with rising serial numbers from `frame.serial`. */
export function encodeSubPackets(frame: Omit<FrameToSend, 'packet'>, maxBodyBytes = MAX_BODY_BYTES): Buffer[] {
  const total = Math.max(1, Math.ceil(frame.body.length / maxBodyBytes));
  return Array.from({ length: total }, (_, i) =>
    encodeFrame({
      ...frame,
      serial: (frame.serial + i) & 0xffff,
      body: frame.body.subarray(i * maxBodyBytes, (i + 1) * maxBodyBytes),
      packet: { total, index: i + 1 },
    }),
  );
}
