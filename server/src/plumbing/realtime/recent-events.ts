import { type Envelope, isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import type { Seen } from './live-world.ts';

interface Kept {
  event: Envelope;
  /** Visibility of the stream before this event, where the event changed it. */
  before: Seen | undefined;
}

/** What one scope gets of a run of events. */
export interface Portion {
  events: Envelope[];
  /** Streams that became visible within the run: sent whole, from the state after it. */
  widened: string[];
}

/**
 * The newest events of a world, for fan-out and for clients that resume. Bounded; who asks for more gets a
 * snapshot instead.
 */
export class RecentEvents {
  readonly #most: number;
  #kept: Kept[] = [];
  #seen = new Map<string, Seen>();
  #rebuildAt: number;

  constructor(most: number, visibility: Iterable<readonly [string, Seen]>) {
    this.#most = most;
    this.#seen = new Map(visibility);
    this.#rebuildAt = this.#seen.size * 2 + 5000;
  }

  /** Takes committed events in order. `visibility` is asked only when the map of streams wants pruning. */
  add(events: readonly Envelope[], visibility: () => Iterable<readonly [string, Seen]>): void {
    for (const event of events) {
      const before = this.#seen.get(event.stream);
      const changed = before !== undefined && !same(before, event);
      this.#kept.push({ event, before: changed ? before : undefined });
      this.#seen.set(event.stream, { division: event.division, audience: event.audience });
    }
    if (this.#kept.length > this.#most * 2) this.#kept = this.#kept.slice(-this.#most);
    if (this.#seen.size > this.#rebuildAt) {
      this.#seen = new Map(visibility());
      this.#rebuildAt = this.#seen.size * 2 + 5000;
    }
  }

  /** True when every event after `seq` up to `head` is still here. */
  covers(seq: number, head: number): boolean {
    if (seq === head) return true;
    const first = this.#kept[0];
    return seq < head && first !== undefined && first.event.seq <= seq + 1;
  }

  /** What a scope may see of the events after `seq`. */
  portion(scope: Scope, seq: number): Portion {
    const start = this.#indexAfter(seq);
    const widened = new Set<string>();
    for (let i = start; i < this.#kept.length; i++) {
      const kept = this.#kept[i];
      if (kept?.before === undefined) continue;
      const { event, before } = kept;
      if (isVisible(scope, event.division, event.audience) && !visible(scope, before)) widened.add(event.stream);
    }
    const events: Envelope[] = [];
    for (let i = start; i < this.#kept.length; i++) {
      const event = this.#kept[i]?.event;
      if (event === undefined || widened.has(event.stream)) continue;
      if (isVisible(scope, event.division, event.audience)) events.push(event);
    }
    return { events, widened: [...widened] };
  }

  #indexAfter(seq: number): number {
    const first = this.#kept[0];
    if (first === undefined) return 0;
    return Math.max(0, seq - first.event.seq + 1);
  }
}

function visible(scope: Scope, seen: Seen): boolean {
  return isVisible(scope, seen.division, [...seen.audience] as Envelope['audience']);
}

function same(a: Seen, b: Seen): boolean {
  return (
    a.division === b.division &&
    a.audience.length === b.audience.length &&
    a.audience.every((tag, i) => tag === b.audience[i])
  );
}
