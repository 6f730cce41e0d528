import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import {
  ByeSchema,
  EventBatchSchema,
  HeadSchema,
  type IntentAnswer,
  IntentAnswerSchema,
  SnapshotPartSchema,
} from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { emptyReplica, type Replica, takeBatch, takeSnapshotPart } from '@sitong/shared/protocol/replica.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io, type Socket } from 'socket.io-client';

/** Where a screen signs on: by session token, or by the cookie a browser would send. */
export interface ScreenOptions {
  url: string;
  token?: string;
  cookie?: string;
  origin?: string;
  /** Comes back by itself after a cut, as a browser does. */
  reconnects?: boolean;
}

/** What the line did wrong; an honest one leaves this empty. */
export interface Fault {
  kind: 'gap' | 'doubled' | 'out_of_order';
  from: number;
  to: number;
  known: number;
}

/**
 * A screen that keeps its copy of the world as the browser does, and a ledger of everything it was given:
 * what tests, faults and simulations hold against the log.
 */
export class Screen {
  readonly socket: Socket;
  replica: Replica = emptyReplica;
  /** Sequence numbers of the events taken, in order, since the last whole snapshot. */
  readonly taken: number[] = [];
  readonly faults: Fault[] = [];
  /** Sizes of every batch and part, for tests of what went over the line. */
  readonly snapshots: { mode: string; part: number; of: number; chars: number }[] = [];
  readonly refusals: string[] = [];
  bye: string | undefined;
  head = 0;
  /** Told of each batch of fresh events as it is taken. */
  onEvents: (events: readonly Envelope[]) => void = () => undefined;
  readonly #wakes = new Set<() => void>();

  constructor({ url, token, cookie, origin, reconnects = false }: ScreenOptions) {
    this.socket = io(`${url}/live`, {
      path: '/live',
      transports: ['websocket'],
      parser: wireParser,
      ...(token === undefined ? {} : { auth: { token } }),
      extraHeaders: {
        ...(cookie === undefined ? {} : { cookie }),
        ...(origin === undefined ? {} : { origin }),
      },
      forceNew: true,
      reconnection: reconnects,
      reconnectionDelay: 100,
      reconnectionDelayMax: 1000,
      autoConnect: false,
    });
    const { socket } = this;
    socket.on('snapshot', (raw: unknown, answer?: () => void) => {
      const part = SnapshotPartSchema.parse(raw);
      this.snapshots.push({ mode: part.mode, part: part.part, of: part.of, chars: part.text.length });
      this.replica = takeSnapshotPart(this.replica, part);
      if (part.mode === 'whole' && part.part + 1 === part.of) this.taken.length = 0;
      answer?.();
      this.#wake();
    });
    for (const name of ['tail', 'events']) socket.on(name, (raw: unknown) => this.#batch(raw));
    socket.on('head', (raw: unknown) => {
      this.head = HeadSchema.parse(raw).seq;
      this.#wake();
    });
    socket.on('refused', (raw: { code?: string }) => {
      this.refusals.push(raw.code ?? '');
      this.#wake();
    });
    socket.on('bye', (raw: unknown) => {
      this.bye = ByeSchema.parse(raw).reason;
      this.#wake();
    });
    for (const name of ['disconnect', 'connect', 'connect_error']) socket.on(name, () => this.#wake());
  }

  get seq(): number {
    return this.replica.seq ?? 0;
  }

  /** Resolves when connected; rejects with the server's reason when refused. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
  }

  /** Connects and says hello from what it holds. Resolves when the server has said how far the log reaches. */
  async open(
    given: { world?: string; since?: number | null; protocol?: string; positions?: 'on' | 'off' } = {},
  ): Promise<this> {
    this.socket.on('connect', () => this.hello(given));
    const answered = new Promise<void>((resolve, reject) => {
      this.socket.once('head', () => resolve());
      this.socket.once('bye', (raw: unknown) => reject(new Error(ByeSchema.parse(raw).reason)));
    });
    answered.catch(() => undefined);
    await this.connect();
    await answered;
    return this;
  }

  hello(given: { world?: string; since?: number | null; protocol?: string; positions?: 'on' | 'off' } = {}): void {
    this.socket.emit('hello', {
      world: given.world ?? 'live',
      since: given.since === undefined ? this.replica.seq : given.since,
      ...(this.replica.scope === undefined ? {} : { scope: this.replica.scope }),
      protocol: given.protocol ?? PROTOCOL_VERSION,
      positions: given.positions ?? 'off',
    });
  }

  /** Sends one intent; rejects when no answer comes in time, and then nothing is known. */
  async send(intent: Intent, commandId: Id = newId(), withinMs = 15_000): Promise<IntentAnswer> {
    return IntentAnswerSchema.parse(await this.socket.timeout(withinMs).emitWithAck('intent', { commandId, intent }));
  }

  /** Resolves when it holds; rejects after `withinMs`, saying where the screen stands. */
  async until(holds: () => boolean, withinMs = 10_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0) {
        const { seq, head, bye } = this;
        throw new Error(`waited ${withinMs} ms: screen at ${seq}, head ${head}, bye ${bye ?? '-'}`);
      }
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          this.#wakes.delete(done);
          resolve();
        };
        const timer = setTimeout(done, left);
        this.#wakes.add(done);
      });
    }
  }

  reaches(seq: number, withinMs?: number): Promise<void> {
    return this.until(() => this.seq >= seq, withinMs);
  }

  /** The line is gone without a word, as when a cable is pulled. */
  cut(): void {
    this.socket.io.engine.close();
  }

  close(): void {
    this.socket.disconnect();
  }

  #batch(raw: unknown): void {
    const batch = EventBatchSchema.parse(raw);
    const known = this.seq;
    const fault = (kind: Fault['kind']): void => {
      this.faults.push({ kind, from: batch.from, to: batch.to, known });
    };
    if (batch.events.some((event, i) => i > 0 && event.seq <= (batch.events[i - 1]?.seq ?? 0))) fault('out_of_order');
    if (batch.from <= known && batch.to >= batch.from) fault('doubled');
    const applied = takeBatch(this.replica, batch);
    if (applied.kind === 'gap') fault('gap');
    else {
      this.replica = applied.replica;
      for (const { seq } of applied.events) this.taken.push(seq);
      this.onEvents(applied.events);
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of [...this.#wakes]) wake();
  }
}
