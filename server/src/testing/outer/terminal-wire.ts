import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** One message of the other end, read by the standard's layout alone (JT/T 808, §4.4). */
export interface Heard {
  msgId: string;
  /** General answer 0x8001: serial and id of what is answered, 0 = done. */
  answers: { serial: number; msgId: string; result: number } | undefined;
  body: Buffer;
}

/** A raw TCP line to the gateway: no code of the gateway is used, as with a terminal of another maker. */
export class TerminalWire {
  readonly #socket: Socket;
  #rest = Buffer.alloc(0);
  #heard: Heard[] = [];
  #waiting: ((heard: Heard) => void)[] = [];
  readonly closed: Promise<unknown>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = once(socket, 'close');
    socket.on('error', () => undefined); // a reset is told by `closed`
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
  }

  static async dial(port: number): Promise<TerminalWire> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new TerminalWire(socket);
  }

  send(hex: string): void {
    this.#socket.write(Buffer.from(hex, 'hex'));
  }

  next(): Promise<Heard> {
    const heard = this.#heard.shift();
    if (heard !== undefined) return Promise.resolve(heard);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const from = this.#rest.indexOf(0x7e);
      const to = from < 0 ? -1 : this.#rest.indexOf(0x7e, from + 1);
      if (to < 0) return;
      const heard = read(unescaped(this.#rest.subarray(from + 1, to)));
      this.#rest = this.#rest.subarray(to + 1);
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#heard.push(heard);
      else waiting(heard);
    }
  }
}

function unescaped(wire: Buffer): Buffer {
  return Buffer.from(
    wire
      .toString('hex')
      .replace(/(..)/g, '$1 ')
      .replaceAll('7d 02', '7e')
      .replaceAll('7d 01', '7d')
      .replaceAll(' ', ''),
    'hex',
  );
}

const hex4 = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

function read(frame: Buffer): Heard {
  if (frame.subarray(0, -1).reduce((sum, byte) => sum ^ byte, 0) !== frame.at(-1))
    throw new Error('wrong checksum in the answer');
  const versioned = (frame.readUInt16BE(2) & 0x4000) !== 0;
  const body = frame.subarray(versioned ? 17 : 12, -1);
  const msgId = hex4(frame.readUInt16BE(0));
  const answers =
    msgId === '0x8001'
      ? { serial: body.readUInt16BE(0), msgId: hex4(body.readUInt16BE(2)), result: body[4] ?? -1 }
      : undefined;
  return { msgId, answers, body };
}

/** A frame by the standard's layout, 2013 header. */
export function frame(msgId: number, phone: string, serial: number, body: Buffer = Buffer.alloc(0)): string {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(msgId, 0);
  head.writeUInt16BE(body.length, 2);
  head.write(phone.padStart(12, '0'), 4, 'hex');
  head.writeUInt16BE(serial, 10);
  const plain = Buffer.concat([head, body]);
  const sum = plain.reduce((xor, byte) => xor ^ byte, 0);
  const bytes = [...plain, sum].flatMap((byte) => (byte === 0x7e ? [0x7d, 2] : byte === 0x7d ? [0x7d, 1] : [byte]));
  return Buffer.from([0x7e, ...bytes, 0x7e]).toString('hex');
}

/** Body of 0x0200 with a valid fix; time in BCD at UTC+8. */
export function locationBody(at: {
  lon: number;
  lat: number;
  speedKmh: number;
  courseDeg: number;
  ms: number;
}): Buffer {
  const body = Buffer.alloc(28);
  body.writeUInt32BE(3, 4);
  body.writeUInt32BE(Math.round(at.lat * 1e6), 8);
  body.writeUInt32BE(Math.round(at.lon * 1e6), 12);
  body.writeUInt16BE(Math.round(at.speedKmh * 10), 18);
  body.writeUInt16BE(at.courseDeg, 20);
  const local = new Date(at.ms + 8 * 3_600_000).toISOString();
  body.write(local.slice(2, 19).replace(/\D/g, ''), 22, 'hex');
  return body;
}
