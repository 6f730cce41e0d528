import type { Services } from '../services.ts';
import { readCounties } from './counties-file.ts';
import { CountyReader } from './county-reader.ts';
import { CountyStore } from './county-store.ts';
import { OutboxBell } from './outbox-bell.ts';
import { fillUpwardOutbox } from './upward-outbox.ts';

export interface Federation {
  /** Tells waiting readers of this county's news. */
  bell: OutboxBell;
  /** What was read from the counties below. */
  store: CountyStore;
  /** One for each county of SITONG_COUNTIES. */
  readers: readonly CountyReader[];
  close(): Promise<void>;
}

/** Both ends: what this county tells the level above, and, where counties are named, what it reads from below. */
export function startFederation({ config, worlds, pool, logger, now }: Services): Federation {
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  worlds.onOpen(({ runtime }) => {
    fillUpwardOutbox(pool, runtime.world).catch((error: unknown) =>
      onError(error, 'the outbox was not filled from what stands; it is at the next start'),
    );
  });
  const store = new CountyStore(pool);
  const readers = (config.countiesFile === null ? [] : readCounties(config.countiesFile)).map((county) =>
    new CountyReader({ county, store, now, onError }).start(),
  );
  return {
    bell: new OutboxBell(worlds),
    store,
    readers,
    close: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}
