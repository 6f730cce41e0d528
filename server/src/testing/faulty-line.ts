import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { assertNever } from '@sitong/shared/kernel/refusal.ts';

/** What happens to the bytes on the line. */
export type LineState =
  | { kind: 'through' }
  /** Every connection ended, no new one let through: a dead zone. */
  | { kind: 'cut' }
  /** Bytes late by so many milliseconds in each direction, in their order. */
  | { kind: 'slow'; delayMs: number }
  /** What packet loss looks like above TCP: some pieces wait for their repetition, and all behind them with them. */
  | { kind: 'lossy'; share: number; stallMs: number }
  /** Open, and nothing passes in either direction; nobody is told. New connections are taken and hear nothing. */
  | { kind: 'silent' }
  /** Half-open: what the server says does not arrive, what the client says does. */
  | { kind: 'deaf' };

export interface FaultyLine {
  /** Where to reach the server through this line. */
  readonly url: string;
  /** Connections open now. */
  readonly open: number;
  become(state: LineState): void;
  /** The next piece of each connection in this direction arrives by half, then the connection is reset. */
  cutMidFrame(towards: 'server' | 'client'): void;
  close(): Promise<void>;
}

interface Piece {
  bytes: Buffer;
  dueMs: number;
}

/** One direction of one connection: pieces in their order, each not before its time. */
class Pump {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #waiting: Piece[] = [];
  readonly #late: () => number | 'held';
  #timer: NodeJS.Timeout | undefined;
  #next: 'whole' | 'half' = 'whole';

  constructor(from: Socket, to: Socket, late: () => number | 'held') {
    this.#from = from;
    this.#to = to;
    this.#late = late;
    from.on('data', (bytes: Buffer) => {
      const wait = late();
      this.#waiting.push({ bytes, dueMs: wait === 'held' ? 0 : performance.now() + wait });
      // What cannot pass stays in the sender's kernel, as it would on a dead wire.
      if (wait === 'held') from.pause();
      this.#pass();
    });
    from.on('end', () => {
      if (this.#waiting.length === 0) to.end();
    });
  }

  half(): void {
    this.#next = 'half';
  }

  /** The line has changed. */
  changed(): void {
    if (this.#late() !== 'held') this.#from.resume();
    this.#pass();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #pass(): void {
    clearTimeout(this.#timer);
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#late() === 'held') return;
      const leftMs = first.dueMs - performance.now();
      if (leftMs > 0) {
        this.#timer = setTimeout(() => this.#pass(), leftMs);
        return;
      }
      this.#waiting.shift();
      if (this.#next === 'half' && first.bytes.length > 1) {
        this.#to.write(first.bytes.subarray(0, first.bytes.length >> 1), () => {
          this.#to.destroy();
          this.#from.resetAndDestroy();
        });
        return;
      }
      if (!this.#to.destroyed) this.#to.write(first.bytes);
    }
  }
}

/** A line of TCP to a server of this machine on which things go wrong: nothing in the client knows of it. */
export async function faultyLine(serverUrl: string, random: () => number): Promise<FaultyLine> {
  const { hostname, port } = new URL(serverUrl);
  const wires = new Map<Socket, { far: Socket; down: Pump; up: Pump }>();
  let state: LineState = { kind: 'through' };
  const late = (towards: 'server' | 'client') => (): number | 'held' => {
    switch (state.kind) {
      case 'through':
      case 'cut':
        return 0;
      case 'slow':
        return state.delayMs;
      case 'lossy':
        return random() < state.share ? state.stallMs * (0.5 + random()) : 0;
      case 'silent':
        return 'held';
      case 'deaf':
        return towards === 'client' ? 'held' : 0;
      default:
        return assertNever(state);
    }
  };
  const door = createServer((near) => {
    if (state.kind === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    const wire = { far, down: new Pump(far, near, late('client')), up: new Pump(near, far, late('server')) };
    wires.set(near, wire);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      // Either end may break at any moment, which is what this line is for; the other end then goes as well.
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        wire.down.stop();
        wire.up.stop();
        wires.delete(near);
        other.destroy();
      });
    }
  });
  door.listen(0, hostname);
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const destroyAll = (): void => {
    for (const near of wires.keys()) near.destroy();
  };
  return {
    url: `http://${hostname}:${address.port}`,
    get open() {
      return wires.size;
    },
    become: (next) => {
      state = next;
      if (next.kind === 'cut') destroyAll();
      for (const { down, up } of wires.values()) {
        down.changed();
        up.changed();
      }
    },
    cutMidFrame: (towards) => {
      for (const { down, up } of wires.values()) (towards === 'client' ? down : up).half();
    },
    close: async () => {
      const closed = once(door, 'close');
      door.close();
      destroyAll();
      await closed;
    },
  };
}
