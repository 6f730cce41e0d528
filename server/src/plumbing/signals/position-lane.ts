import type { Scope } from '@sitong/shared/kernel/envelope.ts';
import type { Units } from '@sitong/shared/protocol/down.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { Socket } from 'socket.io';
import type { LiveSession } from '../realtime/live-world.ts';
import { emitFrame } from '../realtime/speech.ts';
import type { SignalReaders } from '../realtime/world-rooms.ts';
import { InStep } from './in-step.ts';
import type { PositionTable } from './position-table.ts';

/** Frames: four a second and scope. */
export const POSITION_TICK_MS = 250;

interface Group {
  world: string;
  scope: Scope;
  /** One place for each unit named to the readers so far. */
  mask: Uint8Array;
  ownerVersion: number;
  /** Changes up to this stamp were sent to everyone in step. */
  sent: number;
  readers: InStep;
}

/** Of a scope, only place and teams matter to a position: the county's forty desks share one frame. */
function positionScope(session: LiveSession): Scope {
  const { division, tags } = scopeOf(session.info);
  return { division, tags: tags.filter((tag) => tag.startsWith('team:')).sort() };
}

/**
 * Position frames to sockets: encoded once for all readers of a scope that are in step, four times a second,
 * latest value wins, the last one always sent. Never waits for a slow reader.
 */
export class TickingPositionLane implements SignalReaders {
  readonly #tableOf: (world: string) => PositionTable | undefined;
  readonly #worldNowMs: (world: string) => number;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<Socket, Group>();
  readonly #timer: NodeJS.Timeout;
  /** Since the start, for /metrics. */
  readonly sent = { frames: 0, bytes: 0 };

  constructor(tableOf: (world: string) => PositionTable | undefined, worldNowMs: (world: string) => number) {
    this.#tableOf = tableOf;
    this.#worldNowMs = worldNowMs;
    this.#timer = setInterval(() => this.tick(), POSITION_TICK_MS);
  }

  get groups(): number {
    return this.#groups.size;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  watch(socket: Socket, world: string, session: LiveSession): void {
    this.unwatch(socket);
    const table = this.#tableOf(world);
    if (table === undefined) return;
    const scope = positionScope(session);
    const key = `${world}|${scope.division ?? '-'}|${scope.tags.join(',')}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      const mask = table.visibleTo(scope);
      group = { world, scope, mask, ownerVersion: table.ownerVersion, sent: table.stamp, readers: new InStep() };
      this.#groups.set(key, group);
    }
    this.#groupOf.set(socket, group);
    this.#whole(socket, group, table);
    // What moved between the group's last tick and now comes a second time with the next one: harmless.
    group.readers.add(socket);
  }

  unwatch(socket: Socket): void {
    const group = this.#groupOf.get(socket);
    if (group === undefined) return;
    this.#groupOf.delete(socket);
    group.readers.delete(socket);
    if (!group.readers.empty) return;
    for (const [key, known] of this.#groups) if (known === group) this.#groups.delete(key);
  }

  tick(): void {
    for (const group of this.#groups.values()) {
      const table = this.#tableOf(group.world);
      if (table === undefined) continue;
      this.#name(group, table);
      group.readers.sortOut((socket) => this.#whole(socket, group, table));
      const { stamp } = table;
      if (stamp === group.sent) continue;
      const frame = table.frame(group.mask, group.sent, this.#worldNowMs(group.world));
      group.sent = stamp;
      if (frame === undefined) continue;
      for (const socket of group.readers.ready) this.#emit(socket, frame);
    }
  }

  /** New units are added to the list; a unit that changed hands brings the whole list again. */
  #name(group: Group, table: PositionTable): void {
    const { world, mask: known } = group;
    if (group.ownerVersion !== table.ownerVersion) {
      group.ownerVersion = table.ownerVersion;
      group.mask = table.visibleTo(group.scope);
      const units = this.#units(group, table);
      for (const socket of group.readers.all()) socket.emit('units', units);
    } else if (known.length < table.size) {
      group.mask = table.visibleTo(group.scope, known);
      const added: Units = { world, epoch: table.epoch, mode: 'added', units: table.named(group.mask, known.length) };
      if (added.units.length === 0) return;
      for (const socket of group.readers.all()) socket.emit('units', added);
    }
  }

  #units(group: Group, table: PositionTable): Units {
    return { world: group.world, epoch: table.epoch, mode: 'whole', units: table.named(group.mask) };
  }

  #whole(socket: Socket, group: Group, table: PositionTable): void {
    socket.emit('units', this.#units(group, table));
    const frame = table.frame(group.mask, 0, this.#worldNowMs(group.world));
    if (frame !== undefined) this.#emit(socket, frame);
  }

  #emit(socket: Socket, frame: Uint8Array<ArrayBuffer>): void {
    this.sent.frames += 1;
    this.sent.bytes += frame.byteLength;
    emitFrame(socket, frame);
  }
}
