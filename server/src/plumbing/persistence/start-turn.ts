import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONNECT_TIMEOUT_MS } from './pool.ts';

/** Any constant of ours, another than that of the migrations. */
const LOCK_KEY = 4_410_527;
const ASK_EVERY_MS = 100;
const WAIT_MS = 120_000;

/**
 * First starts are taken in turn: of two nodes on an empty database one loads the county and makes the accounts, the
 * other waits and finds them. The turn ends with `work`, or with the connection of a node that died in it.
 */
export async function inTurn<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'sitong-start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on('error', () => {
    // The work has connections of its own and says itself when the database is gone.
  });
  await client.connect();
  try {
    for (const deadline = Date.now() + WAIT_MS; ; await sleep(ASK_EVERY_MS)) {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [LOCK_KEY]);
      if (rows[0]?.mine) break;
      if (Date.now() > deadline)
        throw new Error(`another node has been starting for ${WAIT_MS / 1000} s: look at that one first`);
    }
    return await work();
  } finally {
    await client.end();
  }
}
