import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { bookmarkView } from '../replay/bookmarks.ts';
import type { Worlds } from '../worlds.ts';

/** A running drill has news with every event; a screen need not look more often than this. */
const AT_MOST_EVERY_MS = 1000;
const MOST_READERS = 200;

/** Tells those who look at the list of drills that it is time to look again, so that nobody asks in vain. */
export class DrillNews {
  readonly #readers = new Map<object, { tell: () => void; end: () => void }>();
  #pending: NodeJS.Timeout | undefined;
  #toldMs = 0;

  constructor(worlds: Pick<Worlds, 'onOpen' | 'onClose'>) {
    worlds.onOpen(({ runtime }) => {
      if (runtime.world === LIVE) {
        // Notes on a drill lie in the log of the live world, whichever node took them.
        runtime.onCommitted((events) => {
          if (events.some(({ type }) => bookmarkView.types.has(type))) this.tell();
        });
        return;
      }
      this.tell();
      runtime.onCommitted(() => this.tell());
    });
    worlds.onClose(() => this.tell());
  }

  /** Leads at once when it has been quiet, else follows within a second; never lost. */
  readonly tell = (): void => {
    if (this.#pending !== undefined || this.#readers.size === 0) return;
    const waitMs = Math.max(0, this.#toldMs + AT_MOST_EVERY_MS - performance.now());
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#toldMs = performance.now();
      for (const { tell } of this.#readers.values()) tell();
    }, waitMs);
  };

  /** Undefined when as many read as a node carries. The answer stops it. */
  read(reader: { tell: () => void; end: () => void }): (() => void) | undefined {
    if (this.#readers.size >= MOST_READERS) return undefined;
    const key = {};
    this.#readers.set(key, reader);
    return () => this.#readers.delete(key);
  }

  /** The server stops: a stream that stays open would keep it from ending. */
  close(): void {
    clearTimeout(this.#pending);
    for (const { end } of this.#readers.values()) end();
    this.#readers.clear();
  }
}
