import type { Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import type { CloseReason } from './gateway-options.ts';
import type { GatewayRoom } from './gateway-room.ts';
import { Header } from './header.ts';
import type { Answerable, Owed } from './intake.ts';
import { MSG, type ReplyResult } from './message-ids.ts';
import { PositionDoor, type Taken } from './position-door.ts';
import type { RecentMessages } from './recent-messages.ts';
import { type Jt808RefusalCode, jt808Refusal } from './refusal-messages.ts';
import { writePlatformReply } from './replies.ts';
import { answerAuthentication, answerRegistration } from './sign-in.ts';

/** connected → registered → authenticated; a logout goes back to connected. */
export type LinkState =
  | { readonly status: 'connected' }
  | { readonly status: 'registered'; readonly terminal: string }
  | { readonly status: 'authenticated'; readonly terminal: string };

/**
 * reading; held by a full batch; held by a question to the registry; only answering (the peer
 * said all it had, or the gateway closes); closed.
 */
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
  private readonly positions: PositionDoor;
  private flow: Flow = 'reading';
  private lastFrameAtMs: number;
  private goodFrames = 0;
  private frameIsOpen = false;
  private pendingSinceMs = 0;
  private faultsInRow = 0;
  private ourSerial = 0;
  /** Answers that wait for the sink. */
  private owed = 0;
  private peer: 'there' | 'said_all' = 'there';

  constructor(socket: Socket, room: GatewayRoom) {
    this.socket = socket;
    this.room = room;
    this.positions = new PositionDoor(this, room);
    this.lastFrameAtMs = room.now();
    socket.on('data', (chunk: Buffer) => this.data(chunk));
  }

  get isOpen(): boolean {
    return this.flow !== 'closed';
  }

  isSignedIn(terminal: string): boolean {
    return this.link.status === 'authenticated' && this.link.terminal === terminal;
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
    this.sendAnswers();
    if (this.flow !== 'reading') {
      if (this.flow !== 'closed') this.socket.pause();
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
    if (header.packetTotal > 1) this.waitUnless(this.positions.takePart(reader.bytes, this.lastFrameAtMs));
    else this.message(reader.bytes, header.bodyStart, header.bodyEnd);
  }

  private message(bytes: Buffer, start: number, end: number): void {
    switch (this.header.msgId) {
      case MSG.location:
      case MSG.locationBatch:
        this.waitUnless(this.positions.take(bytes, start, end, null, this.lastFrameAtMs));
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

  private waitUnless(taken: Taken): void {
    if (taken === 'done') return;
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
    if (this.isReading()) this.socket.resume();
  }

  private isReading(): boolean {
    return this.flow === 'reading';
  }

  /** The answer to this frame leaves when the sink has its positions. */
  owe(serial: number, hash: number, memory: RecentMessages): void {
    const { terminal, version, msgId } = this.header;
    this.owed++;
    this.room.intake.owe({ terminal, version, serial, msgId, hash, memory, to: this });
  }

  answer(owed: Owed, result: ReplyResult): void {
    this.owed--;
    if (this.flow === 'closed') return;
    writePlatformReply(this.writer, owed, this.nextSerial(), owed.serial, owed.msgId, result);
  }

  reply(result: ReplyResult, serial = this.header.serial): void {
    writePlatformReply(this.writer, this.header, this.nextSerial(), serial, this.header.msgId, result);
  }

  sendAnswers(): void {
    if (this.flow === 'closed') return;
    if (this.writer.length > 0) this.socket.write(this.writer.take());
    if (this.socket.writableLength > this.room.limits.maxUnsentBytes) this.close('not_reading');
    else if (this.peer === 'said_all' && this.owed === 0) this.close('peer');
  }

  refuse(code: Jt808RefusalCode, path: string, raw?: Buffer): void {
    this.room.stats.refused++;
    const { reader } = this;
    const rawBytes = raw ?? reader.raw.subarray(reader.rawStart, reader.rawEnd);
    this.room.health.refused('jt808', jt808Refusal(code, path), rawBytes);
  }

  /** Called by the sweep. A connection that waits for us is not blamed for its silence. */
  checkClocks(nowMs: number): void {
    const { heartbeatMs, frameMs } = this.room.limits;
    if (this.peer === 'said_all' && nowMs - this.lastFrameAtMs > heartbeatMs * 3) this.close('idle');
    if (this.flow !== 'reading') return;
    if (this.pendingSinceMs !== 0 && nowMs - this.pendingSinceMs > frameMs) this.close('slow_frame');
    else if (nowMs - this.lastFrameAtMs > heartbeatMs * (this.goodFrames === 0 ? 1 : 3)) this.close('idle');
  }

  /** Reads no more, but still sends the answers it owes. What is read but not taken goes unanswered and is sent again. */
  stopReading(): void {
    if (this.flow === 'closed') return;
    this.flow = 'answering';
    this.socket.pause();
  }

  /** The other side sends no more, but may still read: it gets its answers first. */
  peerEnded(): void {
    if (this.flow === 'closed') return;
    this.peer = 'said_all';
    this.flow = 'answering';
    this.sendAnswers();
  }

  close(reason: CloseReason): void {
    if (this.flow === 'closed') return;
    this.flow = 'closed';
    this.room.left(this, reason);
    if (reason !== 'shutdown' && reason !== 'peer') {
      this.socket.destroy();
      return;
    }
    this.socket.end();
    // Read on (and drop), or the other side's end would never be seen.
    this.socket.resume();
  }
}
