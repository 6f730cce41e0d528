import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { EventLog } from './event-log.ts';

const DEFAULT_LIMIT = 500;

export interface TailOptions {
  /** Ends the tail. */
  signal?: AbortSignal;
  /** Most events in one batch, 500 by default. */
  limit?: number;
}

/**
 * Every event after `after`, in order and without gaps, for as long as the signal allows: first what is
 * there, then what comes. Yields batches that are never empty. Throws when a number is missing:
 * a reader must never go on past a hole.
 */
export async function* tail(
  log: Pick<EventLog, 'since' | 'subscribe'>,
  world: WorldId,
  after: number,
  options: TailOptions = {},
): AsyncGenerator<readonly Envelope[], void, void> {
  const { signal, limit = DEFAULT_LIMIT } = options;
  let cursor = after;
  let known = after;
  let wake: (() => void) | undefined;
  const rouse = (): void => {
    wake?.();
    wake = undefined;
  };
  const unsubscribe = log.subscribe((moved) => {
    if (moved.world !== world || moved.seq <= known) return;
    known = moved.seq;
    rouse();
  });
  signal?.addEventListener('abort', rouse);
  try {
    while (!signal?.aborted) {
      const batch = await log.since(world, cursor, limit);
      if (signal?.aborted) return;
      for (const event of batch) {
        if (event.seq !== cursor + 1) throw new Error(`log of world ${world}: after ${cursor} came ${event.seq}`);
        cursor = event.seq;
      }
      if (batch.length > 0) {
        yield batch;
      } else if (known <= cursor) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        // Told of a head that cannot be read: the history was cut off. Ask again when told again.
        known = cursor;
      }
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', rouse);
  }
}
