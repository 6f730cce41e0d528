import { afterAll, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { JobQueue, prepareJobs } from './job-queue.ts';
import { enqueueIn } from './job-spec.ts';

const { url, pool } = await withTestDatabase();
await prepareJobs(url);

const done: unknown[] = [];
let wake: () => void = () => undefined;
let gateway: 'up' | 'down' = 'down';
const troubles: Error[] = [];
const queue = new JobQueue({
  databaseUrl: url,
  onError: (error) => {
    troubles.push(error instanceof Error ? error : new Error(String(error)));
  },
  tasks: {
    note: async (payload) => {
      done.push(payload);
      wake();
    },
    gate: async (payload) => {
      if (gateway === 'down') {
        wake();
        throw new Error('the gateway does not answer');
      }
      done.push(payload);
      wake();
    },
  },
});
await queue.start();
afterAll(async () => {
  // What breaks later is the test's own: its database is dropped under connections that are still closing.
  const before = [...troubles];
  await queue.close();
  expect(before).toEqual([]);
});

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) {
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, 100);
    });
  }
}

describe('the job queue', () => {
  it('prepares its tables once and again without harm', async () => {
    await prepareJobs(url);
    expect(await queue.list('all', 10)).toEqual([]);
  });

  it('carries out what was enqueued in a committed transaction, and nothing of one rolled back', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await enqueueIn(client, [{ task: 'note', key: 'lost', payload: { n: 'lost' } }]);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await enqueueIn(client, [{ task: 'note', key: 'kept', payload: { n: 'kept' } }]);
    await client.query('COMMIT');
    client.release();
    await until(() => done.length > 0);
    expect(done).toEqual([{ n: 'kept' }]);
  });

  it('keeps a job whose every try failed as a dead letter, and starts it again when told', async () => {
    await queue.add([{ task: 'gate', key: 'dead', payload: { n: 'dead' }, mostAttempts: 1 }]);
    await until(async () => (await queue.list('dead', 10)).length === 1);
    const [dead] = await queue.list('dead', 10);
    expect(dead).toMatchObject({ task: 'gate', state: 'dead', attempts: 1, mostAttempts: 1 });
    expect(dead?.lastError).toContain('the gateway does not answer');
    gateway = 'up';
    expect(await queue.retry(dead?.id ?? '')).toBe(true);
    await until(() => done.length > 1);
    expect(done.at(-1)).toEqual({ n: 'dead' });
    expect(await queue.retry('999999')).toBe(false);
  });

  it('one failing task holds up no other', async () => {
    gateway = 'down';
    await queue.add([
      { task: 'gate', key: 'stuck', payload: { n: 'stuck' } },
      { task: 'note', key: 'free', payload: { n: 'free' } },
    ]);
    await until(() => done.some((one) => JSON.stringify(one) === '{"n":"free"}'));
    // A job that is done leaves the list a moment after its work.
    const listed = async () => (await queue.list('all', 10)).map(({ key, state }) => `${key} ${state}`);
    await until(async () => (await listed()).join() === 'stuck retrying');
    expect(await listed()).toEqual(['stuck retrying']);
  });
});
