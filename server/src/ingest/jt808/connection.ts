import type { Socket } from 'node:net';
import { observedTimeFault } from '../contract.ts';
import type { FixColumns } from './fix-columns.ts';
import { FrameReader } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import type { CloseReason } from './gateway-options.ts';
import type { GatewayRoom } from './gateway-room.ts';
import { Header } from './header.ts';
import type { Answerable, Owed } from './intake.ts';
import { Location } from './location.ts';
import { MIN_ITEM_BYTES, readBatch } from './location-batch.ts';
import { MSG, msgName, type ReplyResult } from './message-ids.ts';
import { Reassembly } from './reassembly.ts';
import { contentHash, type RecentMessages } from './recent-messages.ts';
import { type Jt808RefusalCode, jt808Refusal } from './refusal-messages.ts';
import type { TerminalIdentity } from './registry.ts';
import { writePlatformReply } from './replies.ts';
import { answerAuthentication, answerRegistration } from './sign-in.ts';

/** connected → registered → authenticated; a logout goes back to connected. */
export type LinkState =
  | { readonly status: 'connected' }
  | { readonly status: 'registered'; readonly terminal: string }
  | { readonly status: 'authenticated'; readonly terminal: string };

/** reading, held by a full batch, held by a question to the registry, answering only (shutdown), closed. */
type Flow = 'reading' | 'waiting_for_room' | 'waiting_for_registry' | 'answering' | 'closed';

export class Jt808Connection implements Answerable {
  readonly socket: Socket;
  readonly header = new Header();
  readonly reader = new FrameReader();
  readonly writer = new FrameWriter(256);
  link: LinkState = { status: 'connected' };
  /** The terminal that gave its code on this connection, also after it logged out. */
  proven = '';
  private readonly room: GatewayRoom;
  private readonly location = new Location();
  private readonly reassembly: Reassembly;
  private flow: Flow = 'reading';
  private lastFrameAtMs: number;
  private goodFrames = 0;
  private memory: RecentMessages | null = null;
  private memoryTerminal = '';
  private frameIsOpen = false;
  private pendingSinceMs = 0;
  private faultsInRow = 0;
  private ourSerial = 0;

  constructor(socket: Socket, room: GatewayRoom) {
    this.socket = socket;
    this.room = room;
    this.reassembly = new Reassembly(room.limits.subPackets);
    this.lastFrameAtMs = room.now();
    socket.on('data', (chunk: Buffer) => this.data(chunk));
  }

  get isOpen(): boolean {
    return this.flow !== 'closed';
  }

  nextSerial(): number {
    this.ourSerial = (this.ourSerial + 1) & 0xffff;
    return this.ourSerial;
  }

  private data(chunk: Buffer): void {
    if (this.flow === 'closed' || this.flow === 'answering') return;
    this.reader.push(chunk);
    this.drain();
  }

  private drain(): void {
    while (this.flow === 'reading' && (this.frameIsOpen || this.reader.next())) {
      this.frameIsOpen = false;
      this.frame();
    }
    if (this.writer.length > 0) this.sendAnswers();
    if (this.flow === 'waiting_for_room' || this.flow === 'waiting_for_registry') {
      this.socket.pause();
      return;
    }
    const pending = this.reader.pendingBytes;
    if (pending === 0) this.pendingSinceMs = 0;
    else if (this.pendingSinceMs === 0) this.pendingSinceMs = this.room.now();
    if (pending > this.room.limits.maxGarbageBytes) this.close('garbage');
  }

  private frame(): void {
    const { reader, header } = this;
    const fault = reader.fault ?? header.read(reader.bytes, reader.start, reader.end);
    if (fault !== null) {
      this.refuse(fault, 'frame');
      if (++this.faultsInRow > this.room.limits.maxFaultsInRow) this.close('faults');
      return;
    }
    this.faultsInRow = 0;
    this.pendingSinceMs = 0;
    this.lastFrameAtMs = this.room.now();
    this.goodFrames++;
    this.room.stats.frames++;
    if (header.packetTotal > 1) this.subPacket();
    else this.message(reader.bytes, header.bodyStart, header.bodyEnd, null);
  }

  private subPacket(): void {
    // Only what can be long is put together; photographs and the like are told "unsupported".
    if (this.header.msgId !== MSG.locationBatch) {
      this.reply('unsupported');
      return;
    }
    // There must be room for the whole message before its last part is taken.
    const most = Math.ceil(this.room.limits.subPackets.bytesEach / MIN_ITEM_BYTES);
    if (this.room.intake.columns.room < most) {
      this.waitForRoom();
      return;
    }
    const whole = this.reassembly.add(this.header, this.reader.bytes, this.room.now());
    if (whole === null) return;
    if (typeof whole === 'string') {
      this.refuse(whole, msgName(this.header.msgId));
      this.reply('failed');
      return;
    }
    this.message(whole.body, 0, whole.body.length, whole.serials);
  }

  /** `serials`: those of the sub-packets, all answered; null for a message in one frame. */
  private message(bytes: Buffer, start: number, end: number, serials: readonly number[] | null): void {
    switch (this.header.msgId) {
      case MSG.location:
      case MSG.locationBatch:
        this.positions(bytes, start, end, serials);
        break;
      case MSG.heartbeat:
        this.reply('ok');
        break;
      case MSG.terminalReply:
        break;
      case MSG.logout:
        this.link = { status: 'connected' };
        this.reply('ok');
        break;
      case MSG.register:
        this.askRegistry(answerRegistration(this, this.room, bytes, start, end));
        break;
      case MSG.authenticate:
        this.askRegistry(answerAuthentication(this, this.room, bytes, start, end));
        break;
      default:
        this.reply('unsupported');
    }
  }

  private positions(bytes: Buffer, start: number, end: number, serials: readonly number[] | null): void {
    const { header, room } = this;
    const identity = room.registry.lookup(header.terminal);
    if (
      room.requireAuth &&
      (identity === 'unknown' || this.link.status !== 'authenticated' || this.link.terminal !== header.terminal)
    ) {
      this.refuse('not_authenticated', msgName(header.msgId));
      this.reply('failed');
      return;
    }
    const memory = this.memoryOf(header.terminal);
    const hash = contentHash(bytes, start, end);
    if (memory.has(header.serial, hash)) {
      room.stats.duplicates++;
      for (const serial of serials ?? [header.serial]) this.reply('ok', serial);
      return;
    }
    const columns = room.intake.columns;
    const most = header.msgId === MSG.location ? 1 : Math.ceil((end - start) / MIN_ITEM_BYTES);
    if (columns.room < most) {
      this.waitForRoom();
      return;
    }
    const before = columns.length;
    if (header.msgId === MSG.location) this.position(bytes, start, end, 0, identity, columns);
    else {
      const { fault } = readBatch(bytes, start, end, (from, to, index) =>
        this.position(bytes, from, to, index, identity, columns),
      );
      if (fault !== null) this.refuse(fault, msgName(header.msgId));
    }
    // A message of which nothing was good is answered "wrong", or the terminal would send it for ever.
    const nothingGood = columns.length === before;
    for (const serial of serials ?? [header.serial]) {
      if (nothingGood) this.reply('wrong', serial);
      else
        room.intake.owe({
          terminal: header.terminal,
          version: header.version,
          serial,
          msgId: header.msgId,
          hash,
          memory,
          to: this,
        });
    }
  }

  private position(
    bytes: Buffer,
    start: number,
    end: number,
    index: number,
    identity: TerminalIdentity,
    columns: FixColumns,
  ): void {
    const fault =
      this.location.read(bytes, start, end) ?? observedTimeFault(this.location.observedAtMs, this.lastFrameAtMs);
    if (fault === null) columns.push(this.header.terminal, identity, this.location);
    else this.refuse(fault, `${msgName(this.header.msgId)}[${index}]`, bytes.subarray(start, end));
  }

  private memoryOf(terminal: string): RecentMessages {
    if (this.memory === null || this.memoryTerminal !== terminal) {
      this.memory = this.room.memories.of(terminal);
      this.memoryTerminal = terminal;
    }
    return this.memory;
  }

  private waitForRoom(): void {
    this.frameIsOpen = true;
    this.flow = 'waiting_for_room';
    this.room.intake.wait(this);
  }

  private askRegistry(answered: Promise<void>): void {
    this.flow = 'waiting_for_registry';
    answered.then(
      () => this.resume(),
      (cause: unknown) => {
        this.room.registryFailed(cause);
        // Unanswered, the terminal tries again on a new connection.
        this.close('registry_error');
      },
    );
  }

  resume(): void {
    if (this.flow === 'closed' || this.flow === 'answering') return;
    this.flow = 'reading';
    this.lastFrameAtMs = this.room.now();
    this.drain();
    if (this.flow === 'reading') this.socket.resume();
  }

  answer(owed: Owed, result: ReplyResult): void {
    if (this.flow === 'closed') return;
    writePlatformReply(this.writer, owed, this.nextSerial(), owed.serial, owed.msgId, result);
  }

  reply(result: ReplyResult, serial = this.header.serial): void {
    writePlatformReply(this.writer, this.header, this.nextSerial(), serial, this.header.msgId, result);
  }

  sendAnswers(): void {
    if (this.flow === 'closed' || this.writer.length === 0) return;
    this.socket.write(this.writer.take());
    if (this.socket.writableLength > this.room.limits.maxUnsentBytes) this.close('not_reading');
  }

  refuse(code: Jt808RefusalCode, path: string, raw?: Buffer): void {
    this.room.stats.refused++;
    const { reader } = this;
    this.room.health.refused(
      'jt808',
      jt808Refusal(code, path),
      raw ?? reader.raw.subarray(reader.rawStart, reader.rawEnd),
    );
  }

  /** Called by the sweep. A connection that waits for us is not blamed for its silence. */
  checkClocks(nowMs: number): void {
    if (this.flow !== 'reading') return;
    const { heartbeatMs, frameMs } = this.room.limits;
    if (this.pendingSinceMs !== 0 && nowMs - this.pendingSinceMs > frameMs) this.close('slow_frame');
    else if (nowMs - this.lastFrameAtMs > heartbeatMs * (this.goodFrames === 0 ? 1 : 3)) this.close('idle');
  }

  /** Reads no more, but still sends the answers it owes. What is read but not taken goes unanswered and is sent again. */
  stopReading(): void {
    if (this.flow === 'closed') return;
    this.flow = 'answering';
    this.socket.pause();
  }

  close(reason: CloseReason): void {
    if (this.flow === 'closed') return;
    this.flow = 'closed';
    this.room.left(this, reason);
    if (reason !== 'shutdown') {
      this.socket.destroy();
      return;
    }
    this.socket.end();
    // Read on (and drop), or the other side's end would never be seen.
    this.socket.resume();
  }
}
