import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { databaseOf } from '../bench/database.ts';
import type { Check, Scene } from './fault.ts';
import { throughOutage } from './outage.ts';

/** Somebody else's program takes every connection PostgreSQL has, and the server's own are lost. */
export const connectionsStarved = (scene: Scene, seconds: number): Promise<Check[]> =>
  throughOutage(scene, seconds * 1000, async ({ dataDir }) => {
    const connectionString = databaseOf(dataDir);
    const greedy: pg.Client[] = [];
    const first = await open(connectionString);
    if (first === undefined) throw new Error('not one connection to begin with');
    greedy.push(first);
    // The server asks for a new one all the time, and wins the race now and then: whatever it got is taken again, until
    // the outage is over.
    const starve = async (): Promise<void> => {
      for (let next = await open(connectionString); next !== undefined; next = await open(connectionString))
        greedy.push(next);
      await first.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sitong%' AND pid <> pg_backend_pid()`,
      );
    };
    await starve();
    let phase: 'starving' | 'over' = 'starving';
    const starving = (async () => {
      while (phase === 'starving') {
        await starve();
        await pause(10);
      }
    })();
    return async () => {
      phase = 'over';
      await starving;
      await Promise.all(greedy.map((client) => client.end()));
    };
  });

/** Undefined: none left. */
async function open(connectionString: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString, application_name: 'greedy' });
  client.on('error', () => client.removeAllListeners('notice'));
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '53300') return undefined;
    throw error;
  }
}
