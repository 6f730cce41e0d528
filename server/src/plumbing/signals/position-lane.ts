import { type Scope, scopeKey } from '@sitong/shared/kernel/envelope.ts';
import type { Units } from '@sitong/shared/protocol/down.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { Socket } from 'socket.io';
import type { PositionLane } from '../realtime/gateway.ts';
import type { LiveSession } from '../realtime/live-world.ts';
import { backlogOf } from '../realtime/slow-consumer.ts';
import type { PositionTable } from './position-table.ts';

/** Frames a second and scope. */
const TICK_MS = 250;
/** A reader with more than this unsent is left out until it has caught up; it then gets the latest, once. */
const BEHIND_BYTES = 64 * 1024;

interface Group {
  world: string;
  scope: Scope;
  mask: Uint8Array;
  ownerVersion: number;
  /** Changes up to this stamp were sent to everyone in step. */
  sent: number;
  inStep: Set<Socket>;
  behind: Set<Socket>;
}

/**
 * Position frames to sockets: encoded once for all readers of a scope that are in step, four times a second,
 * latest value wins, the last one always sent. Never waits for a slow reader.
 */
export class TickingPositionLane implements PositionLane {
  readonly #tableOf: (world: string) => PositionTable | undefined;
  readonly #worldNowMs: (world: string) => number;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<Socket, Group>();
  readonly #timer: NodeJS.Timeout;

  constructor(tableOf: (world: string) => PositionTable | undefined, worldNowMs: (world: string) => number) {
    this.#tableOf = tableOf;
    this.#worldNowMs = worldNowMs;
    this.#timer = setInterval(() => this.tick(), TICK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  watch(socket: Socket, world: string, session: LiveSession): void {
    this.unwatch(socket);
    const table = this.#tableOf(world);
    if (table === undefined) return;
    const scope = scopeOf(session.info);
    const key = `${world}|${scopeKey(scope)}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { world, scope, mask: table.visibleTo(scope), ownerVersion: table.ownerVersion, sent: table.stamp, inStep: new Set(), behind: new Set() };
      this.#groups.set(key, group);
    }
    this.#groupOf.set(socket, group);
    this.#whole(socket, group, table);
    // What moved between the group's last tick and now comes a second time with the next one: harmless.
    group.inStep.add(socket);
  }

  unwatch(socket: Socket): void {
    const group = this.#groupOf.get(socket);
    if (group === undefined) return;
    this.#groupOf.delete(socket);
    group.inStep.delete(socket);
    group.behind.delete(socket);
    if (group.inStep.size + group.behind.size === 0) {
      for (const [key, known] of this.#groups) if (known === group) this.#groups.delete(key);
    }
  }

  tick(): void {
    for (const group of this.#groups.values()) {
      const table = this.#tableOf(group.world);
      if (table === undefined) continue;
      this.#rename(group, table);
      this.#sortOut(group, table);
      const stamp = table.stamp;
      if (stamp === group.sent) continue;
      const frame = table.frame(group.mask, group.sent, this.#worldNowMs(group.world));
      group.sent = stamp;
      if (frame === undefined) continue;
      for (const socket of group.inStep) socket.emit('positions', frame);
    }
  }

  #rename(group: Group, table: PositionTable): void {
    if (group.ownerVersion === table.ownerVersion) return;
    group.ownerVersion = table.ownerVersion;
    group.mask = table.visibleTo(group.scope);
    const units = this.#units(group, table);
    for (const socket of group.inStep) socket.emit('units', units);
    for (const socket of group.behind) socket.emit('units', units);
  }

  #sortOut(group: Group, table: PositionTable): void {
    for (const socket of group.inStep) {
      if (backlogOf(socket) <= BEHIND_BYTES) continue;
      group.inStep.delete(socket);
      group.behind.add(socket);
    }
    for (const socket of group.behind) {
      if (backlogOf(socket) > 0) continue;
      group.behind.delete(socket);
      this.#whole(socket, group, table);
      group.inStep.add(socket);
    }
  }

  #units(group: Group, table: PositionTable): Units {
    return { world: group.world, epoch: table.epoch, mode: 'whole', units: table.named(group.mask) };
  }

  #whole(socket: Socket, group: Group, table: PositionTable): void {
    socket.emit('units', this.#units(group, table));
    const frame = table.frame(group.mask, 0, this.#worldNowMs(group.world));
    if (frame !== undefined) socket.emit('positions', frame);
  }
}
