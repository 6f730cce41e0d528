import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Worlds } from '../worlds.ts';
import { UPWARD_TYPES } from './upward-outbox.ts';

/** Readers that wait at one node; one more is answered at once and asks again by itself. */
const MOST_WAITING = 200;

/** Rings when something that goes upward was committed, here or at another node: a province need not ask in vain. */
export class OutboxBell {
  readonly #waiting = new Map<WorldId, Set<() => void>>();
  #count = 0;
  #closed = false;

  constructor(worlds: Pick<Worlds, 'onOpen'>) {
    worlds.onOpen(({ runtime }) => {
      runtime.onCommitted((events) => {
        if (events.some(({ type }) => UPWARD_TYPES.has(type))) this.#ring(runtime.world);
      });
    });
  }

  /** Begin to listen before looking, so that nothing falls between. `over`: waited long enough, or nobody may wait now. */
  listen(world: WorldId, waitMs: number): { heard: Promise<'rung' | 'over'>; stop: () => void } {
    if (this.#closed || waitMs <= 0 || this.#count >= MOST_WAITING)
      return { heard: Promise.resolve('over'), stop: () => undefined };
    const { promise, resolve } = Promise.withResolvers<'rung' | 'over'>();
    const here = this.#waiting.get(world) ?? new Set();
    this.#waiting.set(world, here);
    const ring = (): void => resolve(this.#closed ? 'over' : 'rung');
    const timer = setTimeout(() => resolve('over'), waitMs);
    const stop = (): void => {
      clearTimeout(timer);
      if (here.delete(ring)) this.#count -= 1;
    };
    here.add(ring);
    this.#count += 1;
    return { heard: promise, stop };
  }

  close(): void {
    this.#closed = true;
    for (const world of this.#waiting.keys()) this.#ring(world);
  }

  #ring(world: WorldId): void {
    for (const ring of this.#waiting.get(world) ?? []) ring();
  }
}
