import type { Header } from './header.ts';

/**
 * Sub-packets of one connection put together again (JT/T 808 §4.4.3). Bounded in messages,
 * bytes and age; a message whose rest never comes is forgotten, and its terminal, having no
 * answer, sends it again.
 */
export interface ReassemblyLimits {
  readonly messages: number;
  readonly bytesEach: number;
  readonly maxAgeMs: number;
}

export type ReassemblyFault = 'subpackets_too_many' | 'subpackets_too_large' | 'subpackets_conflict';

export interface WholeMessage {
  readonly body: Buffer;
  /** Serial of every sub-packet: each is answered. */
  readonly serials: readonly number[];
}

interface Parts {
  readonly total: number;
  readonly bodies: Array<Buffer | undefined>;
  readonly serials: number[];
  readonly startedAtMs: number;
  have: number;
  bytes: number;
}

const LEAST_PART_BYTES = 128;

export class Reassembly {
  private readonly open = new Map<string, Parts>();
  private readonly limits: ReassemblyLimits;

  constructor(limits: ReassemblyLimits) {
    this.limits = limits;
  }

  get size(): number {
    return this.open.size;
  }

  /** The whole message when this was its last part; null while parts are missing. The body is copied. */
  add(header: Header, bytes: Buffer, nowMs: number): WholeMessage | ReassemblyFault | null {
    this.forgetOld(nowMs);
    // Serials of the parts run on, so serial - index names the message.
    const first = (header.serial - header.packetIndex + 1) & 0xffff;
    const key = `${header.terminal}/${header.msgId}/${first}`;
    let parts = this.open.get(key);
    if (parts !== undefined && parts.total !== header.packetTotal) {
      this.open.delete(key);
      return 'subpackets_conflict';
    }
    if (parts === undefined) {
      // Empty parts cost memory too: a part is counted as at least this large.
      if (header.packetTotal * LEAST_PART_BYTES > this.limits.bytesEach) return 'subpackets_too_large';
      if (this.open.size >= this.limits.messages) return 'subpackets_too_many';
      parts = { total: header.packetTotal, bodies: [], serials: [], startedAtMs: nowMs, have: 0, bytes: 0 };
      this.open.set(key, parts);
    }
    if (parts.bodies[header.packetIndex - 1] === undefined) {
      parts.bytes += header.bodyEnd - header.bodyStart;
      if (parts.bytes > this.limits.bytesEach) {
        this.open.delete(key);
        return 'subpackets_too_large';
      }
      parts.bodies[header.packetIndex - 1] = Buffer.from(bytes.subarray(header.bodyStart, header.bodyEnd));
      parts.serials.push(header.serial);
      parts.have++;
    }
    if (parts.have < parts.total) return null;
    this.open.delete(key);
    return { body: Buffer.concat(parts.bodies.filter((body) => body !== undefined)), serials: parts.serials };
  }

  private forgetOld(nowMs: number): void {
    for (const [key, parts] of this.open) {
      if (nowMs - parts.startedAtMs <= this.limits.maxAgeMs) return;
      this.open.delete(key);
    }
  }
}
