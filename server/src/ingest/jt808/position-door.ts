import { observedTimeFault } from '../contract.ts';
import type { Jt808Connection } from './connection.ts';
import type { FixColumns } from './fix-columns.ts';
import type { GatewayRoom } from './gateway-room.ts';
import { Location } from './location.ts';
import { MIN_ITEM_BYTES, readBatch } from './location-batch.ts';
import { MSG, msgName } from './message-ids.ts';
import { Reassembly } from './reassembly.ts';
import { contentHash, type RecentMessages } from './recent-messages.ts';
import type { TerminalIdentity } from './registry.ts';

/** `no_room`: nothing was done; the same frame must be offered again when the batch was handed on. */
export type Taken = 'done' | 'no_room';

/** 0x0200 and 0x0704 of one connection, from the frame's bytes into the columns of the batch. */
export class PositionDoor {
  private readonly connection: Jt808Connection;
  private readonly room: GatewayRoom;
  private readonly location = new Location();
  private readonly reassembly: Reassembly;
  private memory: RecentMessages | null = null;
  private memoryTerminal = '';

  constructor(connection: Jt808Connection, room: GatewayRoom) {
    this.connection = connection;
    this.room = room;
    this.reassembly = new Reassembly(room.limits.subPackets);
  }

  /** A sub-packet. Only what can be long is put together; photographs and the like are told "unsupported". */
  takePart(bytes: Buffer, nowMs: number): Taken {
    const { connection, room } = this;
    const { header } = connection;
    if (header.msgId !== MSG.locationBatch) {
      connection.reply('unsupported');
      return 'done';
    }
    // There must be room for the whole message before its last part is taken.
    if (room.intake.columns.room < Math.ceil(room.limits.subPackets.bytesEach / MIN_ITEM_BYTES)) return 'no_room';
    const whole = this.reassembly.add(header, bytes, nowMs);
    if (whole === null) return 'done';
    if (typeof whole === 'string') {
      connection.refuse(whole, msgName(header.msgId));
      connection.reply('failed');
      return 'done';
    }
    return this.take(whole.body, 0, whole.body.length, whole.serials, nowMs);
  }

  /** `serials`: those of the sub-packets, all answered; null for a message in one frame. */
  take(bytes: Buffer, start: number, end: number, serials: readonly number[] | null, nowMs: number): Taken {
    const { connection, room } = this;
    const { header } = connection;
    const identity = room.registry.lookup(header.terminal);
    if (room.requireAuth && (identity === 'unknown' || !connection.isSignedIn(header.terminal))) {
      connection.refuse('not_authenticated', msgName(header.msgId));
      connection.reply('failed');
      return 'done';
    }
    const memory = this.memoryOf(header.terminal);
    const hash = contentHash(bytes, start, end);
    if (memory.has(header.serial, hash)) {
      room.stats.duplicates++;
      for (const serial of serials ?? [header.serial]) connection.reply('ok', serial);
      return 'done';
    }
    const columns = room.intake.columns;
    const most = header.msgId === MSG.location ? 1 : Math.ceil((end - start) / MIN_ITEM_BYTES);
    if (columns.room < most) return 'no_room';
    const before = columns.length;
    if (header.msgId === MSG.location) this.position(bytes, start, end, 0, identity, columns, nowMs);
    else {
      const item = (from: number, to: number, index: number) =>
        this.position(bytes, from, to, index, identity, columns, nowMs);
      const { fault } = readBatch(bytes, start, end, item);
      if (fault !== null) connection.refuse(fault, msgName(header.msgId));
    }
    // A message of which nothing was good is answered "wrong", or the terminal would send it for ever.
    const nothingGood = columns.length === before;
    for (const serial of serials ?? [header.serial]) {
      if (nothingGood) connection.reply('wrong', serial);
      else connection.owe(serial, hash, memory);
    }
    return 'done';
  }

  private position(
    bytes: Buffer,
    start: number,
    end: number,
    index: number,
    identity: TerminalIdentity,
    columns: FixColumns,
    nowMs: number,
  ): void {
    const { header } = this.connection;
    const fault = this.location.read(bytes, start, end) ?? observedTimeFault(this.location.observedAtMs, nowMs);
    if (fault === null) columns.push(header.terminal, identity, this.location);
    else this.connection.refuse(fault, `${msgName(header.msgId)}[${index}]`, bytes.subarray(start, end));
  }

  private memoryOf(terminal: string): RecentMessages {
    if (this.memory === null || this.memoryTerminal !== terminal) {
      this.memory = this.room.memories.of(terminal);
      this.memoryTerminal = terminal;
    }
    return this.memory;
  }
}
