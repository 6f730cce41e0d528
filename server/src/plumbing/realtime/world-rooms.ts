import type { Scope } from '@sitong/shared/kernel/envelope.ts';
import type { Bye, HeadHealth } from '@sitong/shared/protocol/down.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { PROTOCOL_VERSION } from '@sitong/shared/protocol/version.ts';
import type { Logger } from 'pino';
import type { Namespace, Socket } from 'socket.io';
import type { LiveSession, LiveWorld } from './live-world.ts';
import { bye, type Seat } from './seat.ts';
import { cut } from './slow-consumer.ts';
import { OpenHelloSchema, speakPlainly, speaksPlainly, taken } from './speech.ts';
import { WorldFanout } from './world-fanout.ts';

/** How long a reader may take over one part of a long snapshot. */
const PART_ACK_MS = 20_000;

/** A lane of latest values beside the events: position frames, readings. */
export interface SignalReaders {
  /** Starts sending what the reader's scope may see to this socket: whole, then what changes. */
  watch(socket: Socket, world: string, session: LiveSession): void;
  unwatch(socket: Socket): void;
}

export interface WorldRoomsOptions {
  live: Namespace;
  world: (id: string) => LiveWorld | undefined;
  positions: SignalReaders;
  readings: SignalReaders;
  now: () => number;
  log: Logger;
  health?: (() => HeadHealth) | undefined;
}

/** A reader about to enter: where, and what it holds already. */
interface Entry {
  world: LiveWorld;
  fanout: WorldFanout;
  scope: Scope;
  /** Last sequence the reader holds; null: nothing of this scope. */
  from: number | null;
  positions: 'on' | 'off' | undefined;
  /** Whether the socket still waits for this very entry. */
  stillHere: () => boolean;
}

/** The rooms of every world on this node: who enters, with which snapshot or tail, and who leaves. */
export class WorldRooms {
  readonly #options: WorldRoomsOptions;
  readonly #fanouts = new Map<string, WorldFanout>();
  /** Worlds closed since the start: a screen that comes back to one is told why it is empty. */
  readonly #ended = new Set<string>();

  constructor(options: WorldRoomsOptions) {
    this.#options = options;
  }

  beat(): void {
    for (const fanout of this.#fanouts.values()) fanout.beat();
  }

  close(): void {
    for (const fanout of this.#fanouts.values()) fanout.close();
  }

  /** The world's fan-out ends; every screen in it is told so. */
  worldClosed(world: string, seats: ReadonlyMap<string, Seat>): void {
    this.#ended.add(world);
    for (const socket of this.#options.live.sockets.values()) {
      const seat = seats.get(socket.id);
      if (seat?.world?.world !== world) continue;
      this.leave(socket, seat);
      socket.emit('bye', { reason: 'ended' } satisfies Bye);
    }
    this.#fanouts.get(world)?.close();
    this.#fanouts.delete(world);
  }

  /** Answers a hello: lets the socket into the world's room, after the snapshot or the tail it lacks. */
  async hello(socket: Socket, seat: Seat, message: unknown): Promise<void> {
    const parsed = OpenHelloSchema.safeParse(message);
    if (!parsed.success) {
      socket.emit('refused', { code: 'bad_hello', path: parsed.error.issues[0]?.path.join('.') });
      return;
    }
    const hello = parsed.data;
    if (hello.protocol !== undefined && hello.protocol !== PROTOCOL_VERSION) return bye(socket, 'protocol_changed');
    const world = this.#options.world(hello.world);
    if (world === undefined) return bye(socket, this.#ended.has(hello.world) ? 'ended' : 'world_unknown');
    if (!seat.session.info.worlds.includes(hello.world)) return bye(socket, 'not_allowed');
    this.leave(socket, seat);
    seat.screen = hello.screen ?? 'unknown';
    seat.sinceMs = this.#options.now();
    speakPlainly(socket, hello.protocol === undefined ? 'plain' : 'bare');
    seat.hello += 1;
    const turn = seat.hello;
    const stillHere = (): boolean => socket.connected && seat.hello === turn;
    const fanout = this.#fanoutOf(world);
    const scope = scopeOf(seat.session.info);
    const sameScope = hello.scope === undefined || fanout.roomOf(scope) === `${hello.world}|${hello.scope}`;
    const from = sameScope ? hello.since : null;
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
      if (!stillHere()) return;
    }
    const known = { world, fanout, scope, from, positions: hello.positions, stillHere };
    await this.#enter(socket, seat, known);
  }

  async #enter(socket: Socket, seat: Seat, entry: Entry): Promise<void> {
    const { world, fanout, scope, stillHere } = entry;
    let { from } = entry;
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
        if (!stillHere()) return;
      }
      from = only?.seq ?? null;
    }
    // From the message above to the end nothing waits: what follows it comes through the room.
    seat.room = fanout.enter(scope);
    seat.fanout = fanout;
    seat.world = world;
    void socket.join([seat.room, fanout.worldRoom]);
    socket.emit('head', fanout.head());
    this.#options.readings.watch(socket, world.world, seat.session);
    if (entry.positions === 'on') this.#options.positions.watch(socket, world.world, seat.session);
    else this.#options.positions.unwatch(socket);
  }

  leave(socket: Socket, seat: Seat): void {
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

  #fanoutOf(world: LiveWorld): WorldFanout {
    const known = this.#fanouts.get(world.world);
    if (known !== undefined) return known;
    const { live, now, health } = this.#options;
    const fanout = new WorldFanout(
      world,
      { emit: (room, name, message) => live.to(room).emit(name, message) },
      now,
      health,
    );
    this.#fanouts.set(world.world, fanout);
    return fanout;
  }
}
