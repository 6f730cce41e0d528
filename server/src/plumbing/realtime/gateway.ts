import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { ThumbprintSchema } from '@sitong/shared/protocol/device.ts';
import type { Bye, HeadHealth, IntentAnswer } from '@sitong/shared/protocol/down.ts';
import { HEAD_EVERY_MS } from '@sitong/shared/protocol/heartbeat.ts';
import { IntentEnvelopeSchema } from '@sitong/shared/protocol/intents.ts';
import { AttentionSchema, type PhonePosition, PhonePositionSchema, ShownSchema } from '@sitong/shared/protocol/up.ts';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Crowd } from './crowd.ts';
import type { DeliveryLedger, LiveSession, LiveSessions, LiveWorld } from './live-world.ts';
import { bye, newSeat, type Seat, type SeatedPerson, seatedPerson } from './seat.ts';
import { backlogOf, cut, isSlow } from './slow-consumer.ts';
import { type SignalReaders, WorldRooms } from './world-rooms.ts';

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
  /** How many lines there may be on this node, of one address and of one person. */
  crowd: Crowd;
  /** How the nodes and the virus scanner stand, for the health row. */
  health?: () => HeadHealth;
}

const BACKLOG_EVERY_MS = 2000;
const MESSAGE_BYTES = 100_000;

/** A part that does not fit is as if it were not there. */
const AuthSchema = z.object({
  token: z.string().max(200).optional().catch(undefined),
  pass: z.string().max(100).optional().catch(undefined),
  device: ThumbprintSchema.optional().catch(undefined),
});

/**
 * The live lane: `hello`, `snapshot`, `tail`, `events`, `head`, `positions`, `intent` on `/live`
 * (design §3). Reads the log's output and never writes it; order and completeness come from the log,
 * not from the connection.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #io: Server;
  readonly #rooms: WorldRooms;
  readonly #seats = new Map<string, Seat>();
  readonly #admitted = new WeakMap<Socket, LiveSession>();
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
    const { world, positions, readings, now, log, health } = options;
    this.#rooms = new WorldRooms({ live, world, positions, readings, now, log, health });
    live.use((socket, next) => {
      this.#admit(socket).then(
        (refusal) => (refusal === undefined ? next() : next(Object.assign(new Error(refusal.code), refusal))),
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
    this.#rooms.close();
    await this.#io.close();
  }

  /** A world was closed, here or at another node: its fan-out ends, every screen in it is told so. */
  worldClosed(world: string): void {
    this.#rooms.worldClosed(world, this.#seats);
  }

  /** Every screen that is in a world. */
  people(): SeatedPerson[] {
    return [...this.#seats.values()].flatMap((seat) => seatedPerson(seat) ?? []);
  }

  /** Tells the head at once: something in it changed that should not wait for the next beat. */
  beat(): void {
    this.#rooms.beat();
  }

  #allows(request: IncomingMessage): boolean {
    const { crowd } = this.#options;
    if (crowd.handshake(crowd.addressOf(request)) !== undefined) return false;
    const { origin, host } = request.headers;
    if (origin !== undefined) return this.#options.allowsOrigin(origin, host);
    // A browser always names its origin at a WebSocket handshake, and at a poll at least how near the page is;
    // only other programs leave both out.
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  /** `data` goes with the refusal: what a phone is to sign, or the order to clear itself. */
  async #admit(socket: Socket): Promise<{ code: string; data?: object } | undefined> {
    const { auth, headers } = socket.handshake;
    const { sessions } = this.#options;
    const said = AuthSchema.safeParse(auth).data ?? {};
    const token = said.token ?? headers.authorization?.replace(/^Bearer /, '');
    const session = await sessions.authenticate({ cookie: headers.cookie, token });
    if (session === undefined) {
      const order = await sessions.wipeOrder({ cookie: headers.cookie, token, device: said.device });
      return order === undefined ? { code: 'not_signed_in' } : { code: 'device_wiped', data: order };
    }
    const proven = await session.proven({ pass: said.pass });
    if (proven.kind === 'needed') return { code: 'proof_needed', data: { nonce: proven.nonce } };
    this.#admitted.set(socket, session);
    return undefined;
  }

  #connected(socket: Socket): void {
    const session = this.#admitted.get(socket);
    if (session === undefined || session.status === 'ended') {
      bye(socket, 'session_ended');
      return;
    }
    const { crowd } = this.#options;
    const address = crowd.addressOf(socket.request);
    const { username } = session.info;
    const leave = crowd.enter(address, username);
    if (typeof leave === 'string') {
      socket.emit('refused', { code: leave });
      cut(socket);
      return;
    }
    const seat = newSeat(session, this.#options.now());
    this.#seats.set(socket.id, seat);
    const stopListening = seat.session.onEnd(() => bye(socket, 'session_ended'));
    socket.on('disconnect', () => {
      stopListening();
      this.#rooms.leave(socket, seat);
      this.#seats.delete(socket.id);
      leave();
    });
    socket.use((message, next) => {
      if (seat.session.status === 'ended') bye(socket, 'session_ended');
      else if (!seat.bucket.take(this.#options.now()) || !crowd.maySpeak(address, username)) tooFast(message, next);
      else if (typeof message[0] !== 'string') next(new Error('bad_message'));
      else next();
    });
    socket.on('error', (error: Error) => socket.emit('refused', { code: error.message }));
    socket.on('hello', (message: unknown) => {
      this.#rooms.hello(socket, seat, message).catch((error: unknown) => {
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
