import { join } from 'node:path';
import type { Services } from '../services.ts';
import { keepPacks } from './keep-packs.ts';
import { makePack } from './make-pack.ts';
import { printAside } from './print-aside.ts';

/** A pack a day below DATA_DIR/downtime. Returns the way to stop. */
export function startPacks(services: Services): () => void {
  const { config, logger, now } = services;
  return keepPacks({
    folder: join(config.dataDir, 'downtime'),
    now,
    print: async () => printAside(await makePack(services)),
    onError: (error, what) => logger.error({ err: error }, what),
  });
}
