import { setTimeout as delay } from 'node:timers/promises';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { EventLog, World } from '../plumbing/eventlog/event-log.ts';

export interface WorldFollowerOptions {
  log: Pick<EventLog, 'subscribe' | 'worlds'>;
  /** Worlds at work on this node, and whether their log says that they have ended. */
  here: () => Iterable<readonly [WorldId, 'running' | 'ended']>;
  open: (world: World) => Promise<void>;
  close: (world: WorldId) => Promise<void>;
  onError: (error: unknown, what: string) => void;
}

/** A world that has ended is closed soon after: the table is asked until it says so. */
const ASK_AGAIN_MS = 500;
const MOST_CLOSED = 10_000;

/**
 * Worlds begun and closed at other nodes. A new one is told by its first event; one that was closed is looked up once
 * its log says that the drill has ended. Nothing is asked while nothing begins or ends.
 */
export class WorldFollower {
  readonly #options: WorldFollowerOptions;
  /** Told of, and no longer open: never asked about again. */
  readonly #closed = new Set<WorldId>();
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  /** Asked for while one look was under way: what it read may be older than the question. */
  #wanted: 'no' | 'yes' = 'no';
  #life: 'open' | 'closed' = 'open';

  constructor(options: WorldFollowerOptions) {
    this.#options = options;
    this.#stop = options.log.subscribe(({ world }) => this.#moved(world));
  }

  /** Resolves when the worlds of this node are those of the table as it stands now. */
  look(): Promise<void> {
    if (this.#life === 'closed') return Promise.resolve();
    this.#wanted = 'yes';
    this.#looking ??= this.#run().finally(() => {
      this.#looking = undefined;
      this.#again();
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#life = 'closed';
    this.#stop();
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #moved(world: WorldId): void {
    if (this.#closed.has(world)) return;
    for (const [here, standing] of this.#options.here()) if (here === world && standing === 'running') return;
    void this.look();
  }

  async #run(): Promise<void> {
    while (this.#wanted === 'yes' && this.#life === 'open') {
      this.#wanted = 'no';
      try {
        await this.#compare();
      } catch (error) {
        this.#options.onError(error, 'the worlds of other nodes were not read; tried again');
        await delay(ASK_AGAIN_MS);
        this.#wanted = 'yes';
      }
    }
  }

  async #compare(): Promise<void> {
    const { log, here, open, close } = this.#options;
    // Asked before and after: one closed here while the log was read is not opened again.
    const before = [...here()];
    const stored = await log.worlds();
    const known = new Set([...before, ...here()].map(([world]) => world));
    for (const world of stored) {
      if (this.#life === 'closed') return;
      if (world.status === 'open' && !known.has(world.id) && world.headSeq > 0) await open(world);
      if (world.status === 'closed' && known.has(world.id)) await close(world.id);
      if (world.status === 'closed') this.#closed.add(world.id);
    }
    if (this.#closed.size > MOST_CLOSED) this.#closed.clear();
  }

  /** While some world has ended and is not closed yet. */
  #again(): void {
    clearTimeout(this.#timer);
    if (this.#life === 'closed') return;
    for (const [, standing] of this.#options.here()) {
      if (standing === 'running') continue;
      this.#timer = setTimeout(() => void this.look(), ASK_AGAIN_MS);
      this.#timer.unref();
      return;
    }
  }
}
