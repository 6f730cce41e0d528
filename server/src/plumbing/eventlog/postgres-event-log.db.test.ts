import { afterEach, beforeEach } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { eventLogContract } from './event-log-contract.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { emptyLog } from './testing-database.ts';

const { pool, url } = await withTestDatabase();
const open: PostgresEventLog[] = [];

beforeEach(() => emptyLog(pool));
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
});

eventLogContract('PostgreSQL', async () => {
  const log = new PostgresEventLog({
    pool,
    url,
    onError: (error) => {
      throw error;
    },
  });
  open.push(log);
  return log;
});
