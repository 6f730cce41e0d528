import type { Socket } from 'socket.io';
import { z } from 'zod';

/** More than this waiting for one reader, or anything waiting this long: cut off, to resume by sequence. */
export const MOST_WAITING_BYTES = 1_000_000;
export const LONGEST_BEHIND_MS = 10_000;

export interface Backlog {
  /** Since when something has been waiting without a break. */
  sinceMs: number | undefined;
}

/** Judges one look at a reader's send buffer; remembers in `backlog` since when it has been behind. */
export function isSlow(backlog: Backlog, waitingBytes: number, nowMs: number): boolean {
  if (waitingBytes === 0) {
    backlog.sinceMs = undefined;
    return false;
  }
  backlog.sinceMs ??= nowMs;
  return waitingBytes > MOST_WAITING_BYTES || nowMs - backlog.sinceMs >= LONGEST_BEHIND_MS;
}

const WireSchema = z.object({
  bufferedAmount: z.number(),
  terminate: z.custom<() => void>((value) => typeof value === 'function'),
});

/** Engine.IO keeps its `ws` socket untyped; only these two members are used. */
function wireOf(socket: Socket): { bufferedAmount: number; terminate: () => void } | undefined {
  const transport: object = socket.conn.transport;
  const wire: unknown = 'socket' in transport ? transport.socket : undefined;
  const parsed = WireSchema.safeParse(wire);
  if (!parsed.success || typeof wire !== 'object' || wire === null) return undefined;
  return { bufferedAmount: parsed.data.bufferedAmount, terminate: () => parsed.data.terminate.call(wire) };
}

/** What waits for one reader in bytes: handed to the wire and not yet taken, and behind that, not yet handed over. */
export function backlogOf(socket: Socket): number {
  const wire = wireOf(socket);
  // A polling reader has no wire between two polls: what it does not fetch waits in the list.
  if (wire === undefined) return queuedOf(socket);
  return wire.bufferedAmount === 0 ? 0 : wire.bufferedAmount + queuedOf(socket);
}

/** While the wire is stuck Engine.IO keeps messages in a list of its own, which is mostly empty. */
function queuedOf(socket: Socket): number {
  const conn: object = socket.conn;
  const queue: unknown = 'writeBuffer' in conn ? conn.writeBuffer : undefined;
  if (!Array.isArray(queue)) return 0;
  let bytes = 0;
  for (const packet of queue) bytes += lengthOf(packet);
  return bytes;
}

function lengthOf(packet: unknown): number {
  const data = typeof packet === 'object' && packet !== null && 'data' in packet ? packet.data : undefined;
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

/** Ends the connection at once; a polite close would wait behind the very backlog that is the trouble. */
export function cut(socket: Socket): void {
  const wire = wireOf(socket);
  if (wire === undefined) socket.disconnect(true);
  else wire.terminate();
}
