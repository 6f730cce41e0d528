import { type Scope, scopeKey } from '@sitong/shared/kernel/envelope.ts';
import type { EventBatch, Head, HeadHealth, SnapshotPart } from '@sitong/shared/protocol/down.ts';
import type { LiveWorld } from './live-world.ts';
import { RecentEvents } from './recent-events.ts';

/** A snapshot is cut into parts of this many characters, each acknowledged before the next. */
const PART_CHARS = 256 * 1024;
/** Resume by events up to here; beyond, a snapshot is smaller and faster. */
export const MOST_RESUMED = 2000;

/** Emits to every socket in a room; the transport encodes once. */
export interface Rooms {
  emit(room: string, name: 'events' | 'head' | 'snapshot', message: EventBatch | Head | SnapshotPart): void;
}

interface ScopeRoom {
  scope: Scope;
  room: string;
  members: number;
  /** Last sequence its batches have covered. */
  covered: number;
  /** Up to here there was nothing to see after `covered`: a quiet village is not searched through at each commit. */
  quietTo: number;
}

export type Resume =
  | { kind: 'tail'; batch: EventBatch; partial: SnapshotPart | undefined }
  | { kind: 'snapshot'; parts: SnapshotPart[] };

const QUIET = (): HeadHealth => ({ nodes: undefined, uploads: undefined });

/**
 * Sends one world's events to its readers. Readers of equal scope share a room and one encoded batch;
 * every batch names the range of the log it covers, so that a reader who may not see everything still
 * knows that nothing is missing.
 */
export class WorldFanout {
  readonly #live: LiveWorld;
  readonly #rooms: Rooms;
  readonly #now: () => number;
  readonly #health: () => HeadHealth;
  readonly #scopes = new Map<string, ScopeRoom>();
  readonly #recent: RecentEvents;
  readonly #stop: (() => void)[];
  readonly #snapshots = new Map<string, { seq: number; text: string }>();

  constructor(live: LiveWorld, rooms: Rooms, now: () => number, health: () => HeadHealth = QUIET) {
    this.#health = health;
    this.#live = live;
    this.#rooms = rooms;
    this.#now = now;
    this.#recent = new RecentEvents(MOST_RESUMED * 2, live.visibility());
    this.#stop = [
      live.onCommitted((events) => {
        this.#recent.add(events, () => this.#live.visibility());
        this.#fanOut();
      }),
      live.onClockChanged(() => this.beat()),
    ];
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  roomOf(scope: Scope): string {
    return `${this.#live.world}|${scopeKey(scope)}`;
  }

  /** Every reader of the world, whatever the scope. */
  get worldRoom(): string {
    return `world|${this.#live.world}`;
  }

  /** Counts a reader in. Call in the same turn as sending it what `resume` gave. */
  enter(scope: Scope): string {
    const room = this.roomOf(scope);
    const known = this.#scopes.get(room);
    if (known === undefined) this.#scopes.set(room, { scope, room, members: 1, covered: this.#live.seq, quietTo: 0 });
    else {
      this.#bringUp(known);
      known.members += 1;
    }
    return room;
  }

  leave(room: string): void {
    const known = this.#scopes.get(room);
    if (known === undefined) return;
    known.members -= 1;
    if (known.members <= 0) {
      this.#scopes.delete(room);
      this.#snapshots.delete(room);
    }
  }

  /** What brings a reader from `since` to now: the events between, or a snapshot. */
  resume(scope: Scope, since: number | null): Resume {
    const head = this.#live.seq;
    if (since !== null && head - since <= MOST_RESUMED && since <= head && this.#recent.covers(since, head)) {
      const portion = this.#recent.portion(scope, since);
      const batch = { world: this.#live.world, from: since + 1, to: head, events: portion.events };
      const partial = portion.widened.length === 0 ? undefined : this.#partial(scope, portion.widened, head);
      return { kind: 'tail', batch, partial };
    }
    const room = this.roomOf(scope);
    let cached = this.#snapshots.get(room);
    if (cached === undefined || cached.seq !== head) {
      cached = { seq: head, text: this.#live.snapshotText(scope) };
      this.#snapshots.set(room, cached);
      if (this.#snapshots.size > 500) this.#snapshots.clear();
    }
    return { kind: 'snapshot', parts: this.#parts(scope, 'whole', cached.text, head) };
  }

  head(): Head {
    const { nodes, uploads } = this.#health();
    return {
      world: this.#live.world,
      seq: this.#live.seq,
      serverMs: this.#now(),
      clock: this.#live.clock,
      ...(nodes === undefined ? {} : { nodes }),
      ...(uploads === undefined ? {} : { uploads }),
    };
  }

  /** The heartbeat: closes the range of readers who saw nothing of late, then tells the head. */
  beat(): void {
    for (const room of this.#scopes.values()) this.#bringUp(room);
    this.#rooms.emit(this.worldRoom, 'head', this.head());
  }

  #fanOut(): void {
    for (const room of this.#scopes.values()) {
      const portion = this.#recent.portion(room.scope, Math.max(room.covered, room.quietTo));
      if (portion.events.length === 0 && portion.widened.length === 0) {
        room.quietTo = this.#live.seq;
        continue;
      }
      this.#send(room, portion.events, portion.widened);
    }
  }

  #bringUp(room: ScopeRoom): void {
    if (room.covered < this.#live.seq) {
      const portion = this.#recent.portion(room.scope, Math.max(room.covered, room.quietTo));
      this.#send(room, portion.events, portion.widened);
    }
  }

  #send(room: ScopeRoom, events: EventBatch['events'], widened: string[]): void {
    const to = this.#live.seq;
    if (widened.length > 0) {
      this.#rooms.emit(room.room, 'snapshot', this.#partial(room.scope, widened, to));
    }
    this.#rooms.emit(room.room, 'events', { world: this.#live.world, from: room.covered + 1, to, events });
    room.covered = to;
  }

  #partial(scope: Scope, streams: string[], seq: number): SnapshotPart {
    const text = this.#live.partialText(streams);
    return { world: this.#live.world, seq, scope: scopeKey(scope), mode: 'partial', part: 0, of: 1, text };
  }

  #parts(scope: Scope, mode: SnapshotPart['mode'], text: string, seq: number): SnapshotPart[] {
    const of = Math.max(1, Math.ceil(text.length / PART_CHARS));
    return Array.from({ length: of }, (_, part) => ({
      world: this.#live.world,
      seq,
      scope: scopeKey(scope),
      mode,
      part,
      of,
      text: text.slice(part * PART_CHARS, (part + 1) * PART_CHARS),
    }));
  }
}
