import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';
import { encodeFrame, encodeSubPackets, type TerminalAddress } from './frame-writer.ts';
import { Header } from './header.ts';
import { encodeLocation, type LocationToSend } from './location.ts';
import { type BatchType, encodeLocationBatch } from './location-batch.ts';
import { MSG } from './message-ids.ts';
import { encodeAuthentication, encodeRegistration, type Registration } from './registration.ts';
import { decodePlatformMessage, type PlatformMessage } from './replies.ts';

/** The terminal's side of JT/T 808: scenarios and load drive the gateway through it as real vehicles do. */
export interface TerminalClientOptions extends TerminalAddress {
  readonly host: string;
  readonly port: number;
  /** A terminal gives up waiting after this and would send again. */
  readonly answerTimeoutMs?: number;
}

interface Waiting {
  readonly resolve: (message: PlatformMessage) => void;
  readonly reject: (cause: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const MAX_BODY_BYTES = 1023;
const ANSWER_TIMEOUT_MS = 30_000;

/** Rejects when the gateway cannot be reached. */
export async function connectTerminal(options: TerminalClientOptions): Promise<TerminalClient> {
  const socket = connect({ host: options.host, port: options.port, noDelay: true });
  await once(socket, 'connect');
  return new TerminalClient(socket, options);
}

/** Each message resolves with the platform's answer; it rejects on a timeout or a lost link. */
export class TerminalClient {
  private readonly socket: Socket;
  private readonly options: TerminalClientOptions;
  private readonly waiting = new Map<number, Waiting>();
  private readonly reader = new FrameReader();
  private readonly header = new Header();
  private serial = 0;

  constructor(socket: Socket, options: TerminalClientOptions) {
    this.socket = socket;
    this.options = options;
    socket.on('data', (chunk: Buffer) => this.data(chunk));
    socket.on('error', (cause) => this.fail(cause));
    socket.on('close', () => this.fail(new Error('the link to the platform was closed')));
  }

  /** The authentication code. Rejects when the platform refuses. */
  async register(registration: Registration): Promise<string> {
    const answer = await this.send(MSG.register, encodeRegistration(registration));
    if (answer.kind === 'registered') return answer.authCode;
    throw new Error(`registration refused: ${answer.kind === 'register_refused' ? answer.result : answer.kind}`);
  }

  authenticate(code: string): Promise<PlatformMessage> {
    return this.send(MSG.authenticate, encodeAuthentication({ code }, this.options.version));
  }

  heartbeat(): Promise<PlatformMessage> {
    return this.send(MSG.heartbeat, Buffer.alloc(0));
  }

  sendLocation(location: LocationToSend): Promise<PlatformMessage> {
    return this.send(MSG.location, encodeLocation(location));
  }

  /** Stored positions, in sub-packets where they are long. Resolves with the answer to the last one. */
  sendBatch(type: BatchType, locations: readonly LocationToSend[]): Promise<PlatformMessage> {
    return this.send(MSG.locationBatch, encodeLocationBatch(type, locations.map(encodeLocation)));
  }

  async close(): Promise<void> {
    if (this.socket.closed) return;
    const closed = once(this.socket, 'close');
    this.socket.end();
    const patience = setTimeout(() => this.socket.destroy(), this.options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
    await closed;
    clearTimeout(patience);
  }

  private send(msgId: number, body: Buffer): Promise<PlatformMessage> {
    const first = (this.serial + 1) & 0xffff;
    const frame = { terminal: this.options.terminal, version: this.options.version, msgId, serial: first, body };
    const wires = body.length > MAX_BODY_BYTES ? encodeSubPackets(frame) : [encodeFrame(frame)];
    this.serial = (this.serial + wires.length) & 0xffff;
    const last = this.serial;
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) {
        reject(new Error('the link to the platform was closed'));
        return;
      }
      const timer = setTimeout(() => {
        this.waiting.delete(last);
        reject(new Error(`no answer to message ${last}`));
      }, this.options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
      this.waiting.set(last, { resolve, reject, timer });
      this.socket.write(Buffer.concat(wires));
    });
  }

  private data(chunk: Buffer): void {
    this.reader.push(chunk);
    while (this.reader.next()) {
      const { reader, header } = this;
      if (reader.fault !== null || header.read(reader.bytes, reader.start, reader.end) !== null) continue;
      const message = decodePlatformMessage(header.msgId, reader.bytes, header.bodyStart, header.bodyEnd);
      if (message.kind === 'other') continue;
      const waiting = this.waiting.get(message.serial);
      if (waiting === undefined) continue;
      this.waiting.delete(message.serial);
      clearTimeout(waiting.timer);
      waiting.resolve(message);
    }
  }

  private fail(cause: Error): void {
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(cause);
    }
    this.waiting.clear();
  }
}
