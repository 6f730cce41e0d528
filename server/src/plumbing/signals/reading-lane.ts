import { isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import type { ReadingNow } from '@sitong/shared/protocol/down.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { Socket } from 'socket.io';
import type { LiveSession } from '../realtime/live-world.ts';
import type { SignalReaders } from '../realtime/world-rooms.ts';
import { InStep } from './in-step.ts';

/** Changed readings: twice a second and scope. */
export const READING_TICK_MS = 500;

interface Kept {
  now: ReadingNow;
  division: string;
  stamp: number;
}

/** Latest values of every sensor of one world. */
export class LatestReadings {
  readonly #bySensor = new Map<string, Kept>();
  #stamp = 0;

  get stamp(): number {
    return this.#stamp;
  }

  put(division: string, now: ReadingNow): void {
    this.#bySensor.set(now.sensor, { now, division, stamp: ++this.#stamp });
  }

  get(sensor: string): ReadingNow | undefined {
    return this.#bySensor.get(sensor)?.now;
  }

  /** What changed after `since` in places the scope may see; 0: everything. */
  changed(scope: Scope, since: number): ReadingNow[] {
    const changed: ReadingNow[] = [];
    for (const { now, division, stamp } of this.#bySensor.values()) {
      if (stamp > since && isVisible(scope, division, [])) changed.push(now);
    }
    return changed;
  }
}

interface Group {
  world: string;
  scope: Scope;
  sent: number;
  readers: InStep;
}

/** `readings` messages to sockets: whole at hello, then what changed, merged, the last value always sent. */
export class TickingReadingLane implements SignalReaders {
  readonly #latestOf: (world: string) => LatestReadings | undefined;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<Socket, Group>();
  readonly #timer: NodeJS.Timeout;

  constructor(latestOf: (world: string) => LatestReadings | undefined) {
    this.#latestOf = latestOf;
    this.#timer = setInterval(() => this.tick(), READING_TICK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  watch(socket: Socket, world: string, session: LiveSession): void {
    this.unwatch(socket);
    const latest = this.#latestOf(world);
    if (latest === undefined) return;
    const { division } = scopeOf(session.info);
    const key = `${world}|${division ?? '-'}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { world, scope: { division, tags: [] }, sent: latest.stamp, readers: new InStep() };
      this.#groups.set(key, group);
    }
    this.#groupOf.set(socket, group);
    this.#whole(socket, group, latest);
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
      const latest = this.#latestOf(group.world);
      if (latest === undefined) continue;
      group.readers.sortOut((socket) => this.#whole(socket, group, latest));
      if (latest.stamp === group.sent) continue;
      const readings = latest.changed(group.scope, group.sent);
      group.sent = latest.stamp;
      if (readings.length === 0) continue;
      for (const socket of group.readers.ready)
        socket.emit('readings', { world: group.world, mode: 'changed', readings });
    }
  }

  #whole(socket: Socket, group: Group, latest: LatestReadings): void {
    socket.emit('readings', { world: group.world, mode: 'whole', readings: latest.changed(group.scope, 0) });
  }
}
