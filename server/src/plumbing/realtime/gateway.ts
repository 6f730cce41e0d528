import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Bye, IntentAnswer, NodesNow } from '@sitong/shared/protocol/down.ts';
import { IntentEnvelopeSchema } from '@sitong/shared/protocol/intents.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { AttentionSchema, type PhonePosition, PhonePositionSchema, ShownSchema } from '@sitong/shared/protocol/up.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { DeliveryLedger, LiveSession, LiveSessions, LiveWorld } from './live-world.ts';
import { type Backlog, backlogOf, cut, isSlow } from './slow-consumer.ts';
import { OpenHelloSchema, speakPlainly, speaksPlainly, taken } from './speech.ts';
import { TokenBucket } from './token-bucket.ts';
import { WorldFanout } from './world-fanout.ts';

/** A lane of latest values beside the events: position frames, readings. */
export interface SignalReaders {
  /** Starts sending what the reader's scope may see to this socket: whole, then what changes. */
  watch(socket: Socket, world: string, session: LiveSession): void;
  unwatch(socket: Socket): void;
}

export interface GatewayOptions {
  http: HttpServer;
  sessions: LiveSessions;
  world: (id: string) => LiveWorld | undefined;
  ledger: DeliveryLedger;
  positions: SignalReaders;
  readings: SignalReaders;
  /** A position of the phone page itself; who may send one is decided there. */
  onPhonePosition: (session: LiveSession, world: string, position: PhonePosition) => void;
  /** Origins a browser may come from; the server's own is among them. CORS does not cover WebSocket. */
  allowsOrigin: (origin: string, host: string | undefined) => boolean;
  now: () => number;
  log: Logger;
  /** Most sockets on this node. */
  mostSockets: number;
  /** How the nodes stand, for the health row; undefined: this one is alone. */
  nodes?: () => NodesNow | undefined;
}

/** A screen in a world on this node, and who sits before it. */
export interface SeatedPerson {
  person: string;
  name: string;
  world: string;
  /** `unknown`: a program that did not say. */
  screen: string;
  division?: string;
  /** Server time in milliseconds. */
  sinceMs: number;
}

const HEAD_EVERY_MS = 5000;
const BACKLOG_EVERY_MS = 2000;
const PART_ACK_MS = 20_000;
const MESSAGE_BYTES = 100_000;

/** The place of one socket: which world and room it is in, if any. */
interface Seat {
  session: LiveSession;
  fanout: WorldFanout | undefined;
  room: string | undefined;
  world: LiveWorld | undefined;
  bucket: TokenBucket;
  backlog: Backlog;
  screen: string;
  sinceMs: number;
  /** Counts hellos, so that a slow snapshot of an earlier one is given up. */
  hello: number;
}

/**
 * The live lane: `hello`, `snapshot`, `tail`, `events`, `head`, `positions`, `intent` on `/live`
 * (design §3). Reads the log's output and never writes it; order and completeness come from the log,
 * not from the connection.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #io: Server;
  readonly #fanouts = new Map<string, WorldFanout>();
  readonly #seats = new Map<string, Seat>();
  readonly #admitted = new WeakMap<Socket, LiveSession>();
  /** Worlds closed since the start: a screen that comes back to one is told why it is empty. */
  readonly #ended = new Set<string>();
  readonly #timers: NodeJS.Timeout[];

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#io = new Server(options.http, {
      path: '/live',
      // Our screens open a WebSocket at once; a plain client begins by polling and moves over.
      transports: ['polling', 'websocket'],
      serveClient: false,
      parser: wireParser,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      pingInterval: 10_000,
      pingTimeout: 8000,
      connectTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, this.#allows(request)),
    });
    const live = this.#io.of('/live');
    live.use((socket, next) => {
      this.#admit(socket).then(
        (refusal) => (refusal === undefined ? next() : next(new Error(refusal))),
        (error: unknown) => {
          options.log.error({ err: error }, 'checking a session at the handshake failed');
          next(new Error('unavailable'));
        },
      );
    });
    live.on('connection', (socket) => this.#connected(socket));
    this.#timers = [
      setInterval(() => this.beat(), HEAD_EVERY_MS),
      setInterval(() => this.#cutSlow(), BACKLOG_EVERY_MS),
    ];
  }

  get sockets(): number {
    return this.#seats.size;
  }

  get io(): Server {
    return this.#io;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#io.of('/live').emit('bye', { reason: 'server_stopping' } satisfies Bye);
    for (const fanout of this.#fanouts.values()) fanout.close();
    await this.#io.close();
  }

  /** A world was closed, here or at another node: its fan-out ends, every screen in it is told so. */
  worldClosed(world: string): void {
    this.#ended.add(world);
    for (const socket of this.#io.of('/live').sockets.values()) {
      const seat = this.#seats.get(socket.id);
      if (seat?.world?.world !== world) continue;
      this.#leave(socket, seat);
      socket.emit('bye', { reason: 'ended' } satisfies Bye);
    }
    this.#fanouts.get(world)?.close();
    this.#fanouts.delete(world);
  }

  /** Every screen that is in a world. */
  people(): SeatedPerson[] {
    const people: SeatedPerson[] = [];
    for (const { session, world, screen, sinceMs } of this.#seats.values()) {
      if (world === undefined) continue;
      const { person, name, division } = session.info;
      people.push({
        person,
        name,
        world: world.world,
        screen,
        ...(division === undefined ? {} : { division }),
        sinceMs,
      });
    }
    return people;
  }

  /** Tells the head at once: something in it changed that should not wait for the next beat. */
  beat(): void {
    for (const fanout of this.#fanouts.values()) fanout.beat();
  }

  #allows(request: IncomingMessage): boolean {
    if (this.#seats.size >= this.#options.mostSockets) return false;
    const { origin, host } = request.headers;
    if (origin !== undefined) return this.#options.allowsOrigin(origin, host);
    // A browser always names its origin at a WebSocket handshake, and at a poll at least how near the page is;
    // only other programs leave both out.
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  async #admit(socket: Socket): Promise<string | undefined> {
    const authorization = socket.handshake.headers.authorization;
    const fromAuth: unknown = socket.handshake.auth['token'];
    const token = typeof fromAuth === 'string' ? fromAuth : authorization?.replace(/^Bearer /, '');
    const session = await this.#options.sessions.authenticate({ cookie: socket.handshake.headers.cookie, token });
    if (session === undefined) return 'not_signed_in';
    this.#admitted.set(socket, session);
    return undefined;
  }

  #connected(socket: Socket): void {
    const session = this.#admitted.get(socket);
    if (session === undefined || session.status === 'ended') {
      this.#bye(socket, 'session_ended');
      return;
    }
    const seat: Seat = {
      session,
      fanout: undefined,
      room: undefined,
      world: undefined,
      bucket: new TokenBucket(20, 60, this.#options.now()),
      backlog: { sinceMs: undefined },
      screen: 'unknown',
      sinceMs: this.#options.now(),
      hello: 0,
    };
    this.#seats.set(socket.id, seat);
    const stopListening = seat.session.onEnd(() => this.#bye(socket, 'session_ended'));
    socket.on('disconnect', () => {
      stopListening();
      this.#leave(socket, seat);
      this.#seats.delete(socket.id);
    });
    socket.use((message, next) => {
      if (seat.session.status === 'ended') this.#bye(socket, 'session_ended');
      else if (!seat.bucket.take(this.#options.now())) tooFast(message, next);
      else if (typeof message[0] !== 'string') next(new Error('bad_message'));
      else next();
    });
    socket.on('error', (error: Error) => socket.emit('refused', { code: error.message }));
    socket.on('hello', (message: unknown) => {
      this.#hello(socket, seat, message).catch((error: unknown) => {
        this.#options.log.error({ err: error, socket: socket.id }, 'answering hello failed');
        // Not by a polite goodbye: from that a client does not come back by itself.
        cut(socket);
      });
    });
    socket.on('shown', (message: unknown) => {
      const shown = ShownSchema.safeParse(message);
      if (shown.success && seat.world !== undefined) {
        this.#options.ledger.shown(seat.session.id, seat.world.world, Math.min(shown.data.seq, seat.world.seq));
      }
    });
    socket.on('attention', (message: unknown) => {
      const attention = AttentionSchema.safeParse(message);
      if (!attention.success || seat.world === undefined) return;
      if (attention.data.positions === 'on') this.#options.positions.watch(socket, seat.world.world, seat.session);
      else this.#options.positions.unwatch(socket);
    });
    socket.on('position', (message: unknown) => {
      const position = PhonePositionSchema.safeParse(message);
      if (position.success && seat.world !== undefined)
        this.#options.onPhonePosition(seat.session, seat.world.world, position.data);
    });
    socket.on('intent', (message: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      this.#intent(seat, message).then(
        (result) => answer(result),
        (error: unknown) => {
          this.#options.log.error({ err: error }, 'an intent could not be settled');
          answer({ ok: false, refused: { code: 'unavailable' } } satisfies IntentAnswer);
        },
      );
    });
  }

  async #hello(socket: Socket, seat: Seat, message: unknown): Promise<void> {
    const parsed = OpenHelloSchema.safeParse(message);
    if (!parsed.success) {
      socket.emit('refused', { code: 'bad_hello', path: parsed.error.issues[0]?.path.join('.') });
      return;
    }
    const hello = parsed.data;
    if (hello.protocol !== undefined && hello.protocol !== PROTOCOL_VERSION) {
      this.#bye(socket, 'protocol_changed');
      return;
    }
    const world = this.#options.world(hello.world);
    if (world === undefined) {
      this.#bye(socket, this.#ended.has(hello.world) ? 'ended' : 'world_unknown');
      return;
    }
    if (!seat.session.info.worlds.includes(hello.world)) {
      this.#bye(socket, 'not_allowed');
      return;
    }
    this.#leave(socket, seat);
    seat.screen = hello.screen ?? 'unknown';
    seat.sinceMs = this.#options.now();
    speakPlainly(socket, hello.protocol === undefined ? 'plain' : 'bare');
    seat.hello += 1;
    const turn = seat.hello;
    const fanout = this.#fanoutOf(world);
    const scope = scopeOf(seat.session.info);
    const sameScope = hello.scope === undefined || fanout.roomOf(scope) === `${hello.world}|${hello.scope}`;
    let from = sameScope ? hello.since : null;
    if (from !== null && from > world.seq) {
      // This reader comes from a node that is further on. It must not be shown an older world: this node reads on
      // first, and one that cannot lets the reader keep its screen and try another.
      try {
        await world.caughtUp();
      } catch (error) {
        this.#options.log.warn({ err: error, socket: socket.id }, 'behind the reader and the log cannot be asked');
        cut(socket);
        return;
      }
      if (!socket.connected || seat.hello !== turn) return;
    }
    for (;;) {
      const resume = fanout.resume(scope, from);
      if (resume.kind === 'tail') {
        if (resume.partial !== undefined) socket.emit('snapshot', resume.partial);
        socket.emit('tail', resume.batch);
        break;
      }
      const [only] = resume.parts;
      if (resume.parts.length === 1 && only !== undefined) {
        socket.emit('snapshot', only);
        break;
      }
      // A long snapshot goes in acknowledged parts, so that it cannot trip the slow-consumer rule.
      for (const part of resume.parts) {
        if (speaksPlainly(socket)) {
          socket.emit('snapshot', part);
          await taken(socket, PART_ACK_MS);
        } else await socket.timeout(PART_ACK_MS).emitWithAck('snapshot', part);
        if (!socket.connected || seat.hello !== turn) return;
      }
      from = only?.seq ?? null;
    }
    // From here to the end nothing waits: what follows the message above comes through the room.
    seat.room = fanout.enter(scope);
    seat.fanout = fanout;
    seat.world = world;
    void socket.join([seat.room, fanout.worldRoom]);
    socket.emit('head', fanout.head());
    this.#options.readings.watch(socket, world.world, seat.session);
    if (hello.positions === 'on') this.#options.positions.watch(socket, world.world, seat.session);
    else this.#options.positions.unwatch(socket);
  }

  async #intent(seat: Seat, message: unknown): Promise<IntentAnswer> {
    const parsed = IntentEnvelopeSchema.safeParse(message);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return {
        ok: false,
        refused: { code: 'bad_intent', path: issue?.path.join('.') ?? '', facts: { message: issue?.message ?? '' } },
      };
    }
    if (seat.world === undefined) return { ok: false, refused: { code: 'no_world' } };
    if ((await seat.session.mayAct()) === 'idle') return { ok: false, refused: { code: 'idle_locked' } };
    return seat.world.submit(seat.session.info, parsed.data);
  }

  #fanoutOf(world: LiveWorld): WorldFanout {
    const known = this.#fanouts.get(world.world);
    if (known !== undefined) return known;
    const live = this.#io.of('/live');
    const fanout = new WorldFanout(
      world,
      { emit: (room, name, message) => live.to(room).emit(name, message) },
      this.#options.now,
      this.#options.nodes,
    );
    this.#fanouts.set(world.world, fanout);
    return fanout;
  }

  #leave(socket: Socket, seat: Seat): void {
    this.#options.positions.unwatch(socket);
    this.#options.readings.unwatch(socket);
    if (seat.room !== undefined && seat.fanout !== undefined) {
      void socket.leave(seat.room);
      void socket.leave(seat.fanout.worldRoom);
      seat.fanout.leave(seat.room);
    }
    seat.room = undefined;
    seat.fanout = undefined;
    seat.world = undefined;
  }

  #bye(socket: Socket, reason: Bye['reason']): void {
    socket.emit('bye', { reason } satisfies Bye);
    socket.disconnect(true);
  }

  #cutSlow(): void {
    const now = this.#options.now();
    for (const socket of this.#io.of('/live').sockets.values()) {
      const seat = this.#seats.get(socket.id);
      if (seat === undefined) continue;
      const bytes = backlogOf(socket);
      if (!isSlow(seat.backlog, bytes, now)) continue;
      this.#options.log.warn({ socket: socket.id, bytes }, 'slow reader cut off; it resumes by sequence');
      cut(socket);
    }
  }
}

/** Whoever waits for an answer gets one: a person must not wonder whether the order went out. */
function tooFast(message: readonly unknown[], next: (error?: Error) => void): void {
  const answer = message.at(-1);
  if (typeof answer === 'function') answer({ ok: false, refused: { code: 'too_fast' } } satisfies IntentAnswer);
  else next(new Error('too_fast'));
}
