import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { homeOf, readRunning } from './embedded/folder.ts';
import type { EmbeddedLog } from './embedded/supervisor.ts';
import { startEmbedded } from './embedded.ts';
import { CONNECT_TIMEOUT_MS } from './pool.ts';

export interface OpenDatabase {
  url: string;
  /** How it was found: given, kept running by another process, or started for us. */
  found: 'given' | 'running' | 'started';
  close(): Promise<void>;
}

/**
 * The database for a tool on the command line: the one of DATABASE_URL, the embedded one of a running server,
 * or that of the data folder, started for as long as the tool runs.
 * Throws when the data folder holds no database, or `EmbeddedDatabaseError`.
 */
export async function openDatabase(options: {
  databaseUrl: string | undefined;
  dataDir: string;
  log: EmbeddedLog;
}): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, log } = options;
  if (databaseUrl !== undefined) return { url: databaseUrl, found: 'given', close: async () => undefined };
  if (!existsSync(join(homeOf(dataDir), 'credentials.json'))) {
    throw new Error(`there is no database in ${dataDir}: set DATA_DIR to the server's data folder, or DATABASE_URL`);
  }
  const running = readRunning(dataDir);
  if (running !== undefined && (await answers(running.url))) {
    return { url: running.url, found: 'running', close: async () => undefined };
  }
  const started = await startEmbedded({ dataDir, log });
  return { url: started.url, found: 'started', close: () => started.stop() };
}

/** A note left by a killed server may lead nowhere. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
