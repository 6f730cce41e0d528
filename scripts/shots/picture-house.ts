import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDemoSeed } from '@sitong/server/app/demo.ts';
import { type App, buildApp } from '@sitong/server/app.ts';
import { parseConfig } from '@sitong/server/config.ts';
import { MasterStore } from '@sitong/server/plumbing/master/master-store.ts';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import type { CountySeed } from '@sitong/shared/kernel/master/county.ts';
import type pg from 'pg';
import pino from 'pino';

export interface PictureHouse {
  readonly app: App;
  readonly seed: CountySeed;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/**
 * The real server with the demo county on a database of its own, by whatever clock is given; `before` may put rows
 * into the migrated database before the server opens it. Errors are logged to the second output.
 */
export async function openPictureHouse(
  now: () => number,
  before: (pool: pg.Pool) => Promise<void>,
): Promise<PictureHouse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sitong-still-'));
  const logger = pino({ level: 'error' }, pino.destination(2));
  const database = await startEmbedded({ dataDir, log: logger });
  await migrate(database.url);
  const pool = createPool({ url: database.url, name: 'still', max: 2, onError: (error) => logger.error(error) });
  const seed = await readDemoSeed();
  await new MasterStore(pool).seed(seed, 'demo', new Date(now()));
  await before(pool);
  await pool.end();
  const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url }, dataDir);
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  const app = await buildApp({ config: parsed.config, databaseUrl: database.url, logger, now });
  return {
    app,
    seed,
    databaseUrl: database.url,
    close: async () => {
      await app.close();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
