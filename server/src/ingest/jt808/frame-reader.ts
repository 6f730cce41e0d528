import { u8 } from './bytes.ts';

/**
 * JT/T 808 §4.4 transport framing: 0x7e … 0x7e, inside which 0x7e travels as 7d 02 and 0x7d as
 * 7d 01, the last byte before the end mark being the XOR of all before it (unescaped).
 *
 * Bytes are cut at every 0x7e, so glued frames, frames that share one mark and garbage between
 * frames all re-synchronise at the next mark. Memory is bounded by one frame, whatever arrives.
 */

const MARK = 0x7e;
const ESCAPE = 0x7d;

/** 2019 header with sub-packet fields (21) + body (10 bits of length) + checksum. */
export const MAX_FRAME_BYTES = 21 + 1023 + 1;
/** Every byte escaped. */
export const MAX_WIRE_BYTES = MAX_FRAME_BYTES * 2;
/** 2013 header + checksum. */
export const MIN_FRAME_BYTES = 12 + 1;

export type FrameFault = 'checksum_wrong' | 'frame_too_short' | 'frame_too_long' | 'bad_escape';

/**
 * Pull reader: `push` one chunk, then `next` until it says false. After `next` said true the
 * frame stands in `bytes[start, end)` (unescaped, without checksum) until the next call, or
 * `fault` says why it does not; `raw[rawStart, rawEnd)` is what came over the wire.
 * The chunk is not changed.
 */
export class FrameReader {
  bytes: Buffer = EMPTY;
  start = 0;
  end = 0;
  fault: FrameFault | null = null;
  raw: Buffer = EMPTY;
  rawStart = 0;
  rawEnd = 0;

  private chunk: Buffer = EMPTY;
  private at = 0;
  private held: Buffer = EMPTY;
  private heldLength = 0;
  /** Bytes of the current piece beyond what a frame can be; counted, not kept. */
  private overflow = 0;
  private heldIsRead = false;
  private scratch: Buffer = EMPTY;

  /** Bytes waiting for their end mark; grows with endless garbage while memory does not. */
  get pendingBytes(): number {
    return this.heldIsRead ? 0 : this.heldLength + this.overflow;
  }

  /** The chunk must stay unchanged until `next` said false. */
  push(chunk: Buffer): void {
    this.chunk = chunk;
    this.at = 0;
  }

  next(): boolean {
    // The last frame may have stood in the held bytes; now they may be overwritten.
    if (this.heldIsRead) {
      this.heldIsRead = false;
      this.heldLength = 0;
      this.overflow = 0;
    }
    for (;;) {
      const mark = this.chunk.indexOf(MARK, this.at);
      if (mark < 0) {
        this.hold(this.chunk.length);
        this.chunk = EMPTY;
        this.at = 0;
        return false;
      }
      const from = this.at;
      if (this.heldLength === 0) {
        this.at = mark + 1;
        if (mark === from) continue;
        this.open(this.chunk, from, mark, mark - from > MAX_WIRE_BYTES);
        return true;
      }
      this.hold(mark);
      this.at = mark + 1;
      this.open(this.held, 0, this.heldLength, this.overflow > 0);
      this.heldIsRead = true;
      return true;
    }
  }

  private hold(upTo: number): void {
    const length = upTo - this.at;
    if (length <= 0) return;
    if (this.held.length === 0) this.held = Buffer.allocUnsafeSlow(MAX_WIRE_BYTES);
    const kept = Math.min(length, MAX_WIRE_BYTES - this.heldLength);
    this.chunk.copy(this.held, this.heldLength, this.at, this.at + kept);
    this.heldLength += kept;
    this.overflow += length - kept;
  }

  private open(source: Buffer, from: number, to: number, tooLong: boolean): void {
    this.raw = source;
    this.rawStart = from;
    this.rawEnd = Math.min(to, from + MAX_WIRE_BYTES);
    this.bytes = source;
    this.start = from;
    this.end = to - 1;
    this.fault = tooLong ? 'frame_too_long' : null;
    if (tooLong) return;
    let xor = 0;
    for (let i = from; i < to; i++) {
      const byte = u8(source, i);
      if (byte === ESCAPE) {
        this.unescape(source, from, to);
        return;
      }
      xor ^= byte;
    }
    if (to - from < MIN_FRAME_BYTES) this.fault = 'frame_too_short';
    else if (to - from > MAX_FRAME_BYTES) this.fault = 'frame_too_long';
    else if (xor !== 0) this.fault = 'checksum_wrong';
  }

  private unescape(source: Buffer, from: number, to: number): void {
    if (this.scratch.length === 0) this.scratch = Buffer.allocUnsafeSlow(MAX_WIRE_BYTES);
    const out = this.scratch;
    let length = 0;
    let xor = 0;
    for (let i = from; i < to; i++) {
      let byte = u8(source, i);
      if (byte === ESCAPE) {
        const code = i + 1 < to ? u8(source, i + 1) : 0;
        if (code !== 1 && code !== 2) {
          this.fault = 'bad_escape';
          return;
        }
        byte = code === 1 ? ESCAPE : MARK;
        i++;
      }
      out[length++] = byte;
      xor ^= byte;
    }
    this.bytes = out;
    this.start = 0;
    this.end = length - 1;
    if (length < MIN_FRAME_BYTES) this.fault = 'frame_too_short';
    else if (length > MAX_FRAME_BYTES) this.fault = 'frame_too_long';
    else if (xor !== 0) this.fault = 'checksum_wrong';
  }
}

const EMPTY: Buffer = Buffer.alloc(0);
